"""Which files hold articles, and what raw documents are in them?

    walk         the files of a folder, in the same order on every system
    decode       bytes of any encoding to clean text
    documents    a file to raw documents of a form; the next package reads them

What can't be read becomes a `Skipped` value with its reason. Imports nothing but `article` and `errors`.
"""
