"""How do results look? Each module makes one form of `search.results`, and knows neither query nor engine.

`display` is what all of them say alike: clean text, counts and dates in words, facets cut to size. For people:
`terminal`, with `cell_width` to know how wide a text is there, and `versions`, which compares copies of a story;
`html_page`, by the Jinja2 environment of `templates`; `messages`, which are errors as a terminal shows them. For
programs: `exports` (JSON, JSON lines, CSV, paths, TREC runs) and `citations` (BibTeX, RIS).

Everything that comes from an article is hostile: here it is cleaned and escaped, and nowhere else. Imports the values
of `search.results` and `index.article`, the errors, and of `index.analysis` how letters are folded.
"""
