"""The peers, each used as its manual advises, over the same fields: headline and body searched, everything stored."""

import re
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal, Protocol

from measure import records
from workload import SLOP, Ask

Work = Literal["ids", "counts", "whole"]
"""What is asked of every engine: the ids of the first ten articles; their ids and headlines, how many match in all, and
how many of each outlet and month; the same with snippets.
"""
Answer = list[tuple[str, ...]]
"""Of each article its id, and what else is asked."""
Call = Callable[[], Answer]


class Peer(Protocol):
    """An index on disk. Imports happen in `__init__` and `build`, so that each is paid for where it is used."""

    name: str

    def __init__(self, folder: Path) -> None: ...

    @staticmethod
    def build(source: Path, folder: Path) -> None:
        """Index a file of JSON lines into an empty folder."""

    def call(self, ask: Ask, work: Work, limit: int = 10) -> Call | None:
        """The query ready to run; None where the engine can't."""

    def count(self, ask: Ask) -> int | None:
        """How many articles match; None where the engine can't tell."""


class StockWhoosh:
    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        from plain import analyzer
        from whoosh import index, query

        self._searcher = index.open_dir(folder).searcher()
        self._analyzer, self._q = analyzer(), query

    @staticmethod
    def build(source: Path, folder: Path) -> None:
        from plain import schema
        from whoosh import index

        writer = index.create_in(folder, schema()).writer()
        for record in records(source):
            writer.add_document(text=f"{record['title']}\n{record['body']}", month=record["date"][:7], **record)
        writer.commit()

    def call(self, ask: Ask, work: Work, limit: int = 10) -> Call | None:
        options: dict[str, Any] = {}
        if ask.outlet:
            options["filter"] = self._filter(ask)
        if work != "ids":
            options["groupedby"] = ["outlet", "month"]
        if ask.newest:
            options |= {"sortedby": "date", "reverse": True}
        query = self._query(ask)

        def call() -> Answer:
            results = self._searcher.search(query, limit=limit, **options)
            if work == "ids":
                return [(hit["id"],) for hit in results]
            len(results), results.groups("outlet"), results.groups("month")
            if work == "counts":
                return [(hit["id"], hit["title"]) for hit in results]
            return [(hit["id"], hit["title"], hit.highlights("text", text=hit["body"])) for hit in results]

        return call

    def count(self, ask: Ask) -> int | None:
        query = self._query(ask)
        if ask.outlet:
            query = self._q.And([query, self._filter(ask)])
        return sum(1 for _ in query.docs(self._searcher))

    def _filter(self, ask: Ask) -> Any:
        dated = self._q.TermRange("date", ask.since, ask.until)
        return self._q.And([self._q.Term("outlet", ask.outlet), dated])

    def _query(self, ask: Ask) -> Any:
        if ask.form == "prefix":
            return self._q.Prefix("text", ask.words[0])
        if ask.form == "fuzzy":
            return self._q.FuzzyTerm("text", ask.words[0], maxdist=1)
        terms = [self._q.Term("text", token.text) for word in ask.words for token in self._analyzer(word)]
        if ask.form == "phrase":
            return self._q.Phrase("text", [term.text for term in terms])
        if ask.form == "near":
            return self._q.SpanNear2(terms, slop=SLOP + 1, ordered=False)
        return (self._q.Or if ask.form == "any" else self._q.And)(terms)


class Fts5:
    name = "fts5"

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "fts5.db")

    @staticmethod
    def build(source: Path, folder: Path) -> None:
        database = sqlite3.connect(folder / "fts5.db")
        database.execute("CREATE VIRTUAL TABLE text USING fts5(title, body, tokenize = 'porter unicode61')")
        database.execute("CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT, outlet TEXT, date TEXT)")
        for number, record in enumerate(records(source)):
            values = {"number": number, **record}
            database.execute("INSERT INTO text (rowid, title, body) VALUES (:number, :title, :body)", values)
            database.execute("INSERT INTO article VALUES (:number, :id, :outlet, :date)", values)
        database.commit()
        database.close()

    def call(self, ask: Ask, work: Work, limit: int = 10) -> Call | None:
        if ask.form == "fuzzy":
            return None
        found, values = self._found(ask)
        order = "date DESC" if ask.newest else "rank"
        joined = "text JOIN article ON number = text.rowid" if ask.newest or ask.outlet else "text"
        columns = {"ids": "", "counts": ", title", "whole": ", title, snippet(text, 1, '', '', '…', 40) AS part"}[work]
        best = f"SELECT text.rowid{columns} FROM {joined} WHERE {found} ORDER BY {order} LIMIT {limit}"
        shown = {"ids": "id", "counts": "id, title", "whole": "id, title, part"}[work]
        listed = f"SELECT {shown} FROM ({best}) AS best JOIN article ON number = best.rowid"
        counts = [
            f"SELECT {value}, count(*) FROM text JOIN article ON number = text.rowid WHERE {found} GROUP BY 1"
            for value in (() if work == "ids" else ("outlet", "substr(date, 1, 7)", "NULL"))
        ]

        def call() -> Answer:
            for statement in counts:
                self._database.execute(statement, values).fetchall()
            return self._database.execute(listed, values).fetchall()

        return call

    def count(self, ask: Ask) -> int | None:
        if ask.form == "fuzzy":
            return None
        found, values = self._found(ask)
        statement = f"SELECT count(*) FROM text JOIN article ON number = text.rowid WHERE {found}"
        return int(self._database.execute(statement, values).fetchone()[0])

    def _found(self, ask: Ask) -> tuple[str, list[str]]:
        words = [f'"{word}"' for word in ask.words]
        match = {
            "all": " AND ".join(words),
            "any": " OR ".join(words),
            "phrase": " + ".join(words),
            "near": f"NEAR({' '.join(words)}, {SLOP})",
            "prefix": f"{words[0]} *",
        }[ask.form]
        if ask.outlet:
            return "text MATCH ? AND outlet = ? AND date BETWEEN ? AND ?", [match, ask.outlet, ask.since, ask.until]
        return "text MATCH ?", [match]


