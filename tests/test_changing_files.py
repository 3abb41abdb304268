"""Files that others write, replace and remove while a run reads them: named, nothing lost, and mended by the next."""

import io
import json
import os
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest
from archives import aged, counts, record, run, save
from doors import zipped
from newsroom import skipped

from dateline.index.build import discovery, reading
from dateline.index.build.writer import Writer
from dateline.index.sources import decode, documents
from dateline.search.engine.local import LocalEngine

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="no pipes, and a file that is open stays")


def _json_lines(*titles: str) -> bytes:
    return "".join(json.dumps(record(f"id-{title}", title, "Quay. " * 40)) + "\n" for title in titles).encode()


def _csv(*titles: str) -> bytes:
    return "".join(["title,text\n", *(f"{title},{'Quay. ' * 40}\n" for title in titles)]).encode()


def _sgml(*titles: str) -> bytes:
    text = "<REUTERS NEWID='{}'><TEXT><TITLE>{}</TITLE><BODY>{}</BODY></TEXT></REUTERS>\n"
    return "".join(text.format(f"id-{title}", title, "Quay. " * 40) for title in titles).encode()


def _mbox(*titles: str) -> bytes:
    return "".join(f"From a\nSubject: {title}\n\n{'Quay. ' * 40}\n\n" for title in titles).encode()


def _tar(*titles: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for title in titles:
            entry = tarfile.TarInfo(f"{title}.txt")
            data = f"{title}\n\n{'Quay. ' * 40}".encode()
            entry.size = len(data)
            packed.addfile(entry, io.BytesIO(data))
    return out.getvalue()


MADE: dict[str, Callable[..., bytes]] = {
    "a.txt": lambda *titles: f"{' '.join(titles)}\n\n{'Quay. ' * 40}".encode(),
    "a.html": lambda *titles: f"<title>{' '.join(titles)}</title><p>{'Quay. ' * 40}</p>".encode(),
    "a.jsonl": _json_lines,
    "a.json": lambda *titles: json.dumps([record(f"id-{title}", title, "Quay. " * 40) for title in titles]).encode(),
    "a.csv": _csv,
    "a.sgm": _sgml,
    "a.mbox": _mbox,
    "a.zip": lambda *titles: zipped({f"{title}.txt": f"{title}\n\n{'Quay. ' * 40}" for title in titles}),
    "a.tar": _tar,
}
ONE = ("a.txt", "a.html")
"""Of which each is one article."""


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _in_place_of(path: Path) -> None:
    path.with_name("new").write_bytes(MADE[path.name]("Tide", "Wells"))
    path.with_name("new").replace(path)


def _grown(path: Path) -> None:
    with path.open("ab") as file:
        file.write(MADE[path.name]("Tide"))


CHANGES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
    "emptied": lambda path: path.write_bytes(b""),
    "grown": _grown,
    "written anew": lambda path: path.write_bytes(MADE[path.name]("Tide", "Wells")),
    "another in its place": _in_place_of,
    "a folder": _folder,
    "a pipe": _pipe,
    "a loop of links": _loop,
}
IN_PLACE = ("cut", "emptied", "grown", "written anew")
"""Those that change what an open file holds."""


def _titles(folder: Path) -> list[str]:
    return sorted(article.title for article in LocalEngine(folder).articles())


def _written(path: Path, *titles: str, age: int = 1000) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(MADE[path.name](*titles))
    return aged(path, age)


