"""An indexing run: what has changed since the last one is read, analysed in worker processes, and committed at once."""

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index import __version__, store
from index.article import RawDocument, Skipped
from index.batch import Batch, Entry, prepare
from index.errors import DatelineError
from index.read import documents
from index.rules import Rules
from index.store import FileRecord
from index.walk import SourceFile, walk
from index.writer import Writer

BATCH_DOCS, BATCH_CHARS = 256, 1 << 20
_WORTH_PROCESSES = 1 << 20
"""Bytes of files from which starting worker processes pays."""
_RACY = 2_000_000_000
"""Nanoseconds: a file written so shortly before it is read may change again within the clock's grain."""

Progress = Callable[[int, int], None]


class NothingToIndex(DatelineError):
    """No article came of the sources."""

    def __init__(self, sources: list[Path], skipped: list[Skipped]) -> None:
        places = ", ".join(str(source) for source in sources)
        reasons = "".join(f"\n  {skip.path}: {skip.reason}" for skip in skipped)
        what = "no file there could be read:" if skipped else "there is no .txt, .html, .md, .json, .jsonl or .sgm file."
        super().__init__(f"nothing to index in {places}: {what}{reasons}")
        self.sources, self.skipped = sources, skipped


class StrictSkip(DatelineError):
    """A file was skipped in a run that allows none."""

    def __init__(self, skipped: list[Skipped]) -> None:
        reasons = "".join(f"\n  {skip.path}: {skip.reason}" for skip in skipped)
        super().__init__(f"--strict: {len(skipped):,} skipped, so nothing was changed:{reasons}")
        self.skipped = skipped


@dataclass(slots=True)
class Report:
    """What a run did, counted in articles, and what it skipped."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def build(
    sources: list[Path],
    folder: Path,
    rules: Rules,
    *,
    language: str | None = None,
    rebuild: bool = False,
    strict: bool = False,
    jobs: int = 1,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Bring the archive in `folder` up to date with the sources.

    Files of other sources that were indexed before stay. A file that can't be read now keeps the articles it gave
    before. `progress` is told bytes read and bytes in all.

    Raises:
        NothingToIndex: The archive would hold no article.
        StrictSkip: `strict`, and something was skipped.
        DatelineError: As `index.walk.walk` and `index.writer.Writer` raise them.
        OSError: The folder can't be written; the archive is as it was before.
    """
    base = folder.absolute().parent
    found: dict[str, SourceFile] = {}
    report = Report()
    for source in sources:
        for item in walk(source, base):
            if isinstance(item, Skipped):
                report.skipped.append(item)
            else:
                found[item.name] = item
    with Writer(folder, language=language, rebuild=rebuild) as writer:
        run = _Run(writer, rules, report)
        todo = run.plan(found, [_name(source, base) for source in sources])
        total = sum(size for _, size, _ in todo)
        with _pool(jobs if total > _WORTH_PROCESSES else 1) as pool:
            run.read(todo, pool, jobs, lambda done: progress(done, total))
        run.finish()
        if strict and report.skipped:
            raise StrictSkip(report.skipped)
        if not any(record.articles for record in run.files.values()):
            raise NothingToIndex(sources, report.skipped)
        if run.dirty:
            writer.commit(run.files)
    return report


Todo = tuple[SourceFile, int, int]


