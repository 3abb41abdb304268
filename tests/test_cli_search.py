"""Searching, as a user types it, over the sample corpus."""

import re
import shlex

import pytest
from commands import found, ids
from conftest import Dateline

pytestmark = pytest.mark.usefixtures("at_desk")


def test_text_shows_headline_outlet_date_snippet_and_place(dateline: Dateline) -> None:
    outcome = dateline("search", "eels", "-n1")
    lines = outcome.out.splitlines()
    assert outcome.code == 0
    assert outcome.err == ""
    assert lines[0].startswith("1 article for eels")
    assert lines[2] == "1  Ladder for eels gives the Ilvane its travellers back"
    assert lines[3].strip() == "Beacon Public Broadcasting · 2025-06-03"
    assert "eel" in " ".join(lines[4:-2])
    assert lines[-2].strip() == "corpus/beacon-public/eel-pass-edra.html"
    assert lines[-1].strip().startswith("https://beaconpublic.example/")
    assert max(map(len, lines)) <= 100


def test_words_of_the_command_line_are_one_query(dateline: Dateline) -> None:
    assert ids(found(dateline, "mackerel", "treaty")) == ids(found(dateline, "mackerel treaty"))


def test_a_minus_word_is_no_option(dateline: Dateline) -> None:
    without = found(dateline, "harbour", "-strike")
    assert without["query"] == "harbour -strike"
    assert without["total"] == found(dateline, "harbour")["total"] - found(dateline, "harbour strike")["total"]
    assert found(dateline, "harbour", '-"harbour line"', "-n2")["query"] == 'harbour -"harbour line"'
    assert found(dateline, "-outlet:courier", "-n3", "harbour")["query"] == "-outlet:courier harbour"


def test_any_word(dateline: Dateline) -> None:
    both = found(dateline, "bees", "glacier")["total"]
    either = found(dateline, "bees", "glacier", "--any")["total"]
    assert either == found(dateline, "bees")["total"] + found(dateline, "glacier")["total"] - both
    assert either > both


def test_dates_narrow_and_include_their_ends(dateline: Dateline) -> None:
    june = found(dateline, "--since", "2023-06", "--until", "2023-06", "-n99")
    assert {hit["date"][:7] for hit in june["hits"]} == {"2023-06"}
    day = found(dateline, "--since", "2023-06-17", "--until", "2023-06-17", "-n99")
    assert {hit["date"] for hit in day["hits"]} == {"2023-06-17"}
    assert 0 < day["total"] < june["total"]


def test_outlets_by_whole_name_without_regard_to_case(dateline: Dateline) -> None:
    phare = found(dateline, "--outlet", "LE PHARE DU DETROIT")
    assert {hit["outlet"] for hit in phare["hits"]} == {"Le Phare du Détroit"}
    two = found(dateline, "--outlet", "le phare du détroit", "--outlet", "The Sextant", "-n99")
    assert two["total"] == phare["total"] + found(dateline, "--outlet", "the sextant")["total"]
    assert found(dateline, "--outlet", "phare")["total"] == 0


@pytest.mark.parametrize(("sort", "reverse"), [("newest", True), ("oldest", False)])
def test_sorting_by_date_puts_undated_ones_last(dateline: Dateline, sort: str, reverse: bool) -> None:
    dates = [hit["date"] for hit in found(dateline, "tram", "--sort", sort, "-n99")["hits"]]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=reverse)
    assert dates == [*dated, None]


def test_pages_make_the_whole(dateline: Dateline) -> None:
    whole = found(dateline, "harbour", "-n99")
    pages = [found(dateline, "harbour", "-n", 5, "--offset", offset) for offset in range(0, whole["total"], 5)]
    assert [hit for page in pages for hit in page["hits"]] == whole["hits"]
    assert [hit["rank"] for hit in whole["hits"]] == list(range(1, whole["total"] + 1))
    beyond = found(dateline, "harbour", "--offset", 1000)
    assert (beyond["total"], beyond["hits"]) == (whole["total"], [])
    assert found(dateline, "harbour", "-n1")["total"] == whole["total"]


def test_no_hits_asked_for_is_no_page_too_far_down(dateline: Dateline) -> None:
    assert dateline("search", "dockers strike", "-n0").out == "5 articles for dockers strike\n"
    assert "none of them this far down" in dateline("search", "dockers strike", "--offset", "9").out


def test_no_query_lists_all_newest_first(dateline: Dateline) -> None:
    everything = found(dateline, "-n200")
    assert everything["total"] == len(everything["hits"]) >= 60
    dates = [hit["date"] or "" for hit in everything["hits"]]
    assert dates == sorted(dates, reverse=True)


def test_facets_count_all_matches(dateline: Dateline) -> None:
    results = found(dateline, "mackerel", "-n1")
    for facet in ("outlet", "month"):
        assert sum(count["count"] for count in results["facets"][facet]) == results["total"] + results["copies"]
    for count in results["facets"]["outlet"]:
        of_outlet = found(dateline, "mackerel", "--outlet", count["value"])
        assert of_outlet["total"] + of_outlet["copies"] == count["count"]
    for count in results["facets"]["month"]:
        if count["value"] != "(undated)":
            month = found(dateline, "mackerel", "--since", count["value"], "--until", count["value"])
            assert month["total"] + month["copies"] == count["count"]
    text = dateline("search", "mackerel", "-n1", "--facets").out
    assert "Zahrin Gazette" in text.partition("Outlets")[2]
    assert "2025-04" in text.partition("Dates")[2]
    assert "Outlets" not in dateline("search", "mackerel", "-n1").out


def test_explain_adds_up_to_the_score(dateline: Dateline) -> None:
    hit = found(dateline, "mackerel treaty", "--explain", "-n1")["hits"][0]
    assert sum(part["score"] for part in hit["explanation"]) == pytest.approx(hit["score"])
    assert [part["what"] for part in hit["explanation"]][:2] == ["mackerel", "treaty"]
    assert "in the headline" in dateline("search", "mackerel treaty", "--explain", "-n1").out


def test_snippets_hold_the_marked_words(dateline: Dateline) -> None:
    for hit in found(dateline, "astrolabes")["hits"]:
        spans = hit["snippet"]["spans"]
        assert spans
        assert {hit["snippet"]["text"][start:end].lower().rstrip("s") for start, end in spans} == {"astrolabe"}


def test_no_result_says_what_is_missing_and_what_would_match(dateline: Dateline) -> None:
    outcome = dateline("search", "mackeral", "treaty")
    assert outcome.code == 1
    assert "Nothing matches mackeral." in outcome.out
    assert "mackerel instead of mackeral" in outcome.out


@pytest.mark.parametrize(
    "args",
    [
        ("mackeral", "treaty"),
        ('"treaty mackerel"', "zahrin"),
        ("=strikes", "port"),
        ("glacier", "bees", "tram"),
        ("astrolobe", "--outlet", "The Harbor Courier"),
        ("glacier", "--since", "2023", "--until", "2023"),
        ("title:strike", "-outlet:sextant", "bees"),
        ("al-daruni", "harmonium"),
    ],
)
def test_each_offered_query_finds_what_it_promises(dateline: Dateline, args: tuple[str, ...]) -> None:
    shown = dateline("search", *args)
    assert shown.code == 1
    offered = re.findall(r"(?m)^  dateline search (.*?)\s+([\d,]+ (?:articles?|story|stories))  \S", shown.out)
    assert offered
    for command, counted in offered:
        answer = dateline("search", *shlex.split(command), "-n1").out
        assert re.match(f"(1 of )?{counted} for ", answer), command
