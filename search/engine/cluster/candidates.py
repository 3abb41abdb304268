"""Articles that a cluster gave, inverted in memory: a segment that is ranked as those in a folder are."""

from base64 import b64decode
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np

from dateline.index.archive.copies import SegmentCopies
from dateline.index.arrays import Array
from dateline.index.cluster.answers import agrees
from dateline.index.cluster.errors import DamagedArticle
from dateline.index.cluster.schema import HASHES, stem_hash
from dateline.index.schema import ATTRIBUTES, NO_DAY, attribute_values
from dateline.index.segment.contents import DOCS_MAX, SegmentContents
from dateline.index.segment.docstore import decode_article
from dateline.index.segment.memory import MemorySegment
from dateline.index.segment.postings import Postings, TokenStreams, invert
from dateline.search.engine.segment_view import Averages, SegmentView
from dateline.search.query.tree import And, Fuzzy, Node, Not, Or, Pattern, Phrase, Word

Document = dict[str, Any]
"""An article as it lies on the cluster (`index.cluster.documents`)."""
NO_POSTINGS = Postings(*[np.empty(0, np.int32)] * 6)


class Candidates:
    """Some articles of an archive.

    Args:
        documents: They, as the cluster has them.
        averages: The archive's.
        stems: Of the words that are asked for; None for all.
        forms: Whether surface forms are asked for.

    Attributes:
        views: They in segments, in the same order.

    Raises:
        DamagedArticle: One that does not agree with itself.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        averages: Averages,
        stems: Collection[str] | None = None,
        *,
        forms: bool = True,
    ) -> None:
        self._documents = documents
        numbers: dict[str, int] = {}
        for document in documents:
            if document.get("group"):
                numbers.setdefault(document["group"], len(numbers))
        self.views = [
            _view(documents[begin : begin + DOCS_MAX], numbers, averages, stems, forms=forms)
            for begin in range(0, len(documents), DOCS_MAX)
        ]

    def document(self, number: int, doc: int) -> Document:
        """What the cluster has of an article, given by its segment's number and its own there."""
        return self._documents[number * DOCS_MAX + doc]

    def spellings(self, term_stem: str) -> set[str]:
        """Their words that have a stem."""
        found = set()
        for view in self.views:
            number = view.segment.stems.find(term_stem.encode())
            if number is not None:
                found |= {view.segment.words[word].decode() for word in view.segment.words_of(number).tolist()}
        return found


def asked_stems(node: Node, stem: Callable[[str], str]) -> set[str] | None:
    """The stems of the words that a query asks for; None where it has patterns or fuzzy words."""
    match node:
        case Phrase(terms, exact=exact) if exact and any("*" in term for term in terms):
            return None
        case Phrase(terms, closed=closed):
            return set(map(stem, (*terms, closed) if closed else terms))
        case Word(term, compounds=pairs):
            return set(map(stem, (term, *chain(*pairs))))
        case Pattern() | Fuzzy():
            return None
        case Not(part):
            return asked_stems(part, stem)
        case And(parts) | Or(parts):
            found = [asked_stems(part, stem) for part in parts]
            known = [some for some in found if some is not None]
            return set().union(*known) if len(known) == len(found) else None
        case _:
            return set()


def inverted(numbers: Array, lengths: Array) -> Postings:
    """The postings of words that are numbered from 1, without those of 0, which stands for all others.

    Args:
        numbers: Of all articles' words, end to end.
        lengths: Words in headline, body and lead: a row an article.
    """
    postings = invert(TokenStreams(numbers, *lengths.T))
    postings = postings.take(np.flatnonzero(postings.word))
    return replace(postings, word=postings.word - 1)


def _view(
    documents: Sequence[Document],
    numbers: dict[str, int],
    averages: Averages,
    stems: Collection[str] | None,
    *,
    forms: bool,
) -> SegmentView:
    try:
        segment = MemorySegment(_contents(documents, stems, forms=forms))
        for doc in range(len(documents)):
            segment.stored(doc)  # or it can't be read
    except (LookupError, ValueError) as error:
        if damaged := next((one["id"] for one in documents if not agrees(one)), None):
            raise DamagedArticle(damaged) from error
        raise
    grouped = [(doc, numbers[one["group"]]) for doc, one in enumerate(documents) if one.get("group")]
    docs, groups = np.array(grouped, np.int64).reshape(-1, 2).T
    view = SegmentView(segment, None, SegmentCopies(docs, groups))
    view.averages = averages
    return view


