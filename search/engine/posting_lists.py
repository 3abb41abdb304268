"""The posting lists of a segment's atoms, looked up when they are asked for, and held while they are few."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeGuard

import numpy as np

from dateline.index.arrays import Array
from dateline.index.segment.reader import SegmentReader
from dateline.search.engine.postings import PostingList, Stem, articles_of, look_up
from dateline.search.query.tree import Atom, Node, Word

_HELD_MAX = 1 << 20
"""Postings that are held at most; words' up to half as many, as these are looked up again at less cost: of a query of
hundreds of words most are looked up as often as they are asked for.
"""


class PostingLists:
    """The posting lists of atoms in one segment, without deleted articles.

    Attributes:
        segment: The segment.
        live: Which of its articles are live; None: all.
    """

    def __init__(self, segment: SegmentReader, live: Array | None, stem: Stem) -> None:
        self.segment, self.live, self._stem = segment, live, stem
        self._looked_up: dict[Hashable, PostingList] = {}
        self._counted: dict[Hashable, int] = {}
        self._held = 0

    def of(self, atom: Atom) -> PostingList:
        """That of an atom."""
        key = key_of(atom)
        found = self._looked_up.get(key)
        if found is None:
            found = look_up(self.segment, atom, self._stem)
            docs, frequency = found.docs.astype(np.intp), found.frequency
            if self.live is not None:
                alive = self.live[docs]
                docs, frequency = docs[alive], frequency[alive]
            found, self._counted[key] = PostingList(docs, frequency), len(docs)
            if self._held + len(docs) <= (_HELD_MAX // 2 if isinstance(atom, Word) else _HELD_MAX):
                self._held += len(docs)
                self._looked_up[key] = found
        return found

    def docs(self, atom: Atom) -> Array:
        """The articles of `of`. Of a word they are read alone where much is held, as its list may not be."""
        key = key_of(atom)
        if self._held < _HELD_MAX // 8 or key in self._looked_up or not _is_plain(atom):
            return self.of(atom).docs
        docs = articles_of(self.segment, atom, self._stem)
        if self.live is not None:
            docs = docs[self.live[docs]]
        self._counted[key] = len(docs)
        return docs

    def count(self, atom: Atom) -> int:
        """How many articles an atom has; without looking it up again."""
        known = self._counted.get(key_of(atom))
        return len(self.of(atom).docs) if known is None else known

    @property
    def holds_all(self) -> bool:
        """Whether it holds all that it was asked for."""
        return sum(self._counted.values()) <= self._held


class Listed(Sequence[PostingList]):
    """The posting lists of some atoms, looked up when they are asked for."""

    def __init__(self, look_up: Callable[[Atom], PostingList], wanted: Sequence[Atom]) -> None:
        self._look_up, self._wanted = look_up, wanted

    def __len__(self) -> int:
        return len(self._wanted)

    def __getitem__(self, at: Any) -> Any:
        return self._look_up(self._wanted[at])


def _is_plain(atom: Atom) -> TypeGuard[Word]:
    """Whether it is a word, wherever it stands, and nothing beside it will do."""
    return isinstance(atom, Word) and atom.zone == "text" and not atom.compounds


def key_of(node: Node) -> Hashable:
    """What tells a node from others wherever it is said: an atom without its span."""
    if not isinstance(node, Atom):
        return node
    at = node._fields.index("span")
    return type(node), node[:at], node[at + 1 :]
