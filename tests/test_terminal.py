import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsdesk import ATTACK, FACETS, FERRY, FOUND, HOSTILE, NOTHING, check_golden, marked

from dateline.index.article import Article
from dateline.search.output.cell_width import cells, wrap
from dateline.search.output.display import clean_marked, periods
from dateline.search.output.terminal import Style, write_article, write_results
from dateline.search.results import FacetCount, Marked, Results

PLAIN = Style(colour=False, width=80, hyperlinks=False)
OWN_SEQUENCES = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;;[!-~]*\x1b\\")
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

ARTICLE = Article(
    id="harbour/2025-04-24-ferry.html",
    path="harbour/2025-04-24-ferry.html",
    title="Island ferries to run on green methanol by winter",
    date="2025-04-24",
    outlet="The Halvard Courier",
    author="Ingrid Solem",
    place="STRANDVIK",
    url="https://halvardcourier.example/2025/04/24/ferries-methanol",
    body="The county council voted on Thursday.\n\nThe Solveig will leave the yard in October.",
    evidence={"date": "<time> 24 April 2025", "outlet": "JSON-LD publisher"},
)

BOTH = ("outlet", "month")


def shown(results: Results, style: Style = PLAIN, *, facets: tuple[str, ...] = ()) -> str:
    out = io.StringIO()
    write_results(results, style, out, facets=facets)
    return out.getvalue()


def shown_article(article: Article, body: Marked, style: Style = PLAIN, *, evidence: bool = False) -> str:
    out = io.StringIO()
    write_article(article, marked("Island [ferries] to run"), body, style, out, evidence=evidence)
    return out.getvalue()


def test_a_page_of_hits_in_a_pipe() -> None:
    check_golden("found.txt", shown(FOUND, facets=BOTH))


def test_a_page_of_hits_on_a_colour_terminal() -> None:
    absolute = replace(FOUND, hits=tuple(hit._replace(path="/archive/wire.jsonl") for hit in FOUND.hits))
    check_golden("found.ansi", shown(absolute, Style(colour=True, width=64, hyperlinks=True), facets=BOTH))


def test_a_page_of_hits_on_a_narrow_terminal() -> None:
    check_golden("found-narrow.txt", shown(FOUND, PLAIN._replace(width=34), facets=BOTH))


def test_no_hit_says_what_matches_nothing_and_what_would_match() -> None:
    check_golden("nothing.txt", shown(NOTHING, PLAIN._replace(width=100), facets=BOTH))


def test_an_article_with_its_evidence() -> None:
    body = marked("The county council [voted] on Thursday.\n\nThe Solveig will leave the yard in [October].")
    check_golden("article.txt", shown_article(ARTICLE, body, PLAIN._replace(width=60), evidence=True))


def test_suggestions_keep_the_filters_of_the_command_that_found_nothing() -> None:
    out = io.StringIO()
    write_results(NOTHING, PLAIN, out, facets=(), command="dateline search --since 2024")
    assert "dateline search --since 2024 'ferries methanol'" in out.getvalue()


@pytest.mark.parametrize("style", [PLAIN, Style(colour=True, width=40, hyperlinks=True)])
def test_no_control_of_an_article_reaches_the_terminal(style: Style) -> None:
    outlets = (FacetCount(HOSTILE, 2),)
    attack = Results(HOSTILE, total=2, hits=(ATTACK,), warnings=(HOSTILE,), facets={"outlet": outlets})
    article = ARTICLE._replace(author=HOSTILE, place=HOSTILE, url=HOSTILE, evidence={HOSTILE: HOSTILE})
    text = shown(attack, style, facets=BOTH) + shown_article(article, Marked(HOSTILE), style, evidence=True)
    assert not CONTROLS.search(OWN_SEQUENCES.sub("", text))
    assert "owned" in text


def test_colour_never_crosses_a_line() -> None:
    phrase = marked("[" + "green methanol ferries " * 12 + "]")
    out = io.StringIO()
    article = ARTICLE._replace(url=None)
    write_article(article, marked("x"), phrase, Style(colour=True, width=40, hyperlinks=False), out)
    lines = [line for line in out.getvalue().splitlines() if "methanol" in line]
    assert len(lines) > 5
    assert all(line.startswith("\x1b[1;31m") and line.endswith("\x1b[0m") for line in lines)


@pytest.mark.parametrize("width", [24, 34, 80, 200])
def test_running_text_stays_within_the_width_and_a_readable_measure(width: int) -> None:
    hit = FERRY._replace(explanation=(), id="a", path="a", url=None)
    text = shown(replace(FOUND, hits=(hit,)), PLAIN._replace(width=width))
    assert max(map(cells, text.splitlines()[2:])) <= min(width, 103)