def _contents(documents: Sequence[Document], stems: Collection[str] | None, *, forms: bool) -> SegmentContents:
    own = [b64decode(one["hashes"]) for one in documents]
    if [len(each) for each in own] != [2 * (one["title_length"] + one["body_length"]) for one in documents]:
        raise ValueError("there are more hashes than words, or less")
    hashes = np.frombuffer(b"".join(own), "<u2")
    at = np.arange(len(hashes)) if stems is None else _hashed_as(stems, hashes)
    found = _cut(documents, "words", len(hashes), at)
    pairs = zip(found, _cut(documents, "stems", len(hashes), at), strict=True)
    stem_of = {word: stem for word, stem in pairs if stems is None or stem.decode() in stems}
    words = sorted(stem_of)
    number = {word: place for place, word in enumerate(words, 1)}
    terms = np.zeros(len(hashes), np.int32)
    terms[at] = [number.get(word, 0) for word in found]
    leads = [one["lead_words"] for one in documents]
    rows = [
        (one["title_length"], one["body_length"], lead.count(" ") + bool(lead))
        for one, lead in zip(documents, leads, strict=True)
    ]
    lengths = np.array(rows, np.int64).reshape(-1, 3)
    form_names, form_postings = _forms(documents) if forms else ([], NO_POSTINGS)
    return SegmentContents(
        words=words,
        stems=[stem_of[word] for word in words],
        postings=inverted(terms, lengths),
        forms=form_names,
        form_postings=form_postings,
        ids=[one["id"].encode() for one in documents],
        day=np.array([one.get("day") or NO_DAY for one in documents], np.int64),
        lengths=lengths,
        sketches=np.empty((0, len(documents)), np.uint8),
        passages=[],
        attributes=_Attributes(documents),
        stored=[one["stored"].encode() for one in documents],
    )


def _hashed_as(stems: Collection[str], hashes: Array) -> Array:
    """Where words stand whose stems' hashes are those of some stems."""
    wanted = np.zeros(HASHES, bool)
    wanted[[stem_hash(stem) for stem in stems]] = True
    return np.flatnonzero(wanted[hashes])


def _cut(documents: Sequence[Document], form: str, count: int, at: Array) -> list[bytes]:
    """The words or the stems at some places of all texts, which have so many, end to end: of most of them only the
    blanks are looked at. Raises ValueError where they have more or less.
    """
    text = " ".join(filter(None, (one[f"{zone}_{form}"] for one in documents for zone in ("title", "body")))).encode()
    bounds = np.flatnonzero(np.frombuffer(b" " + text + b" ", np.uint8) == ord(" "))
    if len(bounds) - bool(text) != count:
        raise ValueError("there are more words than hashes, or less")
    if len(at) > len(text) // 16:
        words = text.split(b" ")
        return [words[place] for place in at.tolist()]
    return [text[begin : end - 1] for begin, end in zip(bounds[at].tolist(), bounds[at + 1].tolist(), strict=True)]


def _forms(documents: Sequence[Document]) -> tuple[list[bytes], Postings]:
    """The surface forms, sorted, and their postings."""
    counts: dict[tuple[str, int], list[int]] = {}
    for doc, one in enumerate(documents):
        for zone, name in enumerate(("title_forms", "lead_forms", "body_forms")):
            for form in _split(one[name]):
                counts.setdefault((form, doc), [0, 0, 0])[zone] += 1
    forms = sorted({form for form, _ in counts})
    number = {form: at for at, form in enumerate(forms)}
    rows = [(number[form], doc, *counts[form, doc]) for form, doc in sorted(counts)]
    columns = np.array(rows, np.int32).reshape(-1, 5).T
    title, lead = np.minimum(columns[2:4], 255).astype(np.uint8)
    postings = Postings(columns[0], columns[1], columns[2] + columns[4], title, lead, np.empty(0, np.int32))
    return [form.encode() for form in forms], postings


class _Attributes(dict[str, list[bytes]]):
    """The values of `ATTRIBUTES`, worked out when one is asked for: few queries do."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents

    def __missing__(self, name: str) -> list[bytes]:
        rows = [_values(one) for one in self._documents]
        self.update((each, list(column)) for each, column in zip(ATTRIBUTES, zip(*rows, strict=True), strict=True))
        return self[name]


def _values(document: Document) -> Iterator[bytes]:
    fields = decode_article(document["id"].encode(), document["stored"].encode())
    values = attribute_values(*(fields[name] or "" for name in ("outlet", "author", "place", "path", "url")))
    return (value.encode() for value in values)


def _split(words: str) -> list[str]:
    return words.split(" ") if words else []
