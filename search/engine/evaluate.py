"""A query over one segment: which articles match, and the posting lists of its atoms.

Two ways of asking, each where it is cheap: `_matching` lists all articles that a node matches, `_fits` tells of given
ones whether it does. An And lists its rarest part and asks of that only whether the others fit.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, reduce
from typing import Any

import numpy as np

from dateline.index.analysis.terms import fold
from dateline.index.archive.copies import SegmentCopies
from dateline.index.arrays import Array, contains
from dateline.index.schema import NO_DAY, UNKNOWN, ordinal
from dateline.index.segment.reader import SegmentReader
from dateline.search.engine.postings import PostingList, Stem, look_up
from dateline.search.query.forms import scoring_atoms
from dateline.search.query.tree import (
    And,
    Atom,
    Attribute,
    Dates,
    Everything,
    Fuzzy,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Query,
    SurfaceForm,
    Word,
)

_HELD_MAX = 1 << 19
"""Postings that an evaluation holds at most; of a query of hundreds of words the others are looked up as often as they
are asked for.
"""


class _Postings(Sequence[PostingList]):
    """The posting lists of some atoms, looked up when they are asked for."""

    def __init__(self, look_up: Callable[[Atom], PostingList], wanted: Sequence[Atom]) -> None:
        self._look_up, self._wanted = look_up, wanted

    def __len__(self) -> int:
        return len(self._wanted)

    def __getitem__(self, at: Any) -> Any:
        return self._look_up(self._wanted[at])


class Evaluation:
    """One query over one segment.

    Attributes:
        segment: The segment.
        docs: The articles that match, ascending.
        postings: The posting list of each scoring atom, without deleted articles, in the order of `scoring_atoms`.
        counts: How many articles each has.
    """

    def __init__(
        self,
        segment: SegmentReader,
        live: Array | None,
        copies: SegmentCopies,
        query: Query,
        stem: Stem,
    ) -> None:
        self.segment = segment
        self._stem = stem
        self._live = live
        self._looked_up: dict[Node, PostingList] = {}
        self._counted: dict[Node, int] = {}
        self._held = 0
        docs = self._matching(query.node)
        if live is not None:
            docs = docs[live[docs]]
        if query.since or query.until:
            docs = docs[self._dated(docs, query.since, query.until)]
        if query.outlets:
            docs = docs[self._from_outlets(docs, query.outlets)]
        if query.duplicates == "only":
            docs = docs[contains(copies.docs, docs, len(segment))]
        self.docs = docs
        scoring = scoring_atoms(query)
        self.postings: Sequence[PostingList] = _Postings(self._posting_list, scoring)
        self.counts = list(map(self._count, scoring))

    def count(self) -> None:
        """Count by outlet and by month, now that the articles are in the processor's cache."""
        self.by_outlet, self.by_month  # noqa: B018 - each is cached

    @cached_property
    def by_outlet(self) -> Array:
        """How many of the articles each of the segment's outlets has."""
        return np.bincount(self.segment.codes("outlet")[self.docs], minlength=len(self.segment.outlets))

    @cached_property
    def by_month(self) -> Array:
        """How many of them are of each of the segment's `months`; none first."""
        return np.bincount(self.segment.months[self.docs], minlength=1)

    def _posting_list(self, atom: Atom) -> PostingList:
        key = _key(atom)
        found = self._looked_up.get(key)
        if found is None:
            found = look_up(self.segment, atom, self._stem)
            docs, frequency = found.docs.astype(np.intp), found.frequency
            if self._live is not None:
                alive = self._live[docs]
                docs, frequency = docs[alive], frequency[alive]
            found, self._counted[key] = PostingList(docs, frequency), len(docs)
            if self._held + len(docs) <= _HELD_MAX:
                self._held += len(docs)
                self._looked_up[key] = found
        return found

    @property
    def holds_all(self) -> bool:
        """Whether it holds all posting lists."""
        return sum(self._counted.values()) <= self._held

    def _count(self, atom: Atom) -> int:
        """How many articles an atom has; without looking it up again."""
        known = self._counted.get(_key(atom))
        return len(self._posting_list(atom).docs) if known is None else known

    def _matching(self, node: Node) -> Array:
        """All articles that a node matches, ascending."""
        match node:
            case Word() | SurfaceForm() | Pattern() | Fuzzy() | Phrase():
                return self._posting_list(node).docs
            case And(parts):
                listed = [part for part in parts if isinstance(part, Atom)]
                rarest = min(listed, key=self._count, default=parts[0])
                docs, others = self._matching(rarest), {_key(part): part for part in parts}
                for key, part in others.items():
                    if key != _key(rarest):
                        docs = docs[self._fits(part, docs)]
                return docs
            case Or(parts):
                mask = np.zeros(len(self.segment), bool)
                for part in {_key(part): part for part in parts}.values():
                    mask[self._matching(part)] = True
                return np.flatnonzero(mask)
            case Everything():
                return np.arange(len(self.segment))
            case Not() | Attribute() | Dates():
                return np.flatnonzero(self._fits(node, np.arange(len(self.segment))))

    def _fits(self, node: Node, docs: Array) -> Array:
        """For each of the articles, which ascend, whether a node matches it."""
        match node:
            case Word() | SurfaceForm() | Pattern() | Fuzzy() | Phrase():
                return contains(self._posting_list(node).docs, docs, len(self.segment))
            case And(parts):
                return reduce(np.logical_and, (self._fits(part, docs) for part in parts))
            case Or(parts):
                return reduce(np.logical_or, (self._fits(part, docs) for part in parts))
            case Not(part):
                return ~self._fits(part, docs)
            case Everything():
                return np.ones(len(docs), bool)
            case Dates(first, last):
                return self._dated(docs, first, last)
            case Attribute(name, terms):
                has_terms = np.zeros(len(self.segment.values(name)), bool)
                has_terms[self.segment.values_with(name, _side_by_side(terms))] = True
                return has_terms[self.segment.codes(name)[docs]]

    def _dated(self, docs: Array, first: str | None, last: str | None) -> Array:
        day = self.segment.day[docs]
        fits: Array = day != NO_DAY
        if first is not None:
            fits &= day >= ordinal(first)
        if last is not None:
            fits &= day <= ordinal(last)
        return fits

    def _from_outlets(self, docs: Array, outlets: tuple[str, ...]) -> Array:
        wanted = {fold(name.strip()) for name in outlets}
        values = [fold(value.decode() or UNKNOWN) in wanted for value in self.segment.values("outlet")]
        return np.array(values, bool)[self.segment.codes("outlet")[docs]]


def _key(node: Node) -> Node:
    """What tells a node from others wherever it is said: an atom without its span."""
    return node._replace(span=(0, 0)) if isinstance(node, Atom) else node


def _side_by_side(terms: tuple[str, ...]) -> bytes:
    """The terms as `SegmentReader.values_with` looks for them; a last one ending in `*` may go on."""
    text = " " + " ".join(terms) + " "
    return text.removesuffix("* ").encode() if text.endswith("* ") else text.encode()
