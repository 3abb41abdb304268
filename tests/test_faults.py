"""A disk that fails at any call that writes: the index is as before or as after, and nothing is left behind."""

import errno
import os
import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from archives import archive, contents, copied, record, run, save

from dateline.index.archive import generation
from dateline.index.archive.generation import NotAnIndex
from dateline.index.build.repair import repair
from dateline.search.engine.local import LocalEngine
from dateline.search.site.atomic_folder import UnwritableFolder, put, replaced_folder
from dateline.search.site.build import build_site

CHANGES = ("open", "write", "fsync", "replace", "rename", "unlink", "mkdir", "rmdir")
FULL = ("open", "write", "fsync", "mkdir")
"""What a full disk or a quota refuses; a disk that can be read only refuses all."""


class Disk:
    """A disk that from some call on refuses some kinds of changes of a folder, once or ever after."""

    def __init__(self, folder, at, refused, code, *, once):
        self.folder, self.at, self.refused, self.code, self.once = folder, at, refused, code, once
        self.calls = []
        self.is_failing = False
        self._files = set()

    @contextmanager
    def failing(self):
        with ExitStack() as stack:
            for name in CHANGES:
                stack.enter_context(patch.object(os, name, self._wrapped(name, getattr(os, name))))
            yield

    def _wrapped(self, name, call):
        def changed(*args, **named):
            if self._is_here(name, args):
                if name in self.refused:
                    self.calls.append(name)
                    if len(self.calls) == self.at or (len(self.calls) > self.at and not self.once):
                        self.is_failing = True
                        if self.code is None:
                            raise KeyboardInterrupt
                        raise OSError(self.code, os.strerror(self.code), str(self.folder))
                if name == "open":
                    fd = call(*args, **named)
                    self._files.add(fd)
                    return fd
            return call(*args, **named)

        return changed

    def _is_here(self, name, args):
        if name in ("write", "fsync"):
            return args[0] in self._files
        if name == "open" and not args[1] & (os.O_CREAT | os.O_RDWR):
            return False
        path = Path(os.fspath(args[0]))
        return path == self.folder or self.folder in path.parents


def titles(folder):
    try:
        return sorted(article.title for article in LocalEngine(folder).articles())
    except NotAnIndex:
        return None


def names(folder):
    return sorted(contents(folder)) if folder.exists() else None


KINDS = [
    pytest.param(FULL, errno.ENOSPC, True, id="full once"),
    pytest.param(FULL, errno.EDQUOT, False, id="over quota"),
    pytest.param(CHANGES, errno.EROFS, False, id="read only from then on"),
    pytest.param(("fsync",), errno.EIO, False, id="broken"),
]


def tried(before, folder, step, refused, code, once):
    """Take the step over and over, the disk failing at one call of it after another, of writes at one in ten; yields
    what came of each.
    """
    calls = _outcome(before, folder, step, Disk(folder, 0, refused, code, once=True))[0].calls
    chosen = [at for at, name in enumerate(calls, 1) if name != "write" or at % 10 == 0]
    assert len(chosen) > 3
    for at in chosen:
        yield _outcome(before, folder, step, Disk(folder, at, refused, code, once=once))


def _outcome(before, folder, step, disk):
    shutil.rmtree(folder, ignore_errors=True)
    if before is not None:
        copied(before, folder)
    with disk.failing():
        try:
            step()
        except (OSError, UnwritableFolder, KeyboardInterrupt) as error:
            return disk, error
    return disk, None


