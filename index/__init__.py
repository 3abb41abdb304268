"""How do files become a searchable archive?

    sources    the files of a folder, decoded, as raw documents
    extract    what a document says: headline, body, day, outlet, byline, each with its evidence
    analysis   text to terms and stems; also the analysis of queries
    segment    articles inverted, in one file of arrays that never changes
    archive    a folder of segments: generations, deletions, and what Whoosh reads of them
    build      a run over all of it: what has changed is read, inverted and committed at once
    cluster    such a run into an archive on an OpenSearch cluster

The values that pass between them are in `article` (raw documents, articles, what was skipped); `schema` has the
fields and numbers that all agree on, `arrays` what NumPy lacks, `errors` the base of every error, `durable` what forces
files to the disk, `processes` what each worker process does first. Nothing here imports `search`; a package imports
only those above it, `analysis` and `segment` none of `sources` and `extract`.
"""