@pytest.mark.parametrize("width", [40, 60, 80])
def test_what_explains_and_what_would_match_stays_within_the_width(width: int) -> None:
    style = PLAIN._replace(width=width)
    explained = shown(replace(FOUND, hits=(FERRY._replace(id="a", path="a", url=None),), query="ferries " * 20), style)
    offered = re.sub(r"(?m)^  dateline search .*?('|  |$)", "", shown(NOTHING, style))
    assert "score" in explained
    assert "What would match" in offered
    assert max(map(cells, (explained + offered).splitlines())) <= width


def test_one_article_is_singular_and_thousands_are_parted() -> None:
    assert shown(replace(FOUND, total=1, hits=(FERRY,))).startswith("1 article for ")
    assert shown(FOUND).startswith("1–4 of 1,577 articles for ")
    assert shown(replace(FOUND, query="")).startswith("1–4 of 1,577 articles\n")


def test_a_page_beyond_the_last_hit_says_so() -> None:
    assert shown(replace(FOUND, hits=(), offset=2000)).startswith("1,577 articles, none of them this far down")
    assert shown(replace(FOUND, hits=())).startswith("1,577 articles for")


def test_long_stretches_of_months_become_years_and_decades() -> None:
    years = periods([FacetCount(f"{year}-06", 1) for year in range(1987, 1992)])
    assert [year.value for year in years] == ["1987", "1988", "1989", "1990", "1991"]
    decades = periods([FacetCount("1899-01", 2), FacetCount("1925-01", 1)])
    assert [decade.value for decade in decades] == ["1890s", "1900s", "1910s", "1920s"]
    assert periods(FACETS["month"])[2] == FacetCount("2025-02", 0)
    assert periods([FacetCount("(undated)", 3)]) == (FacetCount("(undated)", 3),)
    assert len(periods([FacetCount("0001-01", 1), FacetCount("9999-12", 1)])) == 2


def test_only_the_leading_outlets_are_listed_and_the_rest_counted() -> None:
    outlets = tuple(FacetCount(f"Outlet {n}", 100 - n) for n in range(20))
    text = shown(replace(FOUND, facets={"outlet": outlets}), facets=BOTH)
    assert "Outlet 14" in text
    assert "Outlet 15" not in text
    assert "and 5 more, 415 articles" in text


def test_widths_follow_east_asian_and_combining_rules() -> None:
    assert cells("e\u0301") == 1
    assert cells("港新聞") == 6
    assert cells("\u200d") == 0
    assert cells("👩\u200d🚀") == cells("❤\ufe0f") == 2


def test_a_joined_emoji_stays_in_one_line() -> None:
    lines = wrap(Marked("👩\u200d🚀" * 20), 16)
    assert [cells(line.text) for line in lines] == [16, 16, 8]
    assert not any(line.text.startswith("\u200d") or line.text.endswith("\u200d") for line in lines)


LETTERS = "abж 港e\u0301👩\u200d🚀❤\ufe0fن\n\x1b\u202e"


@given(st.text(st.sampled_from(LETTERS), max_size=60), st.integers(16, 40), st.data())
def test_wrapping_keeps_every_letter_and_every_mark(text: str, width: int, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = tuple(zip(ends[::2], ends[1::2], strict=False))
    whole = clean_marked(Marked(text, spans))
    lines = wrap(whole, width)
    assert "".join(line.text for line in lines).replace(" ", "") == whole.text.replace(" ", "")
    assert all(cells(line.text) <= width and line.text.strip(" ") == line.text for line in lines)
    matched = "".join(line.text[a:b] for line in lines for a, b in line.spans).replace(" ", "")
    assert matched == "".join(whole.text[a:b] for a, b in whole.spans).replace(" ", "")


def test_long_folders_are_told_apart_by_their_ends_and_outlets_by_their_beginnings() -> None:
    above = "press/scrapes-of-2024/a-folder-of-a-long-name"
    counts = tuple(FacetCount(f"{above}/{name}", 3) for name in ("one", "another"))
    facets = {"path": counts, "outlet": (FacetCount("Strandvik/Halvard Evening Post and Shipping Gazette", 6),)}
    text = shown(replace(FOUND, facets=facets), facets=("path", "outlet"))
    assert "press/…/one  " in text
    assert "press/…/another  " in text
    assert "Strandvik/Halvard Evening Post…  " in text
