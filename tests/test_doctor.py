"""What is missing or hard to believe, and the way from there to a corrected archive. The articles are invented."""

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from archives import aged, run
from click.testing import CliRunner

from dateline import Archive
from dateline.index.article import Article
from dateline.index.extract.faults import faults
from dateline.search.cli import cli

TODAY = date(2025, 3, 1)
SOON = (datetime.now(timezone.utc).date() + timedelta(days=40)).isoformat()
TEXT = "The harbour bridge will close on Monday for the longest repairs in its history, the port authority said. " * 3


def article(path: str = "a/one.txt", **values: object) -> Article:
    known = "Bridge closes", "2024-05-06", "The Courier", None, None, None
    usual = Article(path, path, *known, TEXT, {"date": "line 2"})
    return usual._replace(**values)


def kinds(*articles: Article) -> list[str]:
    return [one.kind for one in faults(articles, TODAY)]


def test_an_article_that_says_all_has_no_fault() -> None:
    assert kinds(article(), article("a/2024-05-07-bridge.txt")) == []


def test_dates_that_cannot_be() -> None:
    assert kinds(article(date="2025-03-02")) == []
    assert kinds(article(date="2025-06-01")) == ["future"]


def test_dates_that_are_disputed() -> None:
    url = "https://courier.example/2023/04/30/bridge"
    [one] = faults([article(url=url)], TODAY)
    assert (one.kind, one.remedy) == ("conflict", {"date": "2023-04-30"})
    assert "its address says 2023-04-30" in one.found
    assert kinds(article(url=url, evidence={"date": "corrections fix.toml"})) == [], "a person has looked at it"
    assert kinds(article("a/20240506_bridge.txt")) == kinds(article("a/2024-05-08.txt")) == []
    [one] = faults([article(evidence={"date": "JSON-LD datePublished; but meta date says 2022-01-01"})], TODAY)
    assert (one.kind, one.remedy) == ("conflict", {"date": "2022-01-01"})


def test_one_date_for_all_files_of_a_folder() -> None:
    saved = [article(f"saved/{number}.txt") for number in range(6)]
    assert kinds(*saved) == ["one date"] * 6
    assert kinds(*saved[:4]) == []
    feed = [article("wire/day.jsonl", id=str(number)) for number in range(6)]
    assert kinds(*feed) == [], "one file may be a day's"
    assert kinds(*saved[:3], *(article(f"saved/x{at}.txt", date=f"2024-01-0{at}") for at in range(1, 5))) == []


def test_what_is_missing_and_what_is_likely() -> None:
    [one] = faults([article("a/2024-02-03-bridge.txt", date=None)], TODAY)
    assert (one.kind, one.remedy) == ("undated", {"date": "2024-02-03"})
    known = [article(f"a/{at}.txt", date=f"2024-02-0{at}") for at in range(1, 5)]
    found = faults([*known[:3], *(article(f"a/{at}.txt", outlet=None) for at in "xy")], TODAY)
    assert [(one.kind, one.remedy) for one in found] == [("no outlet", {})] * 2
    found = faults([*known, article("a/x.txt", outlet=None)], TODAY)
    assert [(one.kind, one.path, one.remedy) for one in found] == [("no outlet", "a/x.txt", {"outlet": "The Courier"})]
    assert kinds(article(title="", body=TEXT)) == ["no headline"]


def test_what_is_no_article() -> None:
    consent = "We and our partners use cookies. You may accept all cookies or manage your consent at any time."
    assert kinds(article(title="We value your privacy", body=consent)) == ["consent page"]
    links = "\n\n".join(f"Bridge news number {at} of the week" for at in range(12))
    assert kinds(article(body=links)) == ["links"]
    assert kinds(article(body="See the paper.")) == ["stub"]
    poem = "\n\n".join(f"The ferry goes at {at}, and nobody is on it." for at in range(12))
    assert kinds(article(body=poem), article(title="Biscuit factory shuts", body=TEXT + " It made cookies.")) == []


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("2024-02-03 bridge.txt", "ferry.txt"):
        (tmp_path / name).write_text(f"Bridge closes again\n\n{TEXT}\n")
        aged(tmp_path / name)
    (tmp_path / "wire.json").write_text(
        json.dumps([{"id": "w1", "title": "Wire", "body": TEXT, "date": "2024-01-01", "source": "The Wire"},
                    {"id": 'w"2', "title": "Wire", "body": TEXT, "date": SOON, "source": "The Wire"}])
    )  # fmt: skip
    aged(tmp_path / "wire.json")
    run(tmp_path / ".dateline", tmp_path)
    return tmp_path


def dateline(*args: str, code: int) -> str:
    ended = CliRunner().invoke(cli, args, standalone_mode=False)
    assert (ended.exception, ended.return_value or 0) == (None, code), ended.output
    return ended.output


@pytest.mark.usefixtures("desk")
def test_from_the_doctor_by_a_file_of_corrections_to_a_corrected_archive() -> None:
    told = dateline("doctor", code=1)
    assert f'future: 1 article\n  wire.json w"2: {SOON} (field date) is in the future' in told
    assert "2024-02-03 bridge.txt: its file's name says 2024-02-03; likely: date 2024-02-03" in told
    assert [one["kind"] for one in json.loads(dateline("doctor", "--format", "json", code=1))] == [
        "future", "undated", "undated", "no outlet", "no outlet",
    ]  # fmt: skip
    assert "3 articles to look at" in dateline("doctor", "-o", "fix.toml", code=1)
    path = Path("fix.toml")
    text = path.read_text().replace("# date = 2024", "date = 2024").replace("# date = \n", 'date = ""\n')
    path.write_text(text.replace("# outlet = ", "outlet = ").replace("# future", 'date = ""\n# future') + "# my own\n")
    assert "3 changed, 1 unchanged" in dateline("index", "--corrections", "fix.toml", code=0)
    archive = Archive(".dateline")
    assert archive.article("2024-02-03 bridge.txt").date == "2024-02-03"
    assert archive.article("2024-02-03 bridge.txt").confidence("date") == "by hand"
    assert archive.article('w"2').date is None
    told = dateline("doctor", "--kind", "future", code=0)
    assert told == "Nothing is missing or hard to believe.\n"
    assert "Nothing is missing" in dateline("doctor", "-o", "fix.toml", code=0)
    assert path.read_text().endswith("# my own\n"), "what a person wrote stays"


def test_an_article_of_many_in_a_file_is_named_by_its_number(desk: Path) -> None:
    (desk / "more.jsonl").write_text('{"title": "First", "body": "Short."}\n{"title": "Second", "body": "Short."}\n')
    run(desk / ".dateline", desk)
    assert "  more.jsonl:1: 1 word of text\n  more.jsonl:2: 1 word of text\n" in dateline("doctor", code=1)
