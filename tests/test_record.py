from collections.abc import Mapping
from typing import Any

import pytest

from dateline.index.article import Article, RawDocument
from dateline.index.extract.markdown import fields
from dateline.index.extract.record import article


def record(content: Mapping[str, Any]) -> Article:
    return article(RawDocument("feed.jsonl", 7, "record", content))


def test_usual_names_in_any_case() -> None:
    found = record(
        {
            "ID": " z-1 ",
            "Headline": "Rain\n at last",
            "datePublished": "2025-04-24T23:30:00+03:00",
            "Publisher": {"@type": "Organization", "name": "Zahrin Times"},
            "authors": [{"name": "Jane Doe"}, "By Bob Ray"],
            "location": "Oru",
            "web_url": "https://zahrin.example/rain",
            "articleBody": "First.\n\nSecond.",
        }
    )
    assert found == Article(
        id="z-1",
        path="feed.jsonl",
        title="Rain at last",
        date="2025-04-24",
        outlet="Zahrin Times",
        author="Jane Doe, Bob Ray",
        place="Oru",
        url="https://zahrin.example/rain",
        body="First.\n\nSecond.",
        evidence=found.evidence,
    )
    assert found.evidence["date"] == "field datePublished"
    assert found.evidence["outlet"] == "field Publisher"


def test_of_names_that_are_one_the_first_with_a_value_counts() -> None:
    found = record({"Title": "", "dc:title": "Rain", "title": "Snow", "Date": None, "date": [], "body": "It fell."})
    assert (found.title, found.evidence["title"], found.date) == ("Rain", "field dc:title", None)


@pytest.mark.parametrize(
    "value", ["March 28, 2024", 1711629840, 1711629840000, "1711629840", 20240328, {"$date": "2024-03-28T10:00:00Z"}]
)
def test_dates_in_words_and_numbers(value: object) -> None:
    assert record({"title": "Rain", "date": value}).date == "2024-03-28"


def test_an_ambiguous_date_gives_way_to_a_sure_one_and_else_to_none() -> None:
    assert record({"date": "04/05/2024", "created_at": "2024-05-04"}).date == "2024-05-04"
    assert record({"date": "04/05/2024"}).date is None
    assert record({"title": "Rain", "updated": "2024-05-04", "birthday": "1994-03-19"}).date is None


@pytest.mark.parametrize("names", [
    ("Überschrift", "Datum", "Quelle", "Autor", "Volltext"), ("Titre", "Date", "Journal", "Auteur", "Texte"),
    ("Título", "Fecha", "Fuente", "Autor", "Contenido"), ("Titolo", "Data", "Fonte", "Autore", "Testo"),
])  # fmt: skip
def test_the_usual_names_in_other_languages(names: tuple[str, ...]) -> None:
    values = ("Rain", "2024-05-06", "Zahrin Times", "Jane Doe", "It fell.")
    found = record(dict(zip(names, values, strict=True)))
    assert (found.title, found.date, found.outlet, found.author, found.body) == values


def test_a_byline_that_names_nobody_is_none() -> None:
    assert record({"title": "Rain", "byline": "By "}).author is None


def test_markup_becomes_text() -> None:
    page = "<html><head><title>Rain | Zahrin Times</title></head><body><p>It fell.</p></body></html>"
    assert record({"body": page}).body == "It fell."
    body = "<p>One\ntwo.</p><script>x()</script><p>Three<br>four</p>"
    found = record({"title": "Rain &amp; <em>snow</em>", "body": body})
    assert (found.title, found.body) == ("Rain & snow", "One two.\n\nThree\n\nfour")
    assert record({"body": "Sales < 5 and > 3 & rising"}).body == "Sales < 5 and > 3 & rising"


def test_lists_of_paragraphs_and_wrapped_objects() -> None:
    assert record({"body": ["One.", {"text": "Two."}, None]}).body == "One.\n\nTwo."
    inner = {"title": {"rendered": "Rain"}, "content": {"rendered": "<p>It fell.</p>"}}
    found = record({"_id": {"$oid": "abc"}, "_source": inner})
    assert (found.id, found.title, found.body) == ("abc", "Rain", "It fell.")


def test_a_source_that_is_an_address_names_its_site() -> None:
    found = record({"title": "Rain", "source": "https://www.zahrin.example/"})
    assert (found.outlet, found.url) == ("zahrin.example", None)


def test_only_http_addresses_are_addresses() -> None:
    found = record({"title": "Rain", "url": "javascript:alert(1)", "link": "http://zahrin.example/1"})
    assert found.url == "http://zahrin.example/1"


def test_missing_and_odd_values_are_absent() -> None:
    found = record({"title": None, "body": True, "author": {}, "date": [], "id": "", "outlet": "\ud800"})
    assert (found.id, found.title, found.body, found.author, found.outlet) == ("feed.jsonl:7", "", "", None, None)
    assert found.evidence == {}


TEXT = "Ferry workers in Calvessa called off their strike.\n\nBoats will sail again from Friday."
ADDRESS = "https://www.courier.example/2024/05/02/ferry"


