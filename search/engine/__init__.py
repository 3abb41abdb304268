"""Which articles match a query, in which order, and how many of what?

    engine         what every engine does, and the choice of one
    local          the engine over archives in folders: from a query to results, of which only the hits are read
    archives       the archives that are searched as one, and the copies among all their articles
    naming         what the articles of several are called
    vocabulary     the words of all segments: stems, spellings, words like another
    ranking        a query over all segments: counts, the best articles
    explained      the parts of articles' scores
    segment_view   a segment as one archive sees it: live articles, lengths against the averages
    parallel       a function over all segments, in one thread or several
    evaluate       a query over one segment: the articles that match, the posting lists of its atoms
    posting_lists  those of a segment's atoms, held while they are few
    postings       an atom in a segment: its posting list
    effort         how much its phrases with patterns take, which is bounded
    phrases        words in a row, words within a window
    slots          the places of words, over which these are told
    bm25           the formulas of scores; `docs/ranking.md` has them bit by bit
    maxscore       which matches may still be among the best
    proximity      which words gain where they are near each other
    sorting        the best of many, and their order
    copies         copies of one story: counted, and in time's order
    hits           ranked articles as hits, and the answer where there are none
    facets         counts by outlet and by month
    values         the outlets, authors and places there are
    similar        articles like another
    status         what an archive holds
    cluster        the engine over an archive on a cluster

Arrays over a segment's postings all the way: nothing here runs once per posting in Python. Imports the index's
analysis, segment, archive and cluster, the tree of `search.query`, and `search.highlight` for the hits. `templates/js`
gives the same scores to the last bit.
"""
