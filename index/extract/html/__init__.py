"""What does a saved web page say of its article, and where on the page is its text?

A page is parsed once, by lxml; all parts read that one tree, the main text last, as it takes the tree apart.

    page         the page to an article: the parts below, and the main text without the boilerplate of the site
    tree         the page to lxml's tree; the texts within, after and before an element
    metadata     what the page says of its article, for machines and to people: byline, address, and by these
    jsonld       the article that a page describes in JSON-LD
    outlet       who published it
    headline     its headline, and the element that shows it
    published    the day of publication, or none
    main_text    the paragraphs, headings and list items of the text, by Trafilatura
    fallback     by Readability, or from JSON-LD, where that text may be short

Nothing here names a site. Imports what the package around it shares.
"""
