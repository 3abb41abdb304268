"""Which lines recur across the files of an archive, and which files must be read anew since that has changed?

What recurs depends on the files that are there and on nothing else: neither on the order in which they came nor on the
runs that read them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.index.arrays import Array
from dateline.index.article import RawDocument
from dateline.index.build.workers import Pool
from dateline.index.sources.kinds import is_text
from dateline.index.sources.walk import SourceFile

_FILES = 128
"""Files whose pairs of lines a worker tells at once."""


class Recurrence:
    """What recurs across the files after a run.

    Attributes:
        new: The pairs of lines of the files that the run reads.

    Args:
        old: Gives the pairs of each file after the last run; asked only where there is something to learn.
    """

    def __init__(self, old: Callable[[], Mapping[str, Array]]) -> None:
        self._old = old
        self._recurring: Array | None = None
        self.new: dict[str, Array] = {}

    def learn(
        self, changed: Iterable[SourceFile], kept: Iterable[str], pool: "Pool | None", *, is_gone: bool
    ) -> list[str]:  # fmt: skip
        """Learn from the files that have changed. Returns those of the others that must be read anew, since other lines
        of theirs recur than before.

        Args:
            changed: What is read in this run.
            kept: The names of the files that stay as they were.
            pool: The worker processes.
            is_gone: Whether there were files before that are not there any more.
        """
        texts = [file for file in changed if is_text(file.name)]
        if not texts and not is_gone:
            return []
        from dateline.index.extract.text.line_pairs import all_pairs, differing, recurring, sharing

        parts = [texts[at : at + _FILES] for at in range(0, len(texts), _FILES)]
        for some, pairs in zip(parts, (pool().map if pool else map)(_pairs, parts), strict=True):
            self.new |= {file.name: own for file, own in zip(some, pairs, strict=True)}
        old = _of_texts(self._old())
        unchanged = {name: old[name] for name in kept if name in old}
        files = unchanged | self.new
        touched = all_pairs([*self.new.values(), *(own for name, own in old.items() if name not in unchanged)])
        others = list(sharing(unchanged, differing(recurring(old, touched), recurring(files, touched))))
        self._recurring = recurring(files, all_pairs([*self.new.values(), *(unchanged[name] for name in others)]))
        self.new |= {name: unchanged[name] for name in others}
        return others

    def of(self, raws: Iterable[RawDocument]) -> dict[str, frozenset[int]]:
        """Of documents that the run reads, by file, the pairs that recur, where any do."""
        if self._recurring is None:
            return {}
        from dateline.index.extract.text.line_pairs import shared

        known = {raw.path: self.new[raw.path] for raw in raws if raw.path in self.new}
        found = {file: shared(own, self._recurring) for file, own in known.items()}
        return {file: pairs for file, pairs in found.items() if pairs}


def forgotten(old: Mapping[str, Array], kept: Iterable[str]) -> Iterable[str]:
    """Which of the files that are kept have lines that recur no more, now that the others are gone."""
    from dateline.index.extract.text.line_pairs import all_pairs, differing, recurring, sharing

    old = _of_texts(old)
    left = {name: old[name] for name in kept if name in old}
    touched = all_pairs([own for name, own in old.items() if name not in left])
    return sharing(left, differing(recurring(old, touched), recurring(left, touched)))


def _of_texts(pairs: Mapping[str, Array]) -> dict[str, Array]:
    """The pairs of files of text: those of JSON lines are of lines and articles."""
    return {name: own for name, own in pairs.items() if is_text(name)}


def _pairs(files: Sequence[SourceFile]) -> list[Array]:
    from dateline.index.extract.parse import pairs_of

    return [pairs_of(file) for file in files]
