"""What does a saved web page say of its article?

    tree         the page parsed, once for all that is read from it
    page         the page to an article: the main text, without the boilerplate of the site
    metadata     headline, outlet, byline and address, from what the page states for machines and shows to people
    published    the day of publication, or none
    jsonld       the article that a page describes in JSON-LD

Nothing here names a site. Imports what the package around it shares.
"""
