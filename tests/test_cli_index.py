"""Indexing, as a user types it."""

import contextlib
import json
import os
import pty
import subprocess
from pathlib import Path

import pytest
from commands import DATELINE, found, ids
from conftest import Dateline, environment

pytestmark = pytest.mark.usefixtures("at_desk")


def test_a_second_run_does_only_what_changed(dateline: Dateline, newsroom: Path) -> None:
    counts = "{} new, {} changed, {} unchanged, {} removed, {} skipped\n"
    assert dateline("index", "news").out == counts.format(3, 0, 0, 0, 0)
    assert dateline("index", "news").out == counts.format(0, 0, 3, 0, 0)
    (newsroom / "ferry.txt").write_text("The ferry sank\n\nIt will not be in the news again.\n")
    (newsroom / "dam.txt").unlink()
    (newsroom / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    (newsroom / "empty.txt").touch()
    outcome = dateline("index", "news")
    assert (outcome.code, outcome.out) == (0, counts.format(1, 1, 1, 1, 1))
    assert outcome.err == "skipped news/empty.txt: empty\n"
    assert ids(found(dateline, "sank")) == ["news/ferry.txt"]
    assert found(dateline, "dam", "-n1")["total"] == 0


def test_the_index_alone_is_brought_up_to_date_as_it_was_made(dateline: Dateline, newsroom: Path) -> None:
    rules = newsroom.parent / "rules.toml"
    rules.write_text('[[outlet]]\nname = "Lighthouse Letter"\npaths = ["news/**", "old/**"]\n', "utf-8")
    told = dateline("index", "news", "--rules", rules, "--index", "ours").err
    assert told == "Note: Rules: the path old/** of Lighthouse Letter matches no file.\n"
    (newsroom / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    assert dateline("index", "--index", "ours").out.startswith("1 new, 0 changed, 3 unchanged")
    assert found(dateline, "--outlet", "Lighthouse Letter", "--index", "ours")["total"] == 4
    status = dateline("status", "--index", "ours").out
    assert "sources   news\nrules     rules.toml\n" in status
    assert "so all articles are read anew" in dateline("index", "--no-rules", "--index", "ours").err
    assert found(dateline, "--outlet", "Lighthouse Letter", "--index", "ours")["total"] == 0
    assert dateline("index").code == 2


def test_files_that_can_hold_no_article_are_counted_by_kind_and_named_if_asked(
    dateline: Dateline, newsroom: Path
) -> None:
    for name in ("a.png", "b.PNG", "c.xlsx", "Makefile"):
        (newsroom / name).touch()
    told = "left out 4 files that can hold no article: 2 .png, 1 .xlsx, 1 without a suffix"
    assert dateline("index", "news").err == f"{told}; --verbose names them\n"
    named = "".join(f"left out news/{name}\n" for name in ("Makefile", "a.png", "b.PNG", "c.xlsx"))
    assert dateline("index", "--verbose").err == f"{told}\n{named}"


def test_a_source_is_forgotten(dateline: Dateline, newsroom: Path) -> None:
    (newsroom.parent / "more").mkdir()
    (newsroom.parent / "more" / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    dateline("index", "news", "more", "--index", "our index")
    (newsroom.parent / "more" / "mine.txt").unlink()
    outcome = dateline("index", "--index", "our index")
    assert (outcome.code, outcome.out) == (0, "0 new, 0 changed, 3 unchanged, 0 removed, 1 skipped\n")
    assert "`dateline index --index 'our index' --forget more` drops them" in outcome.err
    forgotten = dateline("index", "--forget", "more", "--index", "our index")
    assert forgotten.out == "more is forgotten, and its 1 article with it\n"
    assert dateline("index", "--index", "our index").err == ""
    assert dateline("index", "--forget", "more", "--index", "our index").code == 2


def test_whoever_is_there_is_asked_about_an_empty_source(dateline: Dateline, newsroom: Path) -> None:
    (newsroom.parent / "more").mkdir()
    (newsroom.parent / "more" / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    dateline("index", "news", "more")
    (newsroom.parent / "more" / "mine.txt").unlink()
    for answer, total in (("n", 4), ("y", 3)):
        leader, follower = pty.openpty()
        streams = {"stdin": follower, "stdout": follower, "stderr": follower}
        with subprocess.Popen([*DATELINE, "index"], env=environment(), **streams):
            os.close(follower)
            said = b""
            while b"?" not in said:
                said += os.read(leader, 1000)
            assert b"more is empty now. Drop the 1 article that came from it?" in said
            os.write(leader, f"{answer}\n".encode())
            with contextlib.suppress(OSError):
                while os.read(leader, 1000):
                    pass
        os.close(leader)
        assert found(dateline)["total"] == total


def test_advice_names_the_index_in_use(dateline: Dateline, newsroom: Path) -> None:
    assert newsroom.is_dir()
    dateline("index", "news", "--index", "our index")
    assert "`dateline search --index 'our index'` shows" in dateline("show", "nothing", "--index", "our index").err
    dateline("index", "news")
    assert "`dateline search` shows" in dateline("show", "nothing").err


def test_rebuild_holds_only_these_sources(dateline: Dateline, newsroom: Path) -> None:
    (newsroom.parent / "more").mkdir()
    (newsroom.parent / "more" / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    dateline("index", "news")
    dateline("index", "more")
    assert found(dateline)["total"] == 4
    dateline("index", "more", "--rebuild")
    assert ids(found(dateline)) == ["more/mine.txt"]


def test_strict_changes_nothing_where_a_file_is_skipped(dateline: Dateline, newsroom: Path) -> None:
    dateline("index", "news")
    (newsroom / "empty.txt").touch()
    (newsroom / "mine.txt").write_text("The mine opened\n\nIts owner is glad.\n")
    outcome = dateline("index", "news", "--strict")
    assert outcome.code == 2
    assert "news/empty.txt: empty" in outcome.err
    assert found(dateline)["total"] == 3


def test_language_is_the_archives_own(dateline: Dateline, newsroom: Path) -> None:
    (newsroom / "haus.txt").write_text("Die Häuser am Hafen\n\nIn den Häusern wohnt niemand mehr.\n")
    dateline("index", "news", "--language", "german")
    assert ids(found(dateline, "Haus")) == ["news/haus.txt"]
    assert json.loads(dateline("status", "--format", "json").out)["language"] == "german"
    assert "german" in dateline("index", "news", "--language", "french").err


def test_the_index_is_where_the_user_says(
    dateline: Dateline, newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dateline("index", newsroom, "--index", tmp_path / "here").code == 0
    assert not (tmp_path / ".dateline").exists()
    assert found(dateline, "tram", "--index", tmp_path / "here")["total"] == 1
    monkeypatch.setenv("DATELINE_INDEX", str(tmp_path / "here"))
    assert found(dateline, "tram")["total"] == 1
    assert dateline("search", "tram", "--index", "elsewhere").code == 2


def test_status_counts(dateline: Dateline) -> None:
    figures = json.loads(dateline("status", "--format", "json").out)
    everything = found(dateline, "-n200")
    dates = [hit["date"] for hit in everything["hits"] if hit["date"]]
    assert figures["articles"] == everything["total"] + everything["copies"]
    assert (figures["first"], figures["last"]) == (min(dates), max(dates))
    assert figures["undated"] == everything["total"] - len(dates)
    assert figures["unknown"] == found(dateline, "outlet:unknown")["total"]
    assert figures["outlets"] == len({hit["outlet"] for hit in everything["hits"]} - {None})
    assert figures["bytes"] == sum(path.stat().st_size for path in Path(".dateline").iterdir())
    assert f"articles  {figures['articles']}\n" in dateline("status").out


def test_status_is_silent_of_what_is_not_there(dateline: Dateline, newsroom: Path) -> None:
    Path("news.jsonl").write_text('{"title": "Ferry", "outlet": "Courier", "date": "2025-04-24"}\n')
    dateline("index", "news.jsonl")
    assert "0 articles" not in dateline("status").out
    assert newsroom.is_dir()
