"""Web pages to articles. Outlets and events are invented."""

import json
import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.article import Article, RawDocument
from dateline.index.extract.html.page import article

TEXT = [
    ("PORT ILVANE, Saltmarsh (Sextant) — The harbour bridge will close on Monday for the longest repairs in its "
    "history, the port authority said, sending lorries on a detour of forty kilometres."),
    ("Engineers found cracks in eleven of its cables during an inspection in the autumn. “We would rather close it "
    "for a winter than lose it for good,” said Mira Tolen, who leads the works."),
    ("Shopkeepers on the island fear for their trade. A ferry will run every twenty minutes from dawn until "
    "midnight, the council promised, and it will cost nothing."),
    ("Watch how the tide turns: copyright law, the sponsors and the comments of sailors filled an evening's debate, "
    "which ended without a vote."),
]


def read(html: str) -> Article:
    return article(RawDocument("saved/bridge.html", None, "page", html))


def saved(*, before: str = "", within: str = "", after: str = "", text: list[str] = TEXT) -> str:
    meta = json.dumps({"@type": "NewsArticle", "datePublished": "2024-02-06", "author": {"name": "Ana Sorel"}})
    first, *rest = text
    paragraphs = "".join(f"<p>{text}</p>" for text in rest)
    return (
        '<html><head><title>Harbour bridge closes | The Sextant</title><meta property="og:site_name" '
        'content="The Sextant"><link rel="canonical" href="https://sextant.example/bridge">'
        f'<script type="application/ld+json">{meta}</script></head><body><nav><a href="/">Home</a> <a href="/w">World'
        f"</a></nav>{before}<article><h1>Harbour bridge closes</h1><p>{first}</p>{within}{paragraphs}</article>{after}"
        "<footer>© 2024 The Sextant</footer></body></html>"
    )


def test_an_article_is_read_whole_with_evidence_for_each_value() -> None:
    found = read(saved())
    assert found.body.split("\n\n") == TEXT
    assert (found.id, found.path) == ("saved/bridge.html", "saved/bridge.html")
    assert (found.title, found.date, found.outlet) == ("Harbour bridge closes", "2024-02-06", "The Sextant")
    assert (found.author, found.url) == ("Ana Sorel", "https://sextant.example/bridge")
    assert found.place == "PORT ILVANE, Saltmarsh"
    assert found.evidence == {
        "title": "h1",
        "date": "JSON-LD datePublished",
        "outlet": "meta og:site_name",
        "author": "JSON-LD author",
        "place": "dateline",
        "url": "link canonical",
        "body": "main text",
    }


def test_a_control_character_that_is_named_by_number_takes_nothing_with_it() -> None:
    html = saved().replace("lorries", "lor&#1;ries").replace("winter", "win&#x0C;ter").replace("<h1>", "<h1>&#0;")
    found = read(html)
    assert found.body.split("\n\n") == TEXT
    assert found.title == "Harbour bridge closes"


@pytest.mark.parametrize(
    "boilerplate",
    [
        '<p><strong>Read more:</strong> <a href="/f">Ferry fares to rise again</a></p>',
        '<p><a href="/f">Ferry fares to rise again in the spring, says council</a></p>',
        "<p>Advertisement</p>",
        "<p>Story continues below</p>",
        "<p>6 February 2024, 10:15 am</p>",
        "<p>Sign up for our morning letter and never miss a tide.</p>",
        '<div class="newsletter-box"><h2>The Tide Table</h2><p>Every morning, the news of the coast for you.</p></div>',
        '<figure><img src="b.jpg"><figcaption>The bridge at dusk, seen from the ferry.</figcaption></figure>',
        '<div class="image-caption">The bridge at dusk, seen from the ferry on its way.</div>',
        "<p>3 of 12</p>",
        "<p>Article continues below this ad</p>",
        "<p>Este texto contiene enlaces de afiliados, y el diario cobra por ellos.</p>",
        "<p>We chose these ferries ourselves; when you book by our links, we may earn an affiliate commission.</p>",
        '<p>MORE: <a href="/f">Ferry fares to rise again in the spring, says council</a></p>',
        '<h3>Related stories</h3><ul><li><a href="/f">Ferry fares to rise again</a></li></ul>',
        f"<p>{TEXT[0]}</p>",
    ],
)
def test_boilerplate_within_the_text_is_kept_out(boilerplate: str) -> None:
    assert read(saved(within=boilerplate)).body.split("\n\n") == TEXT


