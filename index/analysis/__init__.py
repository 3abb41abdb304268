"""What words does a text have, and what is searched for by them?

    chunks         the texts of a batch, each distinct stretch of letters once (in worker processes)
    distinct       slices of bytes as numbers of the distinct ones
    surface        words as they stand in capitals or with symbols: `US`, `$1.5bn`
    form_chunks    all of these in a batch (in worker processes)
    analyzer       these stretches to terms, as numbers in a vocabulary, and terms to stems (where the segment is built)
    nltk_modules   the modules of NLTK that are used, without the rest of it
    sketch         a body to the bytes by which its copies are found (in worker processes)
    passages       a body to the hashes by which it is told what several stories share (in worker processes)
    terms          text to terms with their spans: what queries and snippets use, and what defines a token

`terms` says what a token is and needs nothing but the standard library, so that a search starts fast. `chunks` and
`analyzer` do the same for articles by the hundred thousand; a test holds them to `terms`.

Imports `index.arrays` and `index.errors` only.
"""