class Tantivy:
    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._t = tantivy
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    @staticmethod
    def build(source: Path, folder: Path) -> None:
        import tantivy

        schema = (
            tantivy.SchemaBuilder()
            .add_text_field("text", stored=True, tokenizer_name="en_stem")  # two values: headline and body
            .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
            .add_text_field("outlet", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
            .add_text_field("month", fast=True, tokenizer_name="raw", index_option="basic")
            .add_integer_field("day", stored=True, indexed=True, fast=True)
            .build()
        )
        writer = tantivy.Index(schema, path=str(folder)).writer(num_threads=2)
        for record in records(source):
            document = tantivy.Document()
            document.add_text("text", record["title"])
            document.add_text("text", record["body"])
            document.add_text("id", record["id"])
            document.add_text("outlet", record["outlet"])
            document.add_text("month", record["date"][:7])
            document.add_integer("day", _day(record["date"]))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def call(self, ask: Ask, work: Work, limit: int = 10) -> Call | None:
        query, order = self._query(ask), "day" if ask.newest else None
        facets = {name: {"terms": {"field": name, "size": 10_000}} for name in ("outlet", "month")}

        def call() -> Answer:
            if work != "ids":
                self._searcher.aggregate(query, facets)
            hits = self._searcher.search(query, limit, count=work != "ids", order_by_field=order).hits
            documents = [self._searcher.doc(address) for _, address in hits]
            if work == "ids":
                return [(str(document.get_first("id")),) for document in documents]
            found = [(str(document.get_first("id")), str(document.get_first("text"))) for document in documents]
            if work == "counts":
                return found
            part = self._t.SnippetGenerator.create(self._searcher, query, self._index.schema, "text")
            parts = [part.snippet_from_doc(document).fragment() for document in documents]
            return [(*row, snippet) for row, snippet in zip(found, parts, strict=True)]

        return call

    def count(self, ask: Ask) -> int | None:
        return int(self._searcher.search(self._query(ask), 1, count=True).count)  # type: ignore[attr-defined]

    def _query(self, ask: Ask) -> Any:
        query, schema = self._t.Query, self._index.schema
        if ask.form == "prefix":
            return query.regex_query(schema, "text", f"{ask.words[0]}.*")
        if ask.form == "fuzzy":
            return query.fuzzy_term_query(schema, "text", ask.words[0], distance=1)
        text = " ".join(ask.words)
        text = {"phrase": f'"{text}"', "near": f'"{text}"~{SLOP}'}.get(ask.form, text)
        made = self._index.parse_query(text, ["text"], conjunction_by_default=ask.form == "all")
        if not ask.outlet:
            return made
        outlet = query.term_query(schema, "outlet", ask.outlet, "basic")
        days = query.range_query(schema, "day", self._t.FieldType.Integer, _day(ask.since), _day(ask.until))
        filters = [query.const_score_query(part, 0.0) for part in (outlet, days)]
        return query.boolean_query([(self._t.Occur.Must, part) for part in (made, *filters)])


class Bm25s:
    """Scores any of the words, and no more; positions, filters and sorting are not its business."""

    name = "bm25s"

    def __init__(self, folder: Path) -> None:
        import bm25s
        import Stemmer

        self._retriever = bm25s.BM25.load(folder, load_corpus=True, mmap=True, show_progress=False)
        self._stem = Stemmer.Stemmer("english").stemWord

    @staticmethod
    def build(source: Path, folder: Path) -> None:
        import bm25s
        import Stemmer

        corpus = list(records(source))
        texts = [f"{record['title']}\n{record['body']}" for record in corpus]
        tokens = bm25s.tokenize(texts, stemmer=Stemmer.Stemmer("english"), show_progress=False)
        retriever = bm25s.BM25(corpus=corpus)
        retriever.index(tokens, show_progress=False)
        retriever.save(folder, show_progress=False)

    def call(self, ask: Ask, work: Work, limit: int = 10) -> Call | None:
        single = ask.form == "any" or (ask.form == "all" and len(ask.words) == 1)
        if not single or ask.outlet or ask.newest or work != "ids":
            return None
        words = [self._stem(word) for word in ask.words]
        limit = min(limit, self._retriever.scores["num_docs"])

        def call() -> Answer:
            found, _ = self._retriever.retrieve([words], k=limit, show_progress=False)
            return [(record["id"],) for record in found[0]]

        return call

    def count(self, ask: Ask) -> int | None:  # noqa: ARG002 - it has no notion of a match
        return None


PEERS: tuple[type[Peer], ...] = (StockWhoosh, Fts5, Tantivy, Bm25s)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a query in plain language."""
    return tuple(re.findall(r"\w+", text.lower()))


def _day(day: str) -> int:
    return date.fromisoformat(day).toordinal() if day else 0
