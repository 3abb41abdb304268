"""`dateline index --watch`: changes are noticed, each makes a run, and only news is told."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from archives import aged, run, save
from conftest import Dateline

from dateline.archive import Archive
from dateline.index.build.report import Report
from dateline.index.build.run import build
from dateline.index.build.watch import changes, follow
from dateline.index.errors import DatelineError
from dateline.index.extract.outlet_rules import load_rules
from dateline.search.commands.index import _to_its_end


def lines(news: Path, *titles: str, age: int) -> Path:
    return save(news / "wire.jsonl", *({"id": title, "title": title} for title in titles), age=age)


def test_each_change_makes_a_run_of_which_only_news_is_told(tmp_path: Path) -> None:
    news, folder = tmp_path / "news", tmp_path / "index"
    first = run(folder, lines(news, "Eels", age=1).parent)

    def edits() -> Iterator[None]:
        yield  # nothing has changed
        lines(news, "Eels", "Otters", age=2)
        yield
        aged(save(news / "broken.jsonl")).write_text("{bad")
        yield
        yield  # it is still broken
        lines(news, "Otters", age=3)
        yield

    told = [report for report in follow(edits(), lambda: build([], folder), first) if isinstance(report, Report)]
    assert [(one.new, one.removed, [skip.path for skip in one.skipped]) for one in told] == [
        (1, 0, []),
        (0, 0, ["news/broken.jsonl:1"]),
        (0, 1, []),
    ]
    assert Archive(folder).ids("otters") == ["Otters"]


def test_a_run_that_fails_is_told_once_and_so_is_the_next_that_does_not(tmp_path: Path) -> None:
    news, folder, rules = tmp_path / "news", tmp_path / "index", tmp_path / "rules.toml"
    lines(news, "Eels", age=1)
    rules.write_text("")

    def edits() -> Iterator[None]:
        for text in ("[[outlet", "[[outlet", ""):
            rules.write_text(text)
            yield

    first = build([news], folder)
    told = list(follow(edits(), lambda: build([], folder, load_rules(rules)), first))
    assert [isinstance(one, DatelineError) for one in told] == [True, False]
    assert str(rules) in str(told[0])


def test_files_written_and_sources_put_in_place_are_noticed(tmp_path: Path) -> None:
    news, folder = tmp_path / "news", tmp_path / "news" / "index"
    lines(news, "Eels", age=1)
    found = changes([news], folder)
    next(found)  # it watches
    for title in ("Otters", "Terns"):
        lines(news, title, age=2)
    next(found)
    news.rename(tmp_path / "old")
    lines(news, "Newts", age=3)
    next(found)
    found.close()


def pressed(times: int, done: list[str]) -> None:
    with _to_its_end():
        for _ in range(times):
            os.kill(os.getpid(), signal.SIGINT)
        done.append("committed")


def test_ctrl_c_lets_a_run_end_and_a_second_one_does_not() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        pressed(1, done)
    assert done == ["committed"]
    with pytest.raises(click.Abort):
        pressed(2, done)
    assert done == ["committed"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_watching_needs_is_named_and_nothing_is_begun(
    dateline: Dateline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    lines(tmp_path / "news", "Eels", age=1)
    ended = dateline("index", tmp_path / "news", "--index", tmp_path / "index", "--watch")
    assert ended.code == 2
    assert "pip install 'dateline[watch]'" in ended.err
    assert not (tmp_path / "index").exists()
