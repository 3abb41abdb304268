"""What does a raw document say: headline, body, day, outlet, byline, place, address, each with its evidence?

    parse         a raw document of any form to an article; then the user's `outlet_rules` and `corrections`
    faults        what of the articles' values is missing or hard to believe
    text          a plain-text scrape
    html          a saved web page
    record        the fields of a JSON object, by their usual names
    markdown      Markdown to the fields of a record; `markdown_page`: the dump of a whole page to plain text
    reuters       an entry of Reuters-21578
    pdf, word     the text of a document, read as a scrape is
    mail          a message; `mail_text` tells what of its text is its own

and what these share: `paragraphs` (text to lines and paragraphs), `boilerplate` (what a line is that is no text, by
`phrases`), `dates`, `date_lines` (a date with its label and what stands beside it), `datelines`, `bylines`,
`evidence` (a value and where it was read), `globs` (patterns of paths), `toml_file` (what the user writes).
What a document does not state stays None. Imports `sources` for raw documents and `analysis` for folding.
"""
