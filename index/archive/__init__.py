"""Which segments make an archive at this moment? A folder holds one generation, and a commit replaces it by the next.

    segment_info    a segment's name, its size, its deleted articles
    generation      the files that say which segments there are, read; the newest generation that is whole
    listing         all files in a few bytes, by which a run tells that nothing has changed
    grouping        which articles are copies of one story, told from their sketches
    copies          these groups as a file beside the segments
    pairs_file      the pairs of lines of each file of text, from which is told what recurs
    commit          the same files written, so that a power cut loses nothing; what is not used any more, removed
    whoosh_schema   the archive's fields as a Whoosh schema
    whoosh_codec    segments as Whoosh reads them: `whoosh.index.open_dir(folder)` searches them like its own

Searches open a generation and read the arrays of its segments; they import nothing of Whoosh.

Imports `index.segment`, `index.analysis`, and of `index` itself what belongs to no package.
"""
