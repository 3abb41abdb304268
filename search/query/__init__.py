"""What does a query ask for?

    tree       the nodes of a parsed query, and `Query`: a tree with the filters and the order asked for
    period     days, months, years and ranges of them as users write them
    syntax     what a query string is written with
    elsewhere  what other tools write, told by name with our form
    atoms      one word or quote of a query string to a node
    forms      words in capitals or with symbols, and what they rank first
    parse      a query string to its tree, with every error's span in it
    notes      what is said of a query that may be meant otherwise
    render     a tree back to a query string
    synonyms   what else words stand for, by a file of the user's
    request    a query string and the options beside it to a `Query`, for terminal and Python alike
    compounds  what finds a word that is written as one, with a hyphen, or as two
    expand     a pattern or a fuzzy word to the words of a vocabulary that it means
    spelling   what a word is across the Atlantic, and slips of the keys
    respell    a query with a word of it written in another way
    absent     names and days that an archive does not have
    relax      looser queries to offer where nothing matched; nothing is loosened unasked
    offers     queries to offer beside an answer: other spellings of their words

A query string goes through `parse` and `atoms` to a tree, which an engine answers; `docs/query-language.md` is the
language as users know it. `templates/js` parses, expands and relaxes alike, and the shared cases hold the two together.
Imports from the index only its analysis (terms) and segments (vocabularies), and nothing of `search` but values and
errors.
"""
