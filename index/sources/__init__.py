"""Which files hold articles, and what raw documents are in them?

    kinds             which kinds of file are read, by their suffixes: one table
    walk              the files of a folder, in the same order on every system
    standard_input    what is piped, as a file
    decode            bytes of any encoding to clean text
    documents         a file to raw documents of a form; the next package reads them
    from_bytes        the same of a file that is read whole
    contained         the same of a container

and for files that hold several: `table` (CSV), `sgml` (Reuters-21578), `mailbox`, `feed` (RSS and Atom, by `xml`),
`book` (EPUB), `warc`, and `containers` (zip and tar). `tags` bounds what a web page has of them. `extras` names the
packages that some kinds need.

What can't be read becomes a `Skipped` value with its reason. Imports nothing but `article` and `errors`.
"""
