"""How do files become an archive, and stay in step with it?

    run              an archive brought up to date with its sources
    indexing         a run: what has changed is read in worker processes, the rest stays
    settings         what an index remembers of how it is made: its sources, its rules, its corrections
    discovery        which files the sources hold
    ledger           which file holds which article under which id
    known_lines      which lines of JSON need not be read again
    recurrence       which lines recur across the files, and what is to be read anew since that has changed
    reading          files to raw documents by the batch, with what a worker must know to read them
    workers          the worker processes
    batch            what a worker makes of raw documents: articles read and packed, their texts cut into chunks
    segment_builder  batches to the contents of a segment
    merge_policy     which segments become one
    report           what a run did, and why one can do nothing
    watch            changes noticed as they are made, and a run for each
    forget           a source and its articles dropped
    sink             where a run puts what it makes
    writer           the archive's folder: batches in, deletions, one commit, or all as it was
    lock             one writer at a time
    check            whether an archive is whole, and what its articles' texts give
    repair           what can be saved of a damaged one

Imports all of `index`: sources and extract for reading, analysis, segment and archive for writing.
"""
