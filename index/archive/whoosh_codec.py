"""Our segments as Whoosh knows segments: `whoosh.index.open_dir(folder).searcher()` reads them like its own.

Dateline's own search goes past this, straight to the arrays; Whoosh keeps the table of contents, the lock, the
commits and the deletions. Segments are written whole by `index.build.writer`, so Whoosh's writer, which goes posting by
posting, is refused.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.formats import Positions
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from dateline.index.schema import ATTRIBUTES
from dateline.index.segment.array_file import StringTable
from dateline.index.segment.reader import SegmentReader

_FIELDS = ("text", "exact", "id", *ATTRIBUTES)


class ReadOnlyCodec(TypeError):
    """Whoosh's own writer was asked to write a columnar segment."""

    def __init__(self) -> None:
        super().__init__("columnar segments are written by index.writer.Writer, not by Whoosh's SegmentWriter")


class ColumnarCodec(base.Codec):  # type: ignore[misc]
    """Whoosh's extension point: how a segment's terms and articles are read."""

    def per_document_writer(self, storage: Any, segment: Any) -> Any:
        raise ReadOnlyCodec

    field_writer = new_segment = per_document_writer

    def terms_reader(self, storage: Any, segment: Any) -> "ColumnarTerms":
        return ColumnarTerms(segment.open(Path(storage.folder)))

    def per_document_reader(self, storage: Any, segment: Any) -> "ColumnarDocuments":
        return ColumnarDocuments(segment.open(Path(storage.folder)), segment)


class ColumnarTerms(base.TermsReader):  # type: ignore[misc]
    """The terms of every field, and matchers over their postings."""

    def __init__(self, segment: SegmentReader) -> None:
        self._segment = segment

    def _table(self, field: str) -> StringTable | list[bytes]:
        segment = self._segment
        if field == "id":
            return [segment.ids[int(doc)] for doc in segment.id_order]
        if field in ATTRIBUTES:
            return segment.values(field)
        return segment.stems if field == "text" else segment.words

    def _number(self, field: str, text: bytes) -> int | None:
        table = self._table(field)
        return (
            table.find(text)
            if isinstance(table, StringTable)
            else next((number for number, term in enumerate(table) if term == text), None)
        )

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return term[0] in _FIELDS and bool(term[1]) and self._number(*term) is not None

    def indexed_field_names(self) -> tuple[str, ...]:
        return _FIELDS

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in sorted(_FIELDS):
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        yield from ((fieldname, term) for term in self._table(fieldname) if term and term >= prefix)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        yield from ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        yield from ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def cursor(self, fieldname: str, fieldobj: Any) -> "ColumnarCursor":
        return ColumnarCursor(self, fieldname, list(filter(None, self._table(fieldname))), fieldobj)

    def _postings(self, field: str, text: bytes) -> tuple[list[int], list[list[int]]]:
        """The articles of a term, and its positions in each."""
        number = self._number(field, text)
        if number is None:
            raise TermNotFound(f"No term {field}:{text!r}")
        segment = self._segment
        if field == "id":
            return [int(segment.id_order[number])], [[0]]
        if field in ATTRIBUTES:
            having = np.flatnonzero(segment.codes(field) == number).tolist()
            return having, [[0]] * len(having)
        words = segment.words_of(number).tolist() if field == "text" else [number]
        found = [segment.word_positions(word) for word in words]
        positions: dict[int, list[int]] = {}
        for doc, position in chain.from_iterable(zip(*map(np.ndarray.tolist, each), strict=True) for each in found):
            positions.setdefault(doc, []).append(position)
        ordered = sorted(positions)
        return ordered, [sorted(positions[doc]) for doc in ordered]

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        docs, positions = self._postings(fieldname, text)
        info = TermInfo()
        for doc, of_doc in zip(docs, positions, strict=True):
            info.add_posting(doc, float(len(of_doc)), 1)
        return info

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(sum(map(len, self._postings(fieldname, text)[1]))) if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._postings(fieldname, text)[0]) if (fieldname, text) in self else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        docs, positions = self._postings(fieldname, text)
        return _PostingMatcher(
            docs,
            weights=[float(len(of_doc)) for of_doc in positions],
            values=[Positions().encode(of_doc) for of_doc in positions],
            format=Positions(),
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def close(self) -> None:
        """The mapped file is let go with its last view."""


class _PostingMatcher(ListMatcher):  # type: ignore[misc]
    """Whoosh's list matcher with spans, which its phrase queries ask for."""

    def spans(self) -> list[Any]:
        from whoosh.query.spans import Span

        return [Span(position) for position in self.value_as("positions")]


class ColumnarCursor(base.FieldCursor):  # type: ignore[misc]
    """Whoosh's walk over one field's terms."""

    def __init__(self, terms: ColumnarTerms, field: str, table: list[bytes], fieldobj: Any) -> None:
        self._terms, self._field, self._table, self._fieldobj = terms, field, table, fieldobj
        self._at = 0

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        wanted = term.encode() if isinstance(term, str) else term
        self._at = next((at for at, text in enumerate(self._table) if text >= wanted), len(self._table))
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def is_valid(self) -> bool:
        return self._at < len(self._table)

    def term(self) -> bytes | None:
        return self._table[self._at] if self.is_valid() else None

    def text(self) -> str | None:
        return self._fieldobj.from_bytes(self._table[self._at]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        return self._terms.term_info(self._field, self._table[self._at]) if self.is_valid() else None


class ColumnarDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """Lengths, columns and stored fields."""

    def __init__(self, arrays: SegmentReader, segment: Any) -> None:
        self._arrays, self._segment = arrays, segment

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> set[int]:
        return set(self._segment.deleted_docs())

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in ("day", "outlet")

    def list_columns(self) -> tuple[str, ...]:
        return ("day", "outlet")

    def column_reader(self, fieldname: str, column: Any) -> "_Column":
        if fieldname == "day":
            return _Column(self._arrays.day.tolist())
        values = list(self._arrays.values(fieldname))
        return _Column([values[code] for code in self._arrays.codes(fieldname).tolist()])

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        if fieldname not in ("text", "exact"):
            return 1 if fieldname in _FIELDS else default
        title, body, _ = self._arrays.lengths[docnum].tolist()
        return int(title + body)

    def _lengths(self, fieldname: str) -> list[int]:
        return [self.doc_field_length(doc, fieldname) for doc in range(self.doc_count_all())]

    def field_length(self, fieldname: str) -> int:
        return sum(self._lengths(fieldname))

    def min_field_length(self, fieldname: str) -> int:
        return min(self._lengths(fieldname), default=0)

    def max_field_length(self, fieldname: str) -> int:
        return max(self._lengths(fieldname), default=0)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return self._arrays.stored(docnum)


class _Column(ColumnReader):  # type: ignore[misc]
    """A column's values as Whoosh reads them."""

    def __init__(self, values: list[Any]) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> Any:
        return self._values[docnum]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def sort_key(self, docnum: int) -> Any:
        return self._values[docnum]

    def load(self) -> list[Any]:
        return self._values
