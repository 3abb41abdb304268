"""An indexing run: what is to be read is planned, read into batches, given ids and added, and what is gone deleted."""

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.index.analysis.nltk_modules import nltk_module
from dateline.index.archive.generation import IndexedFile
from dateline.index.archive.listing import digest_of
from dateline.index.article import Skipped
from dateline.index.build import settings
from dateline.index.build.discovery import unchanged
from dateline.index.build.known_lines import Known, KnownLines
from dateline.index.build.ledger import Ledger
from dateline.index.build.reading import Reading, Task
from dateline.index.build.recurrence import Recurrence
from dateline.index.build.report import NothingToIndex, Report, read_anew
from dateline.index.build.sink import Sink
from dateline.index.build.workers import Pool, worker_pool
from dateline.index.extract.corrections import Corrections
from dateline.index.extract.outlet_rules import Rules
from dateline.index.sources.kinds import kind_of
from dateline.index.sources.walk import SourceFile
from dateline.version import __version__

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dateline.index.build.batch import ArticleColumns, Batch

Progress = Callable[[int, int], None]
Drop = Callable[[str, int], bool]
_LITTLE = 1 << 15
"""What a task may hold to be read at once: it is sooner done than a worker process starts."""


class IndexingRun:
    """One run.

    Attributes:
        ledger: Which file holds which article.
        lines: The lines of JSON of its files.
        recurrence: Which lines of its files recur.
        dirty: Whether anything has changed.
    """

    def __init__(
        self, writer: Sink, rules: Rules, corrections: Corrections, report: Report, remembered: list[str],
        sources: list[Path],
    ) -> None:  # fmt: skip
        self._corrections = corrections
        self._writer, self._rules, self._report, self._sources = writer, rules, report, sources
        self.ledger, self.recurrence = Ledger(writer.files, writer.mapping), Recurrence(writer.pairs)
        state = writer.state
        self._read_all = (state.version, state.rules) != (__version__, rules.digest)
        self.lines = KnownLines(dict if self._read_all else writer.pairs, self.ledger)
        self._reading = Reading(rules, corrections, self.recurrence, self.ledger, self.lines, self._skip)
        before = state.sources, state.rules_file, state.corrections_file
        named = [settings.source_name(source, writer.folder) for source in sources]
        if self._read_all and state.number:
            report.notes += read_anew(state.rules != rules.digest, [name for name in remembered if name not in named])
        state.version, state.rules = __version__, rules.digest
        state.sources = settings.together(dict.fromkeys([*remembered, *named]))
        state.rules_file, state.corrections_file = (
            settings.source_name(path, writer.folder) if path else "" for path in (rules.path, corrections.path)
        )
        after = state.sources, state.rules_file, state.corrections_file
        self.dirty = self._read_all or writer.unfinished or before != after
        self._used_rules, self._all_read = set[str](), self._read_all

    def plan(self, found: dict[str, SourceFile], drop: Drop | None) -> list[SourceFile] | None:
        """Which files must be read; None where all are as the last run left them, so that there is nothing to do. Files
        gone from the sources are dropped; `drop` as for `build`.
        """
        if self._is_as_before(found):
            return None
        self._found = found
        self._drop_gone(found, drop)
        changed, old_files = list[SourceFile](), self.ledger.old
        for name, one in found.items():
            old = old_files.get(name)
            is_same = old and (old.size, old.mtime) == (one.size, one.mtime) and not self._read_all
            if old and is_same and old.corrections == self._reading.corrected(one):
                self.ledger.keep(name, old)
                self._report.unchanged += len(old.articles)
                if old.skipped:
                    self._report.skipped += [Skipped(*skip) for skip in old.skipped.items()]
            else:
                changed.append(one)
        return changed

    def _is_as_before(self, found: dict[str, SourceFile]) -> bool:
        """Whether all files are as the last run left them; then that is reported."""
        known, corrected = None if self.dirty else self._writer.listing(), self._reading.corrected
        if not known or known.digest != digest_of(
            (file.name, file.size, file.mtime, corrected(file)) for file in found.values()
        ):
            return False
        self._report.unchanged = known.articles
        self._report.notes += self._idle_corrections(found)
        return True

    def read(self, changed: list[SourceFile], jobs: int, progress: Progress) -> None:
        """Read files, and what has to be read anew for it."""

        def load() -> None:
            from dateline.index.extract.parse import load_parsers

            load_parsers({kind_of(one.name) or "" for one in changed})

        with worker_pool(jobs, sum(file.size for file in changed), load) as pool:
            changed += self._learn(changed, pool)
            total = sum(file.size for file in changed)
            if changed:
                self._read(changed, pool, jobs, lambda done: progress(done, total))
        self._finish()

    def _learn(self, changed: list[SourceFile], pool: "Pool | None") -> list[SourceFile]:
        """Learn which lines recur. Returns the files that have not changed, but are to be read anew for it."""
        texts, others = {file.name: file for file in changed}, list[SourceFile]()
        is_gone = not self.ledger.old.keys() <= self.ledger.files.keys() | texts.keys()
        for name in self.recurrence.learn(list(texts.values()), list(self.ledger.files), pool, is_gone=is_gone):
            record = self.ledger.files[name]
            if other := unchanged(name, record, self._writer.folder):
                others.append(other)
                self._report.unchanged -= len(record.articles) if name in self._found else 0
            else:
                self.ledger.files[name] = record._replace(mtime=0)  # to be read when it is there
                self.dirty = True
        return others

    def _drop_gone(self, found: dict[str, SourceFile], drop: Drop | None) -> None:
        """Drop the files gone from the sources; keep those of other sources and of folders that can't be read."""
        base = settings.base_of(self._writer.folder)
        roots = [Path(os.path.normpath(source.absolute())) for source in self._sources]
        is_there = {root: any((base / name).is_relative_to(root) for name in found) for root in roots}
        blocked = [base / skip.path for skip in self._report.skipped]
        emptied: dict[Path, dict[str, IndexedFile]] = {}
        for name, old in self.ledger.gone(found).items():
            path = base / name
            under = [root for root in roots if path.is_relative_to(root)]
            if not under or any(path.is_relative_to(folder) for folder in blocked):
                self._keep(name, old)
            elif not any(is_there[root] for root in under):
                emptied.setdefault(under[0], {})[name] = old
            else:
                self._delete(list(old.articles.values()), removed=len(old.articles))
        for root, files in emptied.items():
            self._emptied(root, files, drop if found else None)

    def _emptied(self, root: Path, files: dict[str, IndexedFile], drop: Drop | None) -> None:
        """Drop what a source held that is empty now, or keep it; raises NothingToIndex where nobody can be asked."""
        if drop is None:
            raise NothingToIndex([root], self._report.skipped)
        name = settings.source_name(root, self._writer.folder)
        ids = [identity for old in files.values() for identity in old.articles.values()]
        if drop(name, len(ids)):
            self._delete(ids, removed=len(ids))
            return
        for file, old in files.items():
            self._keep(file, old)
        reason = f"it is empty now, so its articles stay ({len(ids):,}); {settings.how_to_forget(name)}"
        self._report.skipped.append(Skipped(name, reason))

    def _keep(self, name: str, old: IndexedFile) -> None:
        """A file is not read in this run; what was read by other rules is to be read again in the next."""
        self.ledger.keep(name, old._replace(mtime=0) if self._read_all else old)
        if self._read_all:
            self.lines.forget(name)
        self._all_read = False

    def _read(self, changed: list[SourceFile], pool: "Pool | None", jobs: int, progress: Callable[[int], None]) -> None:
        """Read files into batches and take in what workers make of them, in order."""
        from dateline.index.build.batch import prepare  # loads what reads articles

        waiting, done = deque["tuple[Future[Batch] | Batch | None, Task, list[Known], int]"](), 0
        for task, known, size in self._reading.batches(changed):
            made: Future[Batch] | Batch | None = None
            if task.raws:
                made = pool().submit(prepare, *task) if pool and task.size > _LITTLE else prepare(*task)
            waiting.append((made, task, known, size))
            while len(waiting) > (jobs * 4 if pool else 0):
                done += self._take_in(*waiting.popleft())
                progress(done)
        for last in waiting:
            done += self._take_in(*last)
            progress(done)

    def _skip(self, item: Skipped, file: str) -> None:
        """Note what was skipped: a file, or an entry of one. A file at which Dateline failed is tried again."""
        self._report.skipped.append(item)
        again = item.again or (item.path == file and bool(item.trace))
        self.ledger.skip(file, item.path, item.reason, again=again)

    def _take_in(self, made: "Future[Batch] | Batch | None", task: Task, known: Iterable[Known], size: int) -> int:
        """Add what was made of a task to the archive, and what is known beside it; returns the bytes given."""
        from concurrent.futures import Future

        if isinstance(made, Future):
            nltk_module("nltk.stem.snowball")  # it loads while workers read
        batch = made.result() if isinstance(made, Future) else made
        left = [raw for one in known for raw in self.lines.enter(one)]
        if batch:
            self._add(batch)
        if left:  # their ids are others' now
            from dateline.index.build.batch import prepare

            self._take_in(prepare(*task._replace(raws=left)), task, (), 0)
        return size

    def _add(self, batch: "Batch") -> None:
        """Add what has been read."""
        for skip, file in batch.skipped:
            self._skip(skip, file)
        self._used_rules |= batch.used_rules
        articles = batch.articles
        for file, digest, line in zip(articles.file, articles.digest, articles.line, strict=True):
            self.lines.note(file, line, digest)
            # All of a batch before any new one, which might take an id of theirs.
            self._report.unchanged += self.ledger.enter_unchanged(file, [digest])
        is_new = [self._enter_new(articles, at) for at in range(len(articles))]
        self._writer.add(batch if all(is_new) else batch.only(is_new))

    def _enter_new(self, articles: "ArticleColumns", at: int) -> bool:
        """Enter an article with an id that no other has, unless the file is known to hold it; whether it is entered."""
        file, digest = articles.file[at], articles.digest[at]
        if self.ledger.holds(file, digest):
            return False
        identity = self.ledger.free_id(file, articles.id[at], articles.fallback[at])
        articles.id[at] = identity
        self.ledger.give(file, digest, identity)
        if self.ledger.was_in(file, identity):
            self._report.changed += 1
        else:
            self._report.new += 1
        self.dirty = True
        return True

    def _finish(self) -> None:
        """Delete what files no longer hold, or hold changed; keep what unreadable files held and was not replaced."""
        self._report.unchanged += self.ledger.keep_unreadable() + self.lines.entered
        if self._all_read:
            idle = self._rules.idle(self.ledger.files, self._used_rules)
            self._report.notes += [f"Rules: {what}." for what in idle]
        self._report.notes += self._idle_corrections(self.ledger.files)
        self.dirty |= self.ledger.has_new_stat()
        for ids, removed in self.ledger.stale():
            self._delete(ids, removed)

    def _idle_corrections(self, files: Collection[str]) -> list[str]:
        return [f"Corrections: {what}." for what in self._corrections.idle(files)]

    def _delete(self, ids: list[str], removed: int) -> None:
        self._writer.delete(ids)
        self._report.removed += removed
        self.dirty |= bool(ids)
