"""A query over one segment: which articles match, and the posting lists of its atoms.

Two ways of asking, each where it is cheap: `_matching` lists all articles that a node matches, `_fits` tells of given
ones whether it does. An And lists its rarest part and asks of that only whether the others fit.
"""

from collections.abc import Sequence
from functools import cached_property, reduce

import numpy as np

from dateline.index.analysis.terms import fold
from dateline.index.archive.copies import SegmentCopies
from dateline.index.arrays import Array, contains
from dateline.index.schema import NO_DAY, UNKNOWN, ordinal
from dateline.search.engine.posting_lists import Listed, PostingLists, key_of
from dateline.search.engine.postings import PostingList
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


class Evaluation:
    """One query over one segment.

    Args:
        lists: The segment's posting lists.
        copies: Which of its articles have copies.
        query: The query.

    Attributes:
        segment: The segment.
        lists: The posting lists.
        docs: The articles that match, ascending.
        postings: The posting list of each scoring atom, in the order of `scoring_atoms`.
        counts: How many articles each has.
    """

    def __init__(self, lists: PostingLists, copies: SegmentCopies, query: Query) -> None:
        self.lists, self.segment, live = lists, lists.segment, lists.live
        docs = self._matching(query.node)
        if live is not None:
            docs = docs[live[docs]]
        if query.since or query.until:
            docs = docs[self._dated(docs, query.since, query.until)]
        if query.outlets:
            docs = docs[self._from_outlets(docs, query.outlets)]
        if query.duplicates == "only":
            docs = docs[contains(copies.docs, docs, len(self.segment))]
        self.docs = docs
        scoring = scoring_atoms(query)
        self.postings: Sequence[PostingList] = Listed(lists.of, scoring)
        self.counts = list(map(lists.count, scoring))

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

    def _matching(self, node: Node) -> Array:
        """All articles that a node matches, ascending."""
        match node:
            case Word() | SurfaceForm() | Pattern() | Fuzzy() | Phrase():
                return self.lists.of(node).docs
            case And(parts):
                listed = [part for part in parts if isinstance(part, Atom)]
                rarest = min(listed, key=self.lists.count, default=parts[0])
                docs, others = self._matching(rarest), {key_of(part): part for part in parts}
                for key, part in others.items():
                    if key != key_of(rarest):
                        docs = docs[self._fits(part, docs)]
                return docs
            case Or(parts):
                mask = np.zeros(len(self.segment), bool)
                for part in {key_of(part): part for part in parts}.values():
                    mask[self.lists.docs(part) if isinstance(part, Atom) else self._matching(part)] = True
                return np.flatnonzero(mask)
            case Everything():
                return np.arange(len(self.segment))
            case Not() | Attribute() | Dates():
                return np.flatnonzero(self._fits(node, np.arange(len(self.segment))))

    def _fits(self, node: Node, docs: Array) -> Array:
        """For each of the articles, which ascend, whether a node matches it."""
        match node:
            case Word() | SurfaceForm() | Pattern() | Fuzzy() | Phrase():
                return contains(self.lists.of(node).docs, docs, len(self.segment))
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


def _side_by_side(terms: tuple[str, ...]) -> bytes:
    """The terms as `SegmentReader.values_with` looks for them; a last one ending in `*` may go on."""
    text = " " + " ".join(terms) + " "
    return text.removesuffix("* ").encode() if text.endswith("* ") else text.encode()
