"""Queries in, ranked articles out: the query language, the engine, and the `dateline` command."""