def _after_the_walk(patched: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    def then_changed(*asked: Any) -> object:
        found = discovery.walked(*asked)
        change()
        return found

    patched.setattr("dateline.index.build.run.walked", then_changed)


def _once_opened(patched: pytest.MonkeyPatch, change: Callable[[], object], name: str) -> None:
    waiting = [change]

    @contextmanager
    def then_changed(path: Path) -> Iterator[IO[bytes]]:
        with decode.open_file(path) as opened:
            if path.name == name and waiting:
                waiting.pop()()
            yield opened

    patched.setattr(documents, "open_file", then_changed)


def _once_read(patched: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    commit = Writer.commit

    def changed_before(*given: Any) -> None:
        change()
        commit(*given)

    patched.setattr(Writer, "commit", changed_before)


@UNIX
@pytest.mark.parametrize("when", ["found", "opened", "read"])
@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("name", MADE)
def test_a_file_that_changes_during_a_run(tmp_path, name, how, when):
    news, folder = tmp_path / "news", tmp_path / "index"
    save(news / "z.jsonl", record("z", "Fog"))
    path = _written(news / name, "Rain", "Storm")
    run(folder, news)
    _written(path, "Rain", "Snow", age=2000)
    with pytest.MonkeyPatch.context() as patched:
        match when:
            case "found":
                _after_the_walk(patched, lambda: CHANGES[how](path))
            case "opened":
                _once_opened(patched, lambda: CHANGES[how](path), name)
            case "read":
                _once_read(patched, lambda: CHANGES[how](path))
        named = {told.partition(":")[0] for told, _ in skipped(run(folder, news))}
    found = _titles(folder)
    if when == "found" or (when == "opened" and (how in IN_PLACE or name == "a.txt")):  # which is opened twice
        assert f"news/{name}" in named
        assert len(found) >= (2 if name in ONE else 3)
    else:
        assert not named
        assert found == sorted(["Fog", "Rain Snow"] if name in ONE else ["Fog", "Rain", "Snow"])
    if skipped(run(folder, news)):  # it can't be read: empty, or half a zip file
        assert _titles(folder) == found
    else:
        run(tmp_path / "fresh", news)
        assert _titles(folder) == _titles(tmp_path / "fresh")


@pytest.mark.parametrize("name", MADE)
def test_a_file_that_is_put_back_before_the_run_ends_is_read_again(tmp_path, name):
    news, folder = tmp_path / "news", tmp_path / "index"
    path = _written(news / name, "Rain")
    with pytest.MonkeyPatch.context() as patched:
        _after_the_walk(patched, lambda: _written(path, "Storm", age=2000))
        _once_read(patched, lambda: _written(path, "Rain"))
        assert skipped(run(folder, news)) == [(f"news/{name}", decode.CHANGED)]
    assert _titles(folder) == ["Storm"]
    assert not skipped(run(folder, news))
    assert _titles(folder) == ["Rain"]


def test_lines_that_others_add_and_cut_while_a_run_reads_them(tmp_path):
    news, folder = tmp_path / "news", tmp_path / "index"
    many = [record(f"g{number}", f"Gas {number}", "Quay. " * 500) for number in range(1000)]
    save(news / "a.jsonl", *many)
    run(folder, news)
    save(news / "a.jsonl", record("new", "Tide"), *many, age=2000)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "BATCH_CHARS", 1 << 20)
        cut: list[int] = []

        def progress(_done: int, _total: int) -> None:
            if not cut:
                os.truncate(news / "a.jsonl", 1 << 20)
                cut.append(1)

        report = run(folder, news, progress=progress)
    assert ("news/a.jsonl", decode.CHANGED) in skipped(report)
    assert report.removed == 0
    assert len(_titles(folder)) == 1001
    save(news / "a.jsonl", *many, age=3000)
    assert counts(run(folder, news)) == (0, 0, 1000, 1)


def test_an_entry_of_sgml_without_its_end_is_named_and_takes_no_other_with_it(tmp_path):
    rain, storm, fog = (_sgml(title) for title in ("Rain", "Storm", "Fog"))
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.sgm").write_bytes(rain + storm[:-20] + fog + storm[:-20])
    report = run(tmp_path / "index", tmp_path / "news")
    assert _titles(tmp_path / "index") == ["Fog", "Rain"]
    assert [path for path, _ in skipped(report)] == ["news/a.sgm:2", "news/a.sgm:4"]


@UNIX
@pytest.mark.parametrize("how", ["gone", "a folder", "a pipe", "a loop of links"])
@pytest.mark.parametrize("at", ["before", "found"])
def test_a_sidecar_that_is_none_any_more(tmp_path, how, at):
    news, folder = tmp_path / "news", tmp_path / "index"
    for name in ("a.txt", "b.txt"):
        save(news / f"{name}.meta.json", {"author": "Ana Sorel"})
        (news / name).write_text("Harbour closed\n\nFog came in.\n")
        aged(news / name)
    path = news / "a.txt.meta.json"
    with pytest.MonkeyPatch.context() as patched:
        if at == "before":
            CHANGES[how](path)
        else:
            _after_the_walk(patched, lambda: CHANGES[how](path))
        named = [told for told, _ in skipped(run(folder, news))]
    assert named == (["news/a.txt.meta.json"] if at == "found" else [])
    assert [one.author for one in LocalEngine(folder).articles()] == [None, "Ana Sorel"]
    path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
    save(path, {"author": "Ana Sorel"})
    assert not skipped(run(folder, news))
    assert [one.author for one in LocalEngine(folder).articles()] == ["Ana Sorel", "Ana Sorel"]


if sys.platform != "win32" and os.geteuid():  # who runs a system may read whatever he likes

    def test_what_may_not_be_read_for_a_while(tmp_path):
        news, folder = tmp_path / "news", tmp_path / "index"
        save(news / "a.txt.meta.json", {"author": "Ana Sorel"})
        for name in ("a.txt", "b.txt", "deep/c.txt"):
            (news / name).parent.mkdir(exist_ok=True)
            (news / name).write_text(f"{name}\n\nFog came in.\n")
            aged(news / name)
        (news / "d.txt").symlink_to(news / "deep/c.txt")
        (news / "d.txt.meta.json").symlink_to(news / "deep/d.json")
        locked = [news / "a.txt.meta.json", news / "b.txt", news / "deep"]
        for one in locked:
            one.chmod(0)
        named = [path for path, _ in skipped(run(folder, news))]
        for one in locked:
            one.chmod(0o755)
        assert sorted(named) == ["news/a.txt.meta.json", "news/b.txt", "news/deep/"]
        assert counts(run(folder, news)) == (2, 1, 0, 0)
