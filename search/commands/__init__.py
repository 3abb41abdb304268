"""How is the library asked from a terminal? A module for each command, which `search.cli` gathers.

`search` makes a query of words and options (`search.query.request`), asks the engine, and hands the results to
`answers`, which writes them in the format asked for, to a file or through the pager; `queries` reads many from a file.
`show` prints one article, `open` shows it elsewhere and `similar` lists those like it, by its number in what
`last_search` remembers. `index` brings an index up to date, `extract` prints what the indexer sees, `status` what an
index holds, and `outlets`, `authors` and `places`, which `values` makes, which names; `doctor` lists values that are
missing or hard to believe, and begins a file of corrections; `check` looks at every byte of it, and `repair` keeps what
is whole. `site` writes it as a folder of pages (of one on a cluster by a `local_copy`), and `serve` answers a browser.

`options` has what several commands share, `terminal` what standard output is: how wide, how colourful, or no terminal.
A command checks its options and calls; it knows no formula and no file format. Its errors go up to `search.cli`, which
makes messages of them. May import everything; whatever a plain search does not need, where it is used.
"""
