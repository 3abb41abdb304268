"""What recurs across the files of an archive is no article's text; what articles truly share is."""

import json
import shutil
from pathlib import Path

import pytest
from archives import aged, run
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.archive import generation
from dateline.index.archive.pairs_file import read_pairs
from dateline.index.build.forget import forget
from dateline.index.extract import markdown_page

TOWNS = ("Brackwater", "Hollin", "Saltmere", "Oru", "Kestwick", "Dunfell")
MENU = ["Harbour Courier", "News", "Tides and weather", "Council", "Letters", "Sign in"]
POLICY = [
    "The readers' corner",
    "The Courier reads each letter before it stands here, and letters that are rude to other readers do not stand.",
    "Write under your own name, and keep to the matter at hand in no more than one hundred words, or it is shortened.",
    "Your letter",
    "Your name",
]
BOX = [
    "The Courier by post",
    "Every morning the best of the harbour, picked by our editors and sent to your door.",
    "Order",
]
SHARED = (
    "The pier was built in the year of the great storm, when the old one was carried off with eleven boats on it, "
    "and has been closed to carts for as long as anyone can remember."
)


def page(town: str, *, shared: bool = False) -> str:
    """A page of the outlet on its own town, with a paragraph that others have too."""
    text = [
        f"Fishermen of {town} voted on Tuesday to keep the old pier, after a debate in {town} that went on until dawn.",
        f"The council of {town} had wanted to sell the land to a company that makes rope and has no use for any pier.",
        *([SHARED] if shared else []),
        f"A second vote is to be held in {town} once the boats of {town} are back from the long winter in the north.",
    ]
    return "\n\n".join([*MENU, f"{town} keeps its pier", *text[:2], *BOX, *text[2:], *POLICY, f"Rope leaves {town}"])


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    pages = {f"{town}.txt": page(town, shared=at < 3) for at, town in enumerate(TOWNS)}
    return pages | {"copy.txt": pages["Oru.txt"].replace("Harbour Courier", "Hollin Star")}


def write(folder: Path, pages: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text)
        aged(folder / name)


def indexed(folder: Path) -> dict[str, dict[str, object]]:
    """The articles of an archive by their ids, as they are stored."""
    opened = generation.open_archive(folder)
    return {
        article["id"]: article
        for info, segment in zip(opened.state.segments, opened.segments, strict=True)
        for doc in range(len(segment))
        if not info.is_deleted(doc)
        for article in [segment.stored(doc)]
    }


def test_what_an_outlets_pages_share_is_in_no_body_and_what_articles_share_in_all(tmp_path, pages):
    write(tmp_path / "news", pages)
    run(tmp_path / "index", tmp_path / "news")
    found = indexed(tmp_path / "index")
    for at, town in enumerate(TOWNS):
        article = found[f"news/{town}.txt"]
        assert article["title"] == f"{town} keeps its pier"
        assert not any(line in article["body"] for line in (*MENU[1:], *BOX, *POLICY))
        assert article["body"].count(town) == 5
        assert (SHARED in article["body"]) == (at < 3)


def test_two_pages_of_an_outlet_are_enough_and_two_copies_of_one_article_are_not(tmp_path, pages):
    write(tmp_path / "two", {name: pages[name] for name in ("Brackwater.txt", "Hollin.txt")})
    write(tmp_path / "copies", dict.fromkeys(("one.txt", "other.txt"), pages["Oru.txt"]))
    run(tmp_path / "index", tmp_path / "two")
    assert not any(line in article["body"] for article in indexed(tmp_path / "index").values() for line in POLICY)
    run(tmp_path / "others", tmp_path / "copies")
    for article in indexed(tmp_path / "others").values():
        assert "debate in Oru" in article["body"]
        assert POLICY[1] in article["body"]


def test_versions_of_an_article_with_subheads_keep_what_they_share(tmp_path):
    def version(*edited: int) -> str:
        towns = [f"{town} and later" if at in edited else town for at, town in enumerate(2 * TOWNS)]
        news = [f"Pier {at} of {town} is sold after a debate that went on to dawn." for at, town in enumerate(towns)]
        return "\n\n".join(["Piers are sold", *news[:4], "Hall by hall", *news[4:5], "Pier by pier", *news[5:]])

    versions = {"early.txt": version(), "late.txt": version(1, 7, 11)}
    write(tmp_path / "versions", versions)
    run(tmp_path / "index", tmp_path / "versions")
    for article in indexed(tmp_path / "index").values():
        assert article["body"] == versions[Path(str(article["path"])).name].partition("\n\n")[2]


