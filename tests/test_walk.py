import os
import socket
import sys
from pathlib import Path

import pytest

from dateline.index.article import Skipped
from dateline.index.sources.walk import LeftOut, NoSuchSource, SourceFile, walk


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A headline\n", encoding="utf-8")


def names(source: Path, base: Path | None = None) -> list[str | Skipped]:
    found = [one for one in walk(source, base or source) if not isinstance(one, LeftOut)]
    return [one.name if isinstance(one, SourceFile) else one for one in found]


def left_out(source: Path) -> list[tuple[str, str]]:
    return [tuple(one) for one in walk(source, source) if isinstance(one, LeftOut)]


def test_only_readable_kinds_come_sorted_and_named_from_the_base(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/2.html", "a/1.JSON", "c.md.gz", "d.sgm", "README.ps", "photo.jpg", "noext", "e.jsonl")
    assert names(tmp_path) == ["a/1.JSON", "a/2.html", "b.txt", "c.md.gz", "d.sgm", "e.jsonl"]
    assert names(tmp_path / "a", tmp_path) == ["a/1.JSON", "a/2.html"]
    assert left_out(tmp_path) == [("README.ps", ".ps"), ("noext", ""), ("photo.jpg", ".jpg")]


def test_a_name_outside_the_base_is_absolute(tmp_path: Path) -> None:
    write(tmp_path, "news/a.txt", "other/x.txt")
    assert names(tmp_path / "news", tmp_path / "other") == [(tmp_path / "news/a.txt").as_posix()]


def test_hidden_files_and_indexes_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".hidden.txt", ".cache/b.txt", "archive/_MAIN_1.toc", "archive/notes.json")
    assert names(tmp_path) == ["a.txt"]


def test_links_are_followed_and_nothing_comes_twice(tmp_path: Path) -> None:
    write(tmp_path, "outside/x.txt", "outside/deep/y.txt", "alone.txt", "news/a.txt", "news/deep/b.txt")
    write(tmp_path, "news/.store/c")
    news = tmp_path / "news"
    (news / "out").symlink_to(tmp_path / "outside")
    (news / "out2").symlink_to(tmp_path / "outside")
    (news / "x.txt").symlink_to(tmp_path / "outside/x.txt")
    (news / "z.txt").symlink_to(tmp_path / "alone.txt")
    (news / "again.txt").symlink_to(news / "a.txt")
    (news / "broken.txt").symlink_to(news / "nothing.txt")
    (news / "c1.txt").symlink_to(news / ".store/c")
    (news / "c2.txt").symlink_to(news / ".store/c")
    assert names(news) == ["a.txt", "c1.txt", "deep/b.txt", "out/deep/y.txt", "out/x.txt", "z.txt"]
    assert left_out(news) == [("broken.txt", "broken link")]


def test_folders_are_read_to_some_depth(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 600)
    write(tmp_path, "a.txt", f"{'e/' * 150}b.txt")
    for folder in reversed([deep, *deep.parents[:600]]):
        folder.mkdir(exist_ok=True)
    skipped, *found = names(tmp_path)[1:]
    assert isinstance(skipped, Skipped)
    assert "deeper than 200 others" in skipped.reason
    assert found == [f"{'e/' * 150}b.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are none")
def test_pipes_sockets_and_devices_are_left_out_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to("/dev/zero")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("d.txt")  # of a socket's path some hundred characters count
    assert names(tmp_path) == ["a.txt"]
    assert left_out(tmp_path) == [(name, "pipe, socket or device") for name in ("b.txt", "c.txt", "d.txt")]
    (alone,) = names(tmp_path / "b.txt", tmp_path)
    assert isinstance(alone, Skipped)
    assert "`dateline index -` reads what it is piped" in alone.reason


def test_links_in_circles_end(tmp_path: Path) -> None:
    write(tmp_path, "outside/x.txt", "news/a.txt")
    news = tmp_path / "news"
    (news / "loop").symlink_to(news)
    (news / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "outside" / "up").symlink_to(tmp_path)
    (tmp_path / "outside" / "itself").symlink_to(tmp_path / "outside" / "itself")
    assert names(news) == ["a.txt", "out/x.txt"]
    assert left_out(news) == [("out/itself", "broken link")]


def test_one_file_is_a_source_too(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.ps")
    assert names(tmp_path / "a.txt", tmp_path) == ["a.txt"]
    (skipped,) = walk(tmp_path / "b.ps", tmp_path)
    assert isinstance(skipped, Skipped)
    assert skipped.path == "b.ps"
    assert ".txt" in skipped.reason


def test_nothing_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(NoSuchSource, match="nowhere"):
        list(walk(tmp_path / "nowhere", tmp_path))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_an_undecodable_name_is_shown_with_escapes(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9\n.txt", "wb") as file:  # noqa: PTH123
        file.write(b"A headline\n")
    (name,) = names(tmp_path)
    assert name == "caf\\xe9\\x0a.txt"


def test_an_unreadable_folder_is_skipped_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    for _ in range(20):  # deeper than a path that a system takes, whoever the user is
        Path("locked" * 40).mkdir()
        os.chdir("locked" * 40)
    found = names(tmp_path)
    assert found[0] == "a.txt"
    assert isinstance(found[1], Skipped)
    assert "can't be read" in found[1].reason