@pytest.mark.parametrize(
    "fields",
    [
        {"webTitle": "Strike off", "webUrl": ADDRESS, "webPublicationDate": "2024-05-02T09:00:00Z",
         "fields": {"bodyText": TEXT, "byline": "Ann Lee", "publication": "Harbour Courier"}},
        {"headline": {"main": "Strike off", "kicker": None}, "byline": {"original": "By Ann Lee"},
         "lead_paragraph": TEXT, "web_url": ADDRESS, "pub_date": "2024-05-02T09:00:00+0000",
         "source": "Harbour Courier"},
        {"objects": [{"title": "Strike off", "text": TEXT, "author": "Ann Lee", "siteName": "Harbour Courier",
                      "date": "Thu, 02 May 2024 09:00:00 GMT", "pageUrl": ADDRESS}]},
        {"data": {"markdown": f"# Strike off\n\n{TEXT}", "metadata": {"title": "Strike off", "author": "Ann Lee",
                  "ogSiteName": "Harbour Courier", "publishedTime": "2024-05-02T09:00:00Z", "sourceURL": ADDRESS}}},
        {"title": "Strike off", "maintext": TEXT, "authors": ["Ann Lee"], "date_publish": "2024-05-02 09:00:00",
         "date_download": "2024-06-01 00:00:00", "newspaper": "Harbour Courier", "url": ADDRESS},
        {"title": "Strike off", "raw_text": "x", "text": TEXT, "author": "Ann Lee", "hostname": "courier.example",
         "date": "2024-05-02", "source": ADDRESS, "source-hostname": "Harbour Courier", "excerpt": "Ferries sail."},
    ],
    ids=["fields", "inner", "objects", "markdown", "date_publish", "source-hostname"],
)  # fmt: skip
def test_records_as_archives_and_crawlers_write_them(fields: dict[str, object]) -> None:
    found = record(fields)
    assert (found.title, found.body, found.date) == ("Strike off", TEXT, "2024-05-02")
    assert (found.author, found.outlet, found.url) == ("Ann Lee", "Harbour Courier", ADDRESS)


def test_a_domain_is_an_outlet_without_its_www() -> None:
    assert record({"title": "Rain", "source_domain": "www.courier.example"}).outlet == "courier.example"


def test_the_dateline_of_a_body_is_its_place() -> None:
    assert record({"body": "ORU, Northern Region – Rain fell."}).place == "ORU, Northern Region"
    assert record({"dateline": "SALVADOR, Feb 26 - "}).place == "SALVADOR"


def test_markdown_with_front_matter() -> None:
    text = """---
title: "Rain: the wait ends"
date: 2024-03-28   # Thursday
authors:
  - Jane Doe
  - name: Bob Ray
tags: [rain, 'wells, old']
summary: >
  It fell
  all night.
---

# Rain: the wait ends

It **fell** on [Oru](https://oru.example/a_b), _all_ of `it`.

- snake_case stays
- 2 * 3 * 4 stays

> Quoted.

![a well](well.jpg)
"""
    found = record(fields(text))
    assert (found.title, found.date, found.author) == ("Rain: the wait ends", "2024-03-28", "Jane Doe, Bob Ray")
    assert found.body == "It fell on Oru, all of it.\n\nsnake_case stays\n\n2 * 3 * 4 stays\n\nQuoted."
    assert fields(text)["tags"] == ["rain", "wells, old"]
    assert fields(text)["summary"] == "It fell all night."


@pytest.mark.parametrize(
    "above",
    [
        "Title: Rain: the wait ends\nDate: 2024-03-28\nLink: https://oru.example/rain\n\n",
        "Title: Rain: the wait ends\n\nSource: https://oru.example/rain\n\nPublished Time: 2024-03-28\n\nContent:\n",
    ],
)
def test_header_lines_above_markdown(above: str) -> None:
    found = record(fields(f"{above}It **fell**: all night.\n"))
    assert (found.title, found.date, found.url) == ("Rain: the wait ends", "2024-03-28", "https://oru.example/rain")
    assert found.body == "It fell: all night."


def test_a_text_that_begins_like_a_header_is_text() -> None:
    assert record(fields("Title: none.\n\nIt fell.\n")).body == "Title: none.\n\nIt fell."
    assert record(fields("Rain: it fell.\nWells: full.\n")).body == "Rain: it fell. Wells: full."


def test_front_matter_that_is_no_yaml_because_of_a_colon() -> None:
    found = record(fields("---\ntitle: Rain: the wait ends\ndate: 2024-03-28 # Thursday\n---\nIt fell.\n"))
    assert (found.title, found.date, found.body) == ("Rain: the wait ends", "2024-03-28", "It fell.")


def test_a_value_that_front_matter_calls_null_is_missing() -> None:
    found = record(fields("---\ntitle: Rain\nauthor: null\nurl: ~\n---\nIt fell.\n"))
    assert (found.title, found.author, found.url) == ("Rain", None, None)


def test_a_date_in_front_matter_stays_as_it_is_written() -> None:
    assert fields("---\ndate: 2024-03-28T23:30:00-05:00\n---\n")["date"] == "2024-03-28T23:30:00-05:00"


def test_front_matter_that_would_unfold_to_any_size_is_text() -> None:
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\n---\nIt fell.\n"
    assert "It fell." in record(fields(bomb)).body


def test_a_year_that_begins_a_paragraph_is_no_number_of_a_list() -> None:
    assert record(fields("1986. It was a dry year.\n\n1. Wells\n2. Rain\n")).body == (
        "1986. It was a dry year.\n\nWells\n\nRain"
    )


@pytest.mark.parametrize("repeated", ["`a", "``", "[", "![", "*a ", "_", "<", "&", "> ", "- ", "\\`", "[a](", "```\n"])
def test_markdown_of_any_repeats_is_read_in_time(repeated: str) -> None:
    assert isinstance(fields(repeated * 20_000)["body"], str)


def test_markdown_without_front_matter() -> None:
    found = record(fields("# Rain at last\n\nIt fell.\n\n## Wells\n\nThey filled.\n"))
    assert (found.title, found.body) == ("Rain at last", "It fell.\n\nWells\n\nThey filled.")
