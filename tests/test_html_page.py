import base64
import hashlib
import io
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from newsdesk import ATTACK, FERRY, FOUND, HARBOUR, HOSTILE, NOTHING, check_golden

from dateline.search.output.html_page import file_href, write_html
from dateline.search.output.templates import TEMPLATES
from dateline.search.results import FacetCount, Hit, Marked, Relaxation, Results


def page(results: Results, *, root: str = ".") -> str:
    out = io.StringIO()
    write_html(results, out, root=root)
    return out.getvalue()


def parsed(results: Results) -> BeautifulSoup:
    return BeautifulSoup(page(results), "html.parser")


def without_style(html: str) -> str:
    """The page as a golden: its style sheet is a file of its own."""
    return re.sub(r"<style>.*?</style>|'sha256-[^']*'", "", html, flags=re.DOTALL)


def alone(hit: Hit) -> Results:
    return Results(query="ferries", total=1, hits=(hit,))


def test_a_page_of_hits() -> None:
    check_golden("found.html", without_style(page(FOUND)))


def test_a_page_without_hits_says_what_would_match() -> None:
    check_golden("nothing.html", without_style(page(NOTHING)))


def test_the_same_results_give_the_same_bytes() -> None:
    assert page(FOUND) == page(FOUND)


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    soup = parsed(FOUND)
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert soup.style is not None
    digest = base64.b64encode(hashlib.sha256(str(soup.style.string).encode()).digest()).decode()
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_the_page_asks_nobody_for_anything() -> None:
    html = page(FOUND)
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.find_all(["script", "link", "img", "iframe", "object", "embed", "form", "base"])
    assert not soup.find_all(style=True)
    assert not soup.find_all(src=True)
    assert "@import" not in html
    assert "url(" not in html


def test_markup_in_an_article_is_text() -> None:
    looser = Relaxation(HOSTILE, HOSTILE, 1)
    attack = ATTACK._replace(outlet=HOSTILE, snippet=Marked(HOSTILE, ((0, len(HOSTILE)),)))
    facets = {"outlet": (FacetCount(HOSTILE, 1),)}
    found = Results(HOSTILE, total=1, hits=(attack,), facets=facets, warnings=(HOSTILE,))
    nothing = Results(HOSTILE, total=0, hits=(), warnings=(HOSTILE,), relaxations=(looser,))
    for html in (page(found), page(nothing)):
        assert "<script" not in html
        assert "<b>" not in html
        assert html.count("&lt;script&gt;alert(1)") >= 3
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)


@pytest.mark.parametrize("url", [
    "javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd",
    "https:evil", "vbscript:x", "http://", "\x01javascript:alert(1)",
])  # fmt: skip
def test_only_web_addresses_are_links(url: str) -> None:
    links = {link["href"] for link in parsed(alone(FERRY._replace(url=url))).find_all("a")}
    assert links == {"./harbour/2025-04-24-ferry.html"}


def test_what_could_end_an_attribute_is_escaped_in_a_link() -> None:
    url = "https://news.example/l'été?q=<\"`{|}^\\>&a=1"
    (link, *_) = parsed(alone(FERRY._replace(url=url))).find_all("a")
    assert link["href"] == "https://news.example/l%27%C3%A9t%C3%A9?q=%3C%22%60%7B%7C%7D%5E%5C%3E&a=1"


@pytest.mark.parametrize(("path", "root", "link"), [
    ("wire/2025.jsonl", ".", "./wire/2025.jsonl"),
    ("wire/2025.jsonl", "../news", "../news/wire/2025.jsonl"),
    ("wire/a b#1?.html", "archive", "./archive/wire/a%20b%231%3F.html"),
    ("javascript:alert(1)", ".", "./javascript%3Aalert%281%29"),
    ("/archive/one.txt", ".", "file:///archive/one.txt"),
])  # fmt: skip
def test_a_file_is_linked_from_where_the_page_is(path: str, root: str, link: str) -> None:
    assert file_href(path, root) == link


def test_matches_are_marked_and_nothing_else() -> None:
    soup = parsed(alone(FERRY))
    marks = [mark.text for mark in soup.find_all("mark")]
    assert marks == ["ferries", "green", "ferries", "green", "ferries"]


def test_headings_are_in_order_and_landmarks_are_there() -> None:
    soup = parsed(FOUND)
    levels = [int(heading.name[1]) for heading in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert soup.html is not None
    assert soup.html["lang"] == "en"
    assert all(len(soup.find_all(name)) == 1 for name in ("header", "main", "aside", "title", "h1"))


def test_an_undated_article_without_outlet_or_headline_says_so() -> None:
    article = parsed(alone(HARBOUR._replace(title=Marked(" ")))).article
    assert article is not None
    assert {"(no headline)", "(unknown)", "no date"} <= set(article.stripped_strings)


def test_a_second_page_counts_on() -> None:
    later = Results("ferries", total=12, hits=(FERRY._replace(rank=11), HARBOUR._replace(rank=12)))
    soup = parsed(later)
    assert "11–12 of 12 articles" in soup.text
    assert soup.ol is not None
    assert soup.ol["start"] == "11"


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_has_contrast_enough(scheme: int) -> None:
    css = (TEMPLATES / "base.css").read_text(encoding="utf-8")
    palette = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", palette))
    for text, paper in (("ink", "paper"), ("quiet", "paper"), ("accent", "paper"), ("marker-ink", "marker")):
        lighter, darker = sorted((luminance(colours[text]), luminance(colours[paper])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (text, paper)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