class _Run:
    """The books of one run: which file held and holds which articles."""

    def __init__(self, writer: Writer, rules: Rules, report: Report) -> None:
        self._writer, self._rules, self._report = writer, rules, report
        state = writer.state
        self._old = store.read_files(writer.folder, state.generation) if state.generation else {}
        self._reread = (state.version, state.rules) != (__version__, rules.digest)
        state.version, state.rules = __version__, rules.digest
        self.files: dict[str, FileRecord] = {}
        self._taken: set[str] = set()
        self.dirty = self._reread

    def plan(self, found: dict[str, SourceFile], roots: list[str]) -> list[Todo]:
        """Which files must be read, with their sizes and times. Files gone from the sources are dropped."""
        todo: list[Todo] = []
        for name, file in found.items():
            old = self._old.get(name)
            try:
                stat = file.path.stat()
            except OSError as error:
                self._report.skipped.append(Skipped(name, error.strerror or str(error)))
                if old:
                    self.files[name] = old
                continue
            if old and not self._reread and (old.size, old.mtime) == (stat.st_size, stat.st_mtime_ns):
                self.files[name] = old
                self._report.unchanged += len(old.articles)
            else:
                todo.append((file, stat.st_size, stat.st_mtime_ns))
        blocked = [skip.path for skip in self._report.skipped]
        for name, old in self._old.items():
            kept = name in found or not any(_under(name, root) for root in roots)
            if kept or any(_under(name, path) for path in blocked):
                if name not in found:
                    self.files[name] = old
            else:
                self._drop(old.articles.values())
        for record in self.files.values():
            self._taken.update(record.articles.values())
        return todo

    def read(self, todo: list[Todo], pool: Executor | None, jobs: int, progress: Callable[[int], None]) -> None:
        """Read files into batches and take in what workers make of them, in order."""
        waiting: deque[tuple[Future[Batch] | Batch, int]] = deque()
        done = 0
        for raws, size in self._batches(todo):
            known = {raw.path: set(self._old[raw.path].articles) for raw in raws if raw.path in self._old}
            task = (raws, self._rules, self._writer.state.language, known)
            waiting.append((pool.submit(prepare, *task) if pool else prepare(*task), size))
            while len(waiting) > (jobs * 2 if pool else 0):
                done += self._take_in(*waiting.popleft())
                progress(done)
        while waiting:
            done += self._take_in(*waiting.popleft())
            progress(done)

    def _batches(self, todo: list[Todo]) -> Iterator[tuple[list[RawDocument], int]]:
        """Raw documents by the batch, with how many bytes of files they end."""
        raws: list[RawDocument] = []
        chars = size = 0
        for file, bytes_, mtime in todo:
            racy = time.time_ns() - mtime < _RACY
            self.files[file.name] = FileRecord(bytes_, 0 if racy else mtime, {})
            for item in documents(file):
                if isinstance(item, Skipped):
                    self._skip(item, file.name)
                    continue
                raws.append(item)
                chars += _size(item.content)
                if len(raws) >= BATCH_DOCS or chars >= BATCH_CHARS:
                    yield raws, size
                    raws, chars, size = [], 0, 0
            size += bytes_
        if raws or size:
            yield raws, size

    def _skip(self, item: Skipped, file: str) -> None:
        self._report.skipped.append(item)
        if item.path == file and file in self._old:
            self.files[file] = self._old[file]
            self._taken.update(self._old[file].articles.values())

    def _take_in(self, made: Future[Batch] | Batch, size: int) -> int:
        batch = made if isinstance(made, Batch) else made.result()
        for skip in batch.skipped:
            self._skip(skip, skip.path)
        for file, digest in batch.unchanged:
            identity = self._old[file].articles[digest]
            self.files[file].articles[digest] = identity
            self._taken.add(identity)
            self._report.unchanged += 1
        for entry in batch.entries:
            self._claim(entry)
        self._writer.add(batch)
        return size

    def _claim(self, entry: Entry) -> None:
        """Give an article an id that no other has, and count it."""
        if entry.id in self._taken:
            entry.id = entry.fallback
        self._taken.add(entry.id)
        old = self._old.get(entry.file)
        if old and entry.id in old.articles.values():
            self._report.changed += 1
        else:
            self._report.new += 1
        self.files[entry.file].articles[entry.digest] = entry.id
        self.dirty = True

    def finish(self) -> None:
        """Delete what files no longer hold, or hold changed."""
        for name, record in self.files.items():
            old = self._old.get(name)
            if old is None or old is record:
                continue
            self.dirty |= (old.size, old.mtime) != (record.size, record.mtime)
            stale = [identity for digest, identity in old.articles.items() if digest not in record.articles]
            changed = set(record.articles.values())
            self._drop(stale, removed=sum(identity not in changed for identity in stale))

    def _drop(self, ids: Iterable[str], removed: int | None = None) -> None:
        ids = list(ids)
        self._writer.delete(ids)
        self._report.removed += len(ids) if removed is None else removed
        self.dirty |= bool(ids)


def _size(content: str | Mapping[str, Any]) -> int:
    """Characters of a source, about."""
    return len(content) if isinstance(content, str) else sum(len(str(value)) for value in content.values())


def _name(source: Path, base: Path) -> str:
    path = Path(os.path.normpath(source.absolute()))
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix()


def _under(name: str, root: str) -> bool:
    if root == ".":
        return not name.startswith("/")
    return name == root or name.startswith(root.rstrip("/") + "/")


def _pool(jobs: int) -> ProcessPoolExecutor | nullcontext[None]:
    return ProcessPoolExecutor(jobs, initializer=_ignore_interrupts) if jobs > 1 else nullcontext()


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the parent alone decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