def test_what_surrounds_the_story_is_kept_out() -> None:
    comments = "".join(f"<li><p>Reader {n}: I crossed that bridge every day for years.</p></li>" for n in range(9))
    found = read(
        saved(
            before='<div class="cookie-consent"><p>We use cookies to make this site better for you.</p></div>',
            after=f'<section id="comments"><h2>Comments</h2><ul>{comments}</ul></section>',
        )
    )
    assert found.body.split("\n\n") == TEXT


@pytest.mark.parametrize(
    "closing",
    [
        '<p>Ana Sorel may be reached at <a href="mailto:a@sextant.example">a@sextant.example</a>.</p>',
        '<p>Lees ook: <a href="/f">de veerdienst</a>.</p><p>Folgen Sie <a href="/m">der Möwe im Netz</a>.</p>',
        "<h3>Mehr von der Küste</h3>",
        "<p>Tide Table auf Mastodon: @tidetable</p><p>Spenden: https://tide.example/d</p>",
    ],
)
def test_short_lines_that_lead_elsewhere_do_not_close_an_article(closing: str) -> None:
    html = saved().replace("</article>", f"{closing}</article>")
    assert read(html).body.split("\n\n") == TEXT


def test_a_closing_paragraph_with_a_link_in_it_stays() -> None:
    last = (
        "The council will speak of the <a href='/f'>ferry's timetable</a> again in the spring, when the works are half "
        "done and the port knows whether the older of the two boats can be kept for another year, said Mira Tolen."
    )
    body = read(saved().replace("</article>", f"<p>{last}</p></article>")).body.split("\n\n")
    assert body[-1].startswith("The council will speak of the ferry's timetable again")


@pytest.mark.parametrize("label", ["LOCAL", "Ana Sorel", "Kust en haven", "Ana Sorel | Puerto de Oru | 08/01/2024"])
def test_names_above_the_text_are_no_paragraphs(label: str) -> None:
    html = saved().replace("</h1>", f"</h1><p>{label}</p>")
    assert read(html).body.split("\n\n") == TEXT


# Fallbacks


def cells(paragraphs: list[str]) -> str:
    return "<table class='share'>" + "".join(f"<tr><td>{text}</td></tr>" for text in paragraphs) + "</table>"


def test_a_text_that_one_reader_misses_is_found_by_others() -> None:
    says = [
        f"{who} said on {day} that the harbour needs a new pier before the winter, and that the old one is to be kept "
        "for the boats of the island."
        for who in ("The mayor", "An engineer", "A sailor", "Mira Tolen")
        for day in ("Monday", "Tuesday", "Friday")
    ]
    found = read(saved(text=TEXT[:1], after=cells(says)))
    assert found.body.split("\n\n") == [*TEXT[:1], *says]
    assert found.evidence["body"] == "main text"


@pytest.mark.parametrize("stated", ["\n\n".join(TEXT), "".join(f"<p>{text}</p>" for text in TEXT)])
def test_a_text_that_the_page_shows_the_beginning_of_is_taken_from_json_ld(stated: str) -> None:
    node = {"@type": "NewsArticle", "headline": "Harbour bridge closes", "articleBody": stated}
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    found = read(saved(text=TEXT[:1]).replace("</head>", f"{script}</head>"))
    assert found.body.split("\n\n") == TEXT
    assert found.evidence["body"] == "JSON-LD articleBody"


def test_json_ld_does_not_stand_in_for_a_whole_text() -> None:
    node = {"@type": "NewsArticle", "headline": "Harbour bridge closes", "articleBody": " ".join(TEXT)}
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    found = read(saved().replace("</head>", f"{script}</head>"))
    assert found.body.split("\n\n") == TEXT
    assert found.evidence["body"] == "main text"


