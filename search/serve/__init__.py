"""How does a browser or a script ask a live archive? `dateline serve`: the site's search page and JSON over HTTP.

    HTTP -> server: Host, method, limits -> application: which address -> parameters: its query
         -> live: the newest generation's engine -> records | pages

server        connections and headers: loopback, GET and HEAD, nothing that another web site could use
application   from an address to a response, and how many of them are worked on at once
parameters    what an address asks: a query, or what is wrong with each of its parameters
live          the archive as of its newest generation, noticed without a restart
records       answers as JSON: the export's record, with what the page needs beside it
pages, browse the same HTML as the site's, made when asked: search page, articles, lists by month and outlet
scripts       the site's scripts, over an engine that asks this server

Nothing is written, no path of the disk can be named, and what it answers is what `dateline search` answers. May import
`search.site` for its pages and lists, what that imports, and the index's reading side.
"""