@pytest.mark.parametrize(("refused", "code", "once"), KINDS)
@pytest.mark.parametrize("is_new", [True, False], ids=["the first run", "a later run"])
def test_an_indexing_run(tmp_path, refused, code, once, is_new):
    folder, before = tmp_path / "index", None
    if not is_new:
        run(folder, save(tmp_path / "a.jsonl", record("1", "Gas"), record("2", "Oil")))
        run(folder, save(tmp_path / "b.jsonl", record("3", "Tin")))
        before = copied(folder, tmp_path / "before")
    save(tmp_path / "a.jsonl", record("1", "Gas"), record("4", "Lead"), age=5000)
    old, files = titles(folder), names(folder)
    states = set()
    for _disk, error in tried(before, folder, lambda: run(folder, tmp_path / "a.jsonl"), refused, code, once):
        found = titles(folder)
        states.add((error is None, found == old))
        assert found == old or "Lead" in found
        assert error is None or error.errno == code
        if error and found == old and refused is not CHANGES:
            assert names(folder) == files
    assert (False, True) in states


@pytest.mark.parametrize(("refused", "code", "once"), KINDS)
def test_a_repair(tmp_path, refused, code, once):
    folder = tmp_path / "index"
    nine = [record(str(number), f"Gas {number}", "Quay. " * 2000) for number in range(9)]
    run(folder, save(tmp_path / "a.jsonl", *nine))
    path = next(folder.glob("*.seg"))
    data = bytearray(path.read_bytes())
    at = generation.read(folder).segments[0].open(folder)._file.entries["position"].start
    data[at] ^= 1
    path.write_bytes(data)
    before = copied(folder, tmp_path / "before")
    for _disk, error in tried(before, folder, lambda: repair(folder), refused, code, once):
        if error and refused is not CHANGES:
            assert names(folder) == names(before)
        elif not error:
            assert len(titles(folder)) == 9


def write_pages(site):
    with replaced_folder(site) as fresh:
        (fresh / "js").mkdir()
        put(fresh / "js/a.js", "a")
        put(fresh / "index.html", "new")


def all_files(folder):
    """All that is in a folder, hidden files too: what they hold, None of a folder."""
    return {path.relative_to(folder): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


INTERRUPTED = pytest.param(CHANGES, None, True, id="interrupted")


@pytest.mark.parametrize(("refused", "code", "once"), [*KINDS, INTERRUPTED])
def test_a_site_is_as_before_or_as_after(tmp_path, refused, code, once):
    disk, before = tmp_path / "disk", tmp_path / "before"
    (before / "site").mkdir(parents=True)
    (before / "site/index.html").write_text("old")
    copied(before, disk)
    write_pages(disk / "site")
    states = all_files(before), all_files(disk)
    for _disk, error in tried(before, disk, lambda: write_pages(disk / "site"), refused, code, once):
        if refused is not CHANGES:
            assert all_files(disk) == states[error is None]
            assert error is None or os.strerror(code) in str(error)
        else:  # what was begun can't be taken back; the next run does
            assert (disk / "site/index.html").exists() or "is put back" in str(error)
            write_pages(disk / "site")
            assert all_files(disk) == states[1]


def test_folders_above_a_site_that_fails_are_gone_again(tmp_path):
    with pytest.raises(KeyboardInterrupt), replaced_folder(tmp_path / "a/b/site"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_vanishes_while_a_site_is_written(tmp_path):
    site = tmp_path / "site"
    write_pages(site)
    before = all_files(tmp_path)
    with pytest.raises(UnwritableFolder, match="as it was before"), replaced_folder(site) as fresh:
        fresh.rmdir()
    assert all_files(tmp_path) == before


def test_a_whole_site_on_a_disk_that_is_full(tmp_path):
    index, disk = archive(tmp_path / "index", [record("1", "Gas", "Quay.")]), tmp_path / "disk"
    disk.mkdir()
    write = lambda: build_site(index, disk / "site", title="x", pages=True)  # noqa: E731
    calls = _outcome(tmp_path / "index", disk, write, full := Disk(disk, 0, FULL, errno.ENOSPC, once=True))[0].calls
    assert not full.is_failing
    assert len(calls) > 40
    for at in (len(calls) // 5, len(calls) // 2, len(calls) - 1):
        copied(index, disk)
        full = Disk(disk, at, FULL, errno.ENOSPC, once=False)
        assert isinstance(_outcome(index, disk, write, full)[1], UnwritableFolder)
        assert all_files(disk) == all_files(index)
