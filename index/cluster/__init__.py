"""How does an archive come to lie on an OpenSearch cluster?

    address     the archive's: hosts and a name
    connections on which an answer is read for a bounded time
    client      requests: to a node that answers, again where that helps, with credentials of the environment
    failures    what an answer means that refuses a request, or is short
    shape       what an answer has to look like
    answers     the same of searches, as what they ask for tells
    errors      what goes wrong, and what to do
    schema      the names, settings and mappings of its indices
    about       what an archive says of itself, and which index is seen
    documents   a batch of analysed articles as documents
    stream      documents to the cluster and from it by the thousand
    maps        mappings of texts on the disk
    row_file    rows of bytes on the disk
    copies      which articles are copies, told from what lies there
    lock        one writer at a time
    writer      the sink of an indexing run: what is sent is kept, what a commit ends is seen
    run         a run into it
    check       whether it is whole

Articles are read, extracted and analysed as for an archive in a folder, by `index.build`, which knows of none of this.
Imports it, the rules of extraction, and the index's analysis, segment and archive.
"""