def test_byline_day_and_closing_words_that_briefs_share_make_no_page_of_them(tmp_path):
    def brief(town: str) -> list[str]:
        return [f"{town} has sold its pier, the council of {town} said on Tuesday, to a company that makes rope.",
                f"Boats of {town}: eleven", "No price was given."]  # fmt: skip

    head = ["By Ann Lee", "28 March 2024"]
    for town in TOWNS:
        text = "\n".join([f"{town} sells its pier at last", *head, "", "\n\n".join(brief(town))])
        write(tmp_path / "briefs", {f"{town}.txt": text})
    run(tmp_path / "index", tmp_path / "briefs")
    for article in indexed(tmp_path / "index").values():
        town = str(article["title"]).split()[0]
        assert (article["author"], article["date"]) == ("Ann Lee", "2024-03-28")
        assert article["body"] == "\n\n".join(brief(town))


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_neither_order_nor_the_split_into_runs_makes_a_difference(tmp_path_factory, pages, data):
    tmp_path = tmp_path_factory.mktemp("orders")
    order = data.draw(st.permutations(sorted(pages)))
    ends = sorted(data.draw(st.sets(st.integers(1, len(order) - 1), max_size=3)))
    for start, end in zip([0, *ends], [*ends, len(order)], strict=True):
        write(tmp_path / "news", {name: pages[name] for name in order[start:end]})
        run(tmp_path / "many", tmp_path / "news")
    write(tmp_path / "news", {"gone.txt": page("Skerry")})
    run(tmp_path / "many", tmp_path / "news")
    (tmp_path / "news/gone.txt").unlink()
    run(tmp_path / "many", tmp_path / "news")
    run(tmp_path / "one", tmp_path / "news")
    assert indexed(tmp_path / "many") == indexed(tmp_path / "one")
    many, one = (read_pairs(tmp_path / name, generation.newest(tmp_path / name) or 0) for name in ("many", "one"))
    assert {name: own.tolist() for name, own in many.items()} == {name: own.tolist() for name, own in one.items()}
    shutil.rmtree(tmp_path)


def test_a_source_that_comes_later_or_goes_changes_what_others_hold(tmp_path, pages):
    write(tmp_path / "one", {"a.txt": pages["Brackwater.txt"]})
    write(tmp_path / "two", {"b.txt": pages["Hollin.txt"]})
    run(tmp_path / "index", tmp_path / "one")
    alone = indexed(tmp_path / "index")["one/a.txt"]
    assert POLICY[1] in alone["body"]
    report = run(tmp_path / "index", tmp_path / "two")
    assert (report.new, report.changed) == (1, 1)
    assert POLICY[1] not in indexed(tmp_path / "index")["one/a.txt"]["body"]
    forget(tmp_path / "two", tmp_path / "index")
    run(tmp_path / "index")
    assert indexed(tmp_path / "index")["one/a.txt"] == alone


def test_a_file_whose_lines_recur_but_which_is_not_there_is_read_when_it_is_back(tmp_path, pages):
    write(tmp_path / "one", {"a.txt": pages["Brackwater.txt"]})
    write(tmp_path / "two", {"b.txt": pages["Hollin.txt"]})
    run(tmp_path / "index", tmp_path / "one")
    (tmp_path / "one").rename(tmp_path / "away")
    run(tmp_path / "index", tmp_path / "two")
    (tmp_path / "away").rename(tmp_path / "one")
    assert run(tmp_path / "index").changed == 1
    assert POLICY[1] not in indexed(tmp_path / "index")["one/a.txt"]["body"]


def test_extract_shows_what_an_index_would_hold(tmp_path, pages, dateline, monkeypatch):
    write(tmp_path / "news", pages)
    run(tmp_path / "index", tmp_path / "news")
    monkeypatch.chdir(tmp_path)
    shown = map(json.loads, dateline("extract", "news").out.splitlines())
    assert {one["id"]: one["body"] for one in shown} == {
        identity: one["body"] for identity, one in indexed(tmp_path / "index").items()
    }


def test_what_recurs_in_dumps_in_markdown_is_of_no_article_either(tmp_path, pages):
    for at, town in enumerate(TOWNS[:3]):
        lines = [f"* [{line}](/{line[:3]})" if line in MENU else line for line in pages[f"{town}.txt"].split("\n\n")]
        menu = [f"* [Harbour {number}](/{number})" for number in range(12)]
        text = "\n\n".join(f"# {line}" if "keeps its pier" in line else line for line in [*menu, *lines])
        write(tmp_path / "news", {f"{at}.md": text})
    run(tmp_path / "index", tmp_path / "news")
    for at, town in enumerate(TOWNS[:3]):
        article = indexed(tmp_path / "index")[f"news/{at}.md"]
        assert article["title"] == f"{town} keeps its pier"
        assert not any(line in article["body"] for line in (*BOX, *POLICY))
        assert SHARED in article["body"]


def test_a_file_that_can_t_be_read_ends_no_run(tmp_path, pages, monkeypatch):
    write(tmp_path / "news", {**pages, "deep.md": "# Rain"})

    def too_deep(_: str) -> None:
        raise RecursionError

    monkeypatch.setattr(markdown_page, "plain_text", too_deep)
    report = run(tmp_path / "index", tmp_path / "news")
    assert report.new == len(pages)
    assert [(skip.path, skip.reason) for skip in report.skipped] == [("news/deep.md", "nested too deeply")]


def test_the_frame_tells_what_a_site_calls_itself(tmp_path, pages):
    frame = ["Courier logo", "Write for Courier", "Subscribe to Courier", "Download Courier app"]
    named = [line.replace("Courier", "The Harbour Courier") for line in frame]
    write(tmp_path / "news", {name: "\n\n".join([*named[:1], text, *named[1:]]) for name, text in pages.items()})
    run(tmp_path / "index", tmp_path / "news")
    found = indexed(tmp_path / "index")
    assert {found[f"news/{town}.txt"]["outlet"] for town in TOWNS} == {"The Harbour Courier"}
