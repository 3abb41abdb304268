"""How does a page without a server answer as the command line does? The archive is written as a folder of files.

In the order of the data flow:

    build          the whole: `build_site`, which no failure leaves half done
    atomic_folder  a folder that is replaced as a whole
    snapshot       all articles and posting lists of an archive, numbered as the site numbers them
    words          all words, by stem
    strings        many byte strings in little memory
    compounds      which words are compounds, of all of them at once
    marks          which words others may be offered for
    rare_words     what may be meant by words of few articles
    near_words     of it the words one edit away, and those with doubled letters
    open_forms     and the two words that one may be
    letter_hashes  hashes of many words, and of what one edit makes of them
    data           what the scripts load: `meta`, texts, ids, lengths, columns
    term_files     of it the words: posting lists and positions
    word_files     and the words alone, by spelling and by what those like them have in common with them
    form_files     and the surface forms: posting lists
    mapped         large arrays in files
    neighbours     frequent words beside others
    ngrams         bigrams and trigrams of frequent words, found segment by segment
    run            the postings of a run of words
    ahead          the answers to common words, counted ahead
    encoding       how that is written: numbers as bytes, bytes deflated, sequences cut into files
    scripts        the engine and the interface, put together of the files of `templates/js`
    pages          the templates filled: the search page, the articles' pages, the listings
    article_pages  the articles' pages, by several processes
    listings       the archive by month and by outlet, for readers without scripts

The engine in `templates/js/engine` is `dateline.search` once more, a file for each module; the constants that the two
share are written into it from Python's, and the tests compare their answers to the last bit. The site uses the engine's
numbers and `dateline.search.output`; nothing but the `site` command uses it. `docs/site-format.md` has every byte.
"""
