"""An indexing run: what has changed since the last one is read, analysed in worker processes, and committed at once."""

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from dateline.index.archive import generation
from dateline.index.archive.generation import IndexedFile
from dateline.index.article import RawDocument, Skipped
from dateline.index.build.batch import ArticleColumns, Batch, prepare
from dateline.index.build.writer import Writer, analyzer_of
from dateline.index.errors import DatelineError
from dateline.index.extract.outlet_rules import Rules
from dateline.index.sources.documents import documents
from dateline.index.sources.walk import SourceFile, walk
from dateline.version import __version__

BATCH_DOCS, BATCH_CHARS = 1024, 1 << 20
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
        none = "there is no .txt, .html, .md, .json, .jsonl or .sgm file."
        what = "no file there could be read:" if skipped else none
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
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Bring the archive in `folder` up to date with the sources.

    Files of other sources that were indexed before stay. A file that can't be read now keeps the articles it gave
    before. An article that a file holds twice, id and all, counts once. `progress` is told bytes read and bytes in all.

    Raises:
        NothingToIndex: The archive would hold no article, or a source that gave articles before is empty now: a disk
            that is not mounted, say.
        StrictSkip: `strict`, and something was skipped.
        DatelineError: As `index.sources.walk.walk` and `index.build.writer.Writer` raise them.
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
        todo = run.plan(found, sources)
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
        self._old = generation.read_files(writer.folder, state.number) if state.number else {}
        self._reread = (state.version, state.rules) != (__version__, rules.digest)
        state.version, state.rules = __version__, rules.digest
        self.files: dict[str, IndexedFile] = {}
        self._home = {identity: name for name, old in self._old.items() for identity in old.articles.values()}
        self._taken: set[str] = set()
        self._unreadable: set[str] = set()
        self.dirty = self._reread

    def plan(self, found: dict[str, SourceFile], sources: list[Path]) -> list[Todo]:
        """Which files must be read, with their sizes and times. Files gone from the sources are dropped."""
        self._drop_gone(found, sources)
        todo: list[Todo] = []
        for name, file in found.items():
            old = self._old.get(name)
            try:
                stat = file.path.stat()
            except OSError as error:
                self._report.skipped.append(Skipped(name, error.strerror or str(error)))
                if old:
                    self.files[name] = self._kept(old)
                continue
            if old and not self._reread and (old.size, old.mtime) == (stat.st_size, stat.st_mtime_ns):
                self.files[name] = old
                self._report.unchanged += len(old.articles)
                self._report.skipped += [Skipped(*skip) for skip in old.skipped.items()]
            else:
                todo.append((file, stat.st_size, stat.st_mtime_ns))
        self._taken.update(*(record.articles.values() for record in self.files.values()))
        return todo

    def _drop_gone(self, found: dict[str, SourceFile], sources: list[Path]) -> None:
        """Drop the files gone from the sources; keep those of other sources and of folders that can't be read."""
        base = self._writer.folder.absolute().parent
        roots = [Path(os.path.normpath(source.absolute())) for source in sources]
        here = {root: any((base / name).is_relative_to(root) for name in found) for root in roots}
        blocked = [base / skip.path for skip in self._report.skipped]
        for name in [name for name in self._old if name not in found]:
            path, old = base / name, self._old[name]
            under = [root for root in roots if path.is_relative_to(root)]
            if not under or any(path.is_relative_to(place) for place in blocked):
                self.files[name] = self._kept(old)
            elif not any(here[root] for root in under):
                raise NothingToIndex(under, self._report.skipped)
            else:
                self._drop(old.articles.values())

    def _kept(self, old: IndexedFile) -> IndexedFile:
        """The record of a file that is not read in this run: read under other rules, it is not to be trusted."""
        return replace(old, mtime=0) if self._reread else old

    def read(self, todo: list[Todo], pool: Executor | None, jobs: int, progress: Callable[[int], None]) -> None:
        """Read files into batches and take in what workers make of them, in order."""
        waiting: deque[tuple[Future[Batch] | Batch, int]] = deque()
        done = 0
        for raws, size in self._batches(todo):
            waiting.append((pool.submit(prepare, raws, self._rules) if pool else prepare(raws, self._rules), size))
            while len(waiting) > (jobs * 4 if pool else 0):
                done += self._take_in(*waiting.popleft())
                progress(done)
        for last in waiting:
            done += self._take_in(*last)
            progress(done)

    def _batches(self, todo: list[Todo]) -> Iterator[tuple[list[RawDocument], int]]:
        """Raw documents by the batch, with how many bytes of files they end."""
        raws: list[RawDocument] = []
        chars, size, most = 0, 0, BATCH_CHARS // 8  # at first little, so that every process soon has something to do
        for file, bytes_, mtime in todo:
            racy = time.time_ns() - mtime < _RACY
            self.files[file.name] = IndexedFile(bytes_, 0 if racy else mtime, {}, {})
            for item in documents(file):
                if isinstance(item, Skipped):
                    self._skip(item, file.name)
                    continue
                raws.append(item)
                chars += _size(item.content)
                if len(raws) >= BATCH_DOCS or chars >= most:
                    yield raws, size
                    raws, chars, size, most = [], 0, 0, min(most * 2, BATCH_CHARS)
            size += bytes_
        if raws or size:
            yield raws, size

    def _skip(self, item: Skipped, file: str) -> None:
        """Note what was skipped. A file skipped as a whole is read again in the next run, whatever its time says."""
        self._report.skipped.append(item)
        if item.path == file:
            self.files[file] = replace(self.files[file], mtime=0)
            self._unreadable.add(file)
        else:
            self.files[file].skipped[item.path] = item.reason

    def _take_in(self, made: Future[Batch] | Batch, size: int) -> int:
        analyzer_of(self._writer.state.language)  # NLTK loads while workers read
        batch = made if isinstance(made, Batch) else made.result()
        for skip, file in batch.skipped:
            self._skip(skip, file)
        entries = batch.articles
        unchanged = [self._is_unchanged(*each) for each in zip(entries.file, entries.digest, strict=True)]
        claimed = [not same and self._claim(entries, at) for at, same in enumerate(unchanged)]
        self._writer.add(batch if all(claimed) else batch.only(claimed))
        return size

    def _is_unchanged(self, file: str, digest: str) -> bool:
        """Whether a file held an article before, and may keep it under its id; counts it."""
        old, record = self._old.get(file), self.files[file]
        identity = old.articles.get(digest) if old else None
        if identity is None or digest in record.articles:
            return identity is not None
        if identity in self._taken:  # by an article before this one, which so becomes a new one
            return False
        record.articles[digest] = identity
        self._taken.add(identity)
        self._report.unchanged += 1
        return True

    def _claim(self, entries: ArticleColumns, at: int) -> bool:
        """Give an article an id that no other has, and count it; False for one that its file has given already."""
        file, digest, fallback = entries.file[at], entries.digest[at], entries.fallback[at]
        articles = self.files[file].articles
        if digest in articles:
            return False
        identity = entries.id[at]
        if not self._is_free(identity, file):
            names = chain([fallback], (f"{fallback}~{number}" for number in count(2)))
            identity = next(name for name in names if self._is_free(name, file))
        self._taken.add(identity)
        if self._home.get(identity) == file:
            self._report.changed += 1
        else:
            self._report.new += 1
        entries.id[at] = articles[digest] = identity
        self.dirty = True
        return True

    def _is_free(self, identity: str, file: str) -> bool:
        """Whether a file's article may have this id: none has it, and none of a file that can't be read had it."""
        home = self._home.get(identity, file)
        return identity not in self._taken and (home == file or home not in self._unreadable)

    def finish(self) -> None:
        """Delete what files no longer hold, or hold changed; keep what unreadable files held and was not replaced."""
        for name in self._unreadable & self._old.keys():
            kept = {digest: i for digest, i in self._old[name].articles.items() if i not in self._taken}
            self.files[name].articles.update(kept)
        for name, record in self.files.items():
            old = self._old.get(name)
            if old is None or old is record:
                continue
            self.dirty |= (old.size, old.mtime) != (record.size, record.mtime)
            stale = [identity for digest, identity in old.articles.items() if record.articles.get(digest) != identity]
            changed = set(record.articles.values())
            self._drop(stale, removed=sum(identity not in changed for identity in stale))

    def _drop(self, ids: Iterable[str], removed: int | None = None) -> None:
        ids = list(ids)
        self._writer.delete(ids)
        self._report.removed += len(ids) if removed is None else removed
        self.dirty |= bool(ids)


def _size(content: str | bytes | Mapping[str, Any]) -> int:
    """Characters of a source, about."""
    return len(content) if isinstance(content, str | bytes) else sum(len(str(value)) for value in content.values())


def _pool(jobs: int) -> ProcessPoolExecutor | nullcontext[None]:
    return ProcessPoolExecutor(jobs, initializer=_ignore_interrupts) if jobs > 1 else nullcontext()


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the parent alone decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
