"""Files to batches of raw documents, each with all that a worker must know to read them."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import Any, NamedTuple

from dateline.index.article import RawDocument, Skipped
from dateline.index.build.known_lines import Known, KnownLines
from dateline.index.build.ledger import Ledger
from dateline.index.build.recurrence import Recurrence
from dateline.index.extract.corrections import Correction, Corrections, read_sidecar
from dateline.index.extract.outlet_rules import Rules
from dateline.index.sources.walk import SourceFile

BATCH_DOCS, BATCH_CHARS = 2048, 1 << 21
_RACY = 2_000_000_000
"""Nanoseconds: a file written so shortly before it is read may change again within the clock's grain."""


class Task(NamedTuple):
    """What `index.build.batch.prepare` is given."""

    raws: Sequence[RawDocument]
    rules: Rules
    recurring: Mapping[str, AbstractSet[int]]
    sidecars: Mapping[str, Correction]
    corrections: Mapping[str, Sequence[Correction]]

    @property
    def size(self) -> int:
        """Characters that are to be read, about."""
        return sum(_size(raw.content) for raw in self.raws)


class Reading:
    """How the files of a run are read: by the user's rules and corrections, without the lines that recur."""

    def __init__(
        self, rules: Rules, corrections: Corrections, recurrence: Recurrence, ledger: Ledger,
        lines: KnownLines, skip: Callable[[Skipped, str], None],
    ) -> None:  # fmt: skip
        """`skip` is told what can't be read, and of which file it is."""
        self._rules, self._corrections, self._recurrence = rules, corrections, recurrence
        self._ledger, self._lines, self._skip = ledger, lines, skip
        self._sidecars: dict[str, Correction] = {}
        self._last = ""

    def corrected(self, file: SourceFile) -> str:
        """Tells what a person has corrected of a file's articles from anything else; empty where that is nothing."""
        found = self._corrections.digest(file.name) if self._corrections.by_path else ""
        if file.sidecar:
            with suppress(OSError):  # it is gone
                stat = os.stat(file.sidecar)  # noqa: PTH116 - a path of 100,000 files is made in vain
                found += f" {stat.st_size} {stat.st_mtime_ns}"
        return found

    def batches(self, changed: Iterable[SourceFile]) -> Iterator[tuple[Task, list[Known], int]]:
        """Raw documents by the batch, the lines between them that are known, and how many bytes of files they end."""
        from dateline.index.sources.documents import documents  # not needed where nothing has changed

        raws, known = list[RawDocument](), list[Known]()
        chars, size, most = 0, 0, BATCH_CHARS // 8  # at first little, so that every process soon has something to do
        for file in changed:
            self._open(file)
            for item in documents(file):
                if isinstance(item, Skipped):
                    self._skip(item, file.name)
                    continue
                for part in self._lines.parted(item):
                    if isinstance(part, Known):
                        known.append(part)
                    else:
                        raws.append(part)
                chars += _size(item.content)
                if len(raws) >= BATCH_DOCS or chars >= most:
                    yield self._task(raws, known), known, size
                    raws, known, chars, size, most = [], [], 0, 0, min(most * 2, BATCH_CHARS)
            size += file.size
        if raws or known or size:
            yield self._task(raws, known), known, size

    def _open(self, file: SourceFile) -> None:
        """Note that a file is read, and read its sidecar."""
        corrected = self.corrected(file)
        newest = max(file.mtime, int(corrected.rpartition(" ")[2]) if file.sidecar and " " in corrected else 0)
        self._ledger.open(file.name, file.size, 0 if time.time_ns() - newest < _RACY else file.mtime, corrected)
        self._lines.open(file.name)
        self._last = file.name
        sidecar = read_sidecar(file)
        if isinstance(sidecar, Skipped):
            self._skip(sidecar, file.name)
        elif sidecar:
            self._sidecars[file.name] = sidecar

    def _task(self, raws: Sequence[RawDocument], known: Iterable[Known]) -> Task:
        paths = {raw.path for raw in raws} | {one.block.path for one in known}
        sidecars = {path: one for path, one in self._sidecars.items() if path in paths}
        self._sidecars = {path: one for path, one in self._sidecars.items() if path not in paths or path == self._last}
        return Task(raws, self._rules, self._recurrence.of(raws), sidecars, self._corrections.of(paths))


def _size(content: str | bytes | Mapping[str, Any]) -> int:
    """Characters of a source, about."""
    return len(content) if isinstance(content, str | bytes) else sum(len(str(value)) for value in content.values())
