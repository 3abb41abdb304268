"""What answers a query? Query strings in, ranked articles out.

In the order of the data: `query` makes a tree of a query string; `highlight` finds what of a text a tree matches, and
the fragment to show; `engine` evaluates a tree over an index, counts and ranks; `output` makes terminal text, pages and
exports of the results; `site` writes a whole archive as pages with a search of their own, and `serve` has
these pages over the live archive; `commands` are the `dateline` command's, which `cli` gathers and `startup` makes
start fast.

`results` and `errors` are the values that pass between them; `calendar` has the months' names. Imports
`dateline.index`, which never imports this.
"""
