"""A query over one segment: which articles match, and what its leaves found there."""

from collections.abc import Callable

import numpy as np

from index.analysis import fold
from index.container import Array
from index.schema import NO_DAY, UNKNOWN, ordinal
from index.segment import Segment
from search.lookup import Found, Leaf, find
from search.query import And, Attribute, Dates, Everything, Fuzzy, Node, Not, Or, Pattern, Phrase, Query, Word


class Evaluation:
    """One query over one segment.

    Attributes:
        segment: The segment.
        mask: For each article whether it matches.
        leaves: What each scoring leaf found, in the order of `leaves(query.node)`.
    """

    def __init__(self, segment: Segment, kept: Array | None, query: Query, stem: Callable[[str], str]) -> None:
        self.segment = segment
        self._stem = stem
        self._found: dict[Leaf, Found] = {}
        mask = self._mask(query.node)
        for narrower in self._filters(query):
            mask &= narrower
        if kept is not None:
            mask &= kept
        self.mask = mask
        self.leaves = [self._find(leaf) for leaf in leaves(query.node)]
        if kept is not None:
            self.leaves = [_living(found, kept) for found in self.leaves]

    def _find(self, leaf: Leaf) -> Found:
        if leaf not in self._found:
            self._found[leaf] = find(self.segment, leaf, self._stem)
        return self._found[leaf]

    def _mask(self, node: Node) -> Array:
        """A fresh mask of the articles that a node matches."""
        match node:
            case Everything():
                return np.ones(len(self.segment), bool)
            case And(parts):
                mask = self._mask(parts[0])
                for part in parts[1:]:
                    mask &= self._mask(part)
                return mask
            case Or(parts):
                mask = self._mask(parts[0])
                for part in parts[1:]:
                    mask |= self._mask(part)
                return mask
            case Not(part):
                return ~self._mask(part)
            case Dates(first, last):
                return self._dated(first, last)
            case Attribute(name, terms):
                chosen = np.zeros(len(self.segment.values(name)), bool)
                chosen[self.segment.values_with(name, _needle(terms))] = True
                return chosen[self.segment.codes(name)]
            case Word() | Pattern() | Fuzzy() | Phrase():
                mask = np.zeros(len(self.segment), bool)
                mask[self._find(node).docs] = True
                return mask

    def _dated(self, first: str | None, last: str | None) -> Array:
        day = self.segment.day
        mask: Array = day != NO_DAY
        if first is not None:
            mask &= day >= ordinal(first)
        if last is not None:
            mask &= day <= ordinal(last)
        return mask

    def _filters(self, query: Query) -> list[Array]:
        filters = []
        if query.since or query.until:
            filters.append(self._dated(query.since, query.until))
        if query.outlets:
            wanted = {fold(name.strip()) for name in query.outlets}
            values = [fold(value.decode() or UNKNOWN) in wanted for value in self.segment.values("outlet")]
            filters.append(np.array(values, bool)[self.segment.codes("outlet")])
        return filters


def leaves(node: Node) -> list[Leaf]:
    """The leaves that score: words wherever they stand, but for those that must not match."""
    match node:
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case Word() | Pattern() | Fuzzy() | Phrase():
            return [node]
        case _:
            return []


def _needle(terms: tuple[str, ...]) -> bytes:
    """The terms as `Segment.values_with` looks for them; a last one ending in `*` may go on."""
    text = " " + " ".join(terms) + " "
    return text.removesuffix("* ").encode() if text.endswith("* ") else text.encode()


def _living(found: Found, kept: Array) -> Found:
    alive = kept[found.docs]
    return Found(found.docs[alive], found.count[alive], found.title[alive], found.lead[alive])
