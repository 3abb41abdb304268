import os
import sys
from pathlib import Path

import pytest

from dateline.index.article import Skipped
from dateline.index.sources.walk import NoSuchSource, SourceFile, walk


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A headline\n", encoding="utf-8")


def names(source: Path, base: Path | None = None) -> list[str | Skipped]:
    return [found.name if isinstance(found, SourceFile) else found for found in walk(source, base or source)]


def test_only_readable_kinds_come_sorted_and_named_from_the_base(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/2.html", "a/1.JSON", "c.md.gz", "d.sgm", "README.pdf", "photo.jpg", "noext", "e.jsonl")
    assert names(tmp_path) == ["a/1.JSON", "a/2.html", "b.txt", "c.md.gz", "d.sgm", "e.jsonl"]
    assert names(tmp_path / "a", tmp_path) == ["a/1.JSON", "a/2.html"]


def test_a_name_outside_the_base_is_absolute(tmp_path: Path) -> None:
    write(tmp_path, "news/a.txt", "other/x.txt")
    assert names(tmp_path / "news", tmp_path / "other") == [(tmp_path / "news/a.txt").as_posix()]


def test_hidden_files_and_indexes_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".hidden.txt", ".cache/b.txt", "archive/_MAIN_1.toc", "archive/notes.json")
    assert names(tmp_path) == ["a.txt"]


def test_links_out_of_the_folder_are_not_followed_and_nothing_comes_twice(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt", "news/a.txt", "news/deep/b.txt", "news/.store/c.txt")
    news = tmp_path / "news"
    (news / "out").symlink_to(tmp_path / "outside")
    (news / "secret.txt").symlink_to(tmp_path / "outside/secret.txt")
    (news / "again.txt").symlink_to(news / "a.txt")
    (news / "deep/loop").symlink_to(news)
    (news / "broken.txt").symlink_to(news / "nothing.txt")
    (news / "c1.txt").symlink_to(news / ".store/c.txt")
    (news / "c2.txt").symlink_to(news / ".store/c.txt")
    assert names(news) == ["a.txt", "c1.txt", "deep/b.txt"]


def test_one_file_is_a_source_too(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.pdf")
    assert names(tmp_path / "a.txt", tmp_path) == ["a.txt"]
    (skipped,) = walk(tmp_path / "b.pdf", tmp_path)
    assert isinstance(skipped, Skipped)
    assert skipped.path == "b.pdf"
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