def test_headings_and_list_items_are_paragraphs_of_their_own() -> None:
    within = "<h2>What closes when</h2><ul><li>The bridge: on Monday at six.</li><li>The quay: on Friday.</li></ul>"
    body = read(saved(within=within)).body.split("\n\n")
    assert body[1:4] == ["What closes when", "The bridge: on Monday at six.", "The quay: on Friday."]


def test_a_paragraph_is_one_line_without_markup() -> None:
    within = "<p>The fare is <b>2 &lt; 3</b> crowns,<br>they said;\n   <i>nobody</i> believed <a href='/x'>it</a>.</p>"
    assert "The fare is 2 < 3 crowns, they said; nobody believed it." in read(saved(within=within)).body.split("\n\n")


@pytest.mark.parametrize(
    "html",
    [
        "",
        " \n",
        "\0" * 9,
        "just words",
        "<!DOCTYPE",
        "<html><head></head></html>",
        "<div>" * 1000 + "deep",
        "<table><tr><td>" * 500,
        f'<div class="{"a" * 500_000}"><p>x</p></div>',
        "<h1>" + " - " * 20_000 + "</h1>",
        '<meta name="author" content="' + "a@" * 20_000 + '">',
        "<h1>A long headline</h1>" + "<time datetime=2024-01-01>" * 1000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">' + '{"@graph":' * 20_000 + "</script>",
        '<script type="application/ld+json">{"@type": [{}, "Article"], "name": [1], "author": [[2], null]}</script>',
        '<link rel="canonical" href="http://[::1/x"><meta property="og:url" content="http://[x/y">',
        '<?xml version="1.0" encoding="utf-16"?><html xmlns="http://www.w3.org/1999/xhtml"></html>',
        "<p>\ud800&#xD800;&#0;</p>",
    ],
)
def test_a_broken_or_hostile_page_is_an_article_of_what_can_be_read(html: str) -> None:
    found = read(html)
    assert found.path == "saved/bridge.html"
    assert "\0" not in found.body
    assert (found.outlet, found.author) == (None, None)


def work(html: str) -> int:
    """How many calls reading a page takes: the same on every machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        read(html)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("piece", [
    "<time datetime=2024-01-01>",
    "<time datetime=2024-01-01>the bridge will close ",
    "<time>6 February 2024</time>",
    "<div><time>the bridge</time>",
    "<h1>Harbour bridge closes",
    "<h2>Harbour bridge closes</h2>",
    "<p><time>Monday</time> the harbour bridge will close for repairs. ",
    "<p class=comment>The bridge will close on Monday for repairs.",
    "<meta name=author content='Ana Sorel'>",
    "<li>The bridge closes, <a href=/>said the council</a>",
])  # fmt: skip
def test_the_work_grows_as_the_page_does(piece: str) -> None:
    head = "<html><head><title>Harbour bridge closes</title></head><body>"
    for page in (f"{head}<h1>Harbour bridge closes</h1>%s", f"{head}%s<h1>Harbour bridge closes</h1>"):
        read(page % (10 * piece))  # what is loaded and cached once
        short, long = (work(page % (number * piece)) for number in (300, 1200))
        assert long < 5 * short


def test_a_page_of_nothing_has_an_empty_body_and_no_evidence() -> None:
    found = read("")
    assert (found.title, found.body, found.evidence) == ("", "", {})


def test_nulls_within_a_page_do_not_cut_it() -> None:
    assert read(saved().replace("harbour", "har\0bour")).body.split("\n\n") == TEXT


PIECES = st.sampled_from([
    "<p>", "</p>", "<h1>", "<time datetime='", "'>", "<script type='application/ld+json'>", "</script>", "{", "}", "[",
    '"@type":"NewsArticle",', '"datePublished":', '"2024-02-06"', "<meta property='og:title' content='", "<li>", "\0",
    "<link rel=canonical href='http://", "2024/02/06", "By ", "|", " - ", "<!--", "<article>", "<br>", "&#", ";", "<a>",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=30).map("".join))
def test_no_text_makes_it_raise(html: str) -> None:
    found = read(html)
    assert "\n" not in found.title
    assert all(paragraph.strip() for paragraph in found.body.split("\n\n")) or not found.body
