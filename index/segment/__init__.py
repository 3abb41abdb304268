"""How are articles kept so that a word is found in all of them at once? In segments: up to 65,536 articles, inverted.

    postings        token streams to posting lists, merging, the posting lists of stems
    frequency       how often a word stands in an article, in 16 bits;  codebook: in 8
    bigrams         pairs of frequent words, with posting lists of their own
    docstore        articles' fields, compressed one by one
    contents        all of this in memory; several merged into one
    write           a segment's contents as one file of arrays
    array_file      that file: named arrays and string tables, memory-mapped
    checked_array   an array of it, of which nothing is read unchecked
    layout          what each array must be, held when a file is opened
    letters         which letters words have, for those that are like another
    inverted_index  reading words, stems, bigrams and positions of a file
    reader          the whole segment: the inverted index, the articles' columns, the doc store
    memory          a segment of a few articles that was never a file

A file never changes once written; its name is a hash of it. Which segments make an archive, and which of their articles
are deleted, is `index.archive`'s to know. `docs/index-format.md` has every array.

Imports `index.analysis`, `index.arrays`, `index.article`, `index.schema` and `index.errors`.
"""
