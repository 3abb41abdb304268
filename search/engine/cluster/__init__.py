"""How does an OpenSearch cluster find the same hits, in the same order, with the same scores as an archive in a folder?

    match       a query's tree as a query of the cluster: which articles match
    score       an atom as a clause that scores: BM25F from counts, in float32
    order       these together: how matches are ranked, and what the cluster can't rank
    snapshot    the state of an archive: its searches, all shards or none
    matches     a query's matches: counts, and of the best what columns tell, page by page
    facets      counts by outlet, month and day
    bounds      the most that an article may score, proximity included
    hashed      the same of what the cluster can't score, of hashes alone
    candidates  articles that were read, inverted in memory as a segment
    selection   so many of the best that the exact best are surely among them
    words       stems, and words like another
    lookup      articles by id, path or group; what an archive holds
    errors      what a cluster can't be asked
    engine      the engine: from a query to results

The cluster says which articles match, counts, and ranks roughly, to the seventh digit. Of the best by that, and some
more, it gives columns: their ids and lengths, and hashes of their words, of two bytes each. These tell which may be on
the page when words near each other gain. Only those are read (where none gain, a page's articles come along at once),
and `search.engine.ranking` ranks them as it would in a folder: by the same code, with the counts of all articles. So
explanations, proximity and the folding of copies are the same too. What the cluster can't count
(`score.Scoring.exact`) is told where it may matter.
"""
