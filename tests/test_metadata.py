"""What a web page says about its article but its day, source by source. Outlets and events are invented."""

import pytest
from pages import HEADLINE, ld, news, page

PUBLISHER = '<meta property="article:publisher" content="The Port Post — first with the tides">'
SITE_NAME = '<meta property="og:site_name" content="tidetable">'


# Day


# Headline


@pytest.mark.parametrize(
    ("head", "body", "title", "evidence"),
    [
        (f"<title>{HEADLINE}</title>", f"<h1>Politics</h1><h1>{HEADLINE}</h1>", HEADLINE, "h1"),
        ("<title>x</title>", "<h1>\n Harbour   bridge <em>closes</em></h1>", "Harbour bridge closes", "h1"),
        (f'<meta property="og:title" content="{HEADLINE} - The Courier">', "", HEADLINE, "meta og:title"),
        (f'<meta name="twitter:title" content="{HEADLINE}">', "", HEADLINE, "meta twitter:title"),
        (ld(news()), "", HEADLINE, "JSON-LD headline"),
        (f"<title>{HEADLINE} | The Courier</title>", "", HEADLINE, "title"),
        (f'<meta property="og:title" content="{HEADLINE}">', f"<h1>Local | {HEADLINE}</h1>", HEADLINE, "h1"),
        (f"<title>{HEADLINE} | The Courier</title>", f"<h1>{HEADLINE} <b>The Courier</b></h1>", HEADLINE, "h1"),
        ("<title>အမှုသုံးခုအာမခံရ</title>", f"<h1>{'ဆိပ်ကမ်းတံတား' * 5} အမှုသုံးခုအာမခံရ</h1>", f"{'ဆိပ်ကမ်းတံတား' * 5} အမှုသုံးခုအာမခံရ", "h1"),
        ("<title>Fish &amp;amp; chips</title>", "", "Fish & chips", "title"),
        (
            '<meta property="og:title" content="Bridge: what you must know">',
            f"<h1>{HEADLINE}</h1>",
            HEADLINE,
            "h1",
        ),
    ],
)
def test_headline(head: str, body: str, title: str, evidence: str) -> None:
    outlet = '<meta property="og:site_name" content="The Courier">'
    assert page(outlet + head, body).title == (title, evidence)


def test_a_page_without_any_title_has_none() -> None:
    assert page(body="<p>Text</p>").title is None


# Outlet


@pytest.mark.parametrize(
    ("head", "outlet", "evidence"),
    [
        ('<meta property="og:site_name" content="The Courier">', "The Courier", "meta og:site_name"),
        ('<meta property="og:site_name" content="@courier">', "courier", "meta og:site_name"),
        ('<meta property="og:site_name" content="The Courier - News that counts">', "The Courier", "meta og:site_name"),
        (ld(news(publisher={"@type": "Organization", "name": "The Courier"})), "The Courier", "JSON-LD publisher"),
        (
            ld({"@graph": [news(publisher={"@id": "#org"}), {"@id": "#org", "name": "The Courier"}]}),
            "The Courier",
            "JSON-LD publisher",
        ),
        ('<meta name="application-name" content="The Courier">', "The Courier", "meta application-name"),
        (f"<title>{HEADLINE} | Local | The Courier</title>", "The Courier", "title suffix"),
        ('<meta property="og:url" content="https://www.courier.example/a/b">', "courier.example", "address"),
        (
            '<meta property="og:site_name" content="Science"><meta property="og:url" content="https://evening-courier'
            '.example/a">' + ld(news(publisher={"name": "Evening Courier"})),
            "Evening Courier",
            "JSON-LD publisher",
        ),
    ],
)
def test_outlet(head: str, outlet: str, evidence: str) -> None:
    assert page(head).outlet == (outlet, evidence)


@pytest.mark.parametrize(
    ("host", "head", "outlet"),
    [
        ("www.sb.example", '<meta property="og:site_name" content="sb">', "sb.example"),
        ("news.com.example", '<meta property="og:site_name" content="news">', "news.com.example"),
        ("www.tidetable.example", f"{SITE_NAME}<title>{HEADLINE} | Tide Table</title>", "Tide Table"),
        ("www.tidetable.example", SITE_NAME + ld(news(publisher={"name": "Tide Table"})), "Tide Table"),
        ("www.tidetable.example", SITE_NAME, "tidetable.example"),
        ("www.tidetable.example", f"{SITE_NAME}{PUBLISHER}<title>{HEADLINE} | Tidetable</title>", "The Port Post"),
    ],
)
def test_a_label_of_the_host_is_no_name(host: str, head: str, outlet: str) -> None:
    found = page(f'<meta property="og:url" content="https://{host}/a/bridge">{head}').outlet
    assert found is not None
    assert found.value == outlet


def test_an_outlet_is_not_guessed() -> None:
    assert page().outlet is None


# Byline and address


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        (ld(news(author=[{"name": "Ana Sorel"}, {"name": "Jon Petrak"}])), "", "Ana Sorel, Jon Petrak"),
        (ld(news(author="By Ana Sorel")), "", "Ana Sorel"),
        (ld({"@graph": [news(author={"@id": "#a"}), {"@id": "#a", "name": "Ana Sorel"}]}), "", "Ana Sorel"),
        ('<meta name="author" content="Ana Sorel ana@courier.example">', "", "Ana Sorel"),
        ('<meta property="article:author" content="https://social.example/ana">', "", None),
        ('<meta name="author" content="admin">', "", None),
        ('<meta name="author" content="No Author">', "", None),
        ("", '<p class="byline">By Ana Sorel, at</p>', "Ana Sorel"),
        ('<meta property="og:site_name" content="The Courier"><meta name="author" content="The Courier">', "", None),
        ("", '<p class="byline">By <a rel="author">Ana Sorel</a><span>6 Feb 2024</span></p>', "Ana Sorel"),
        ("", '<a rel="author" href="/ana">Ana Sorel</a>', "Ana Sorel"),
        (ld(news(author={"name": "Courier Staff"})), "", "Courier Staff"),
        (ld(news(author={"name": "Ana\0 \u0007Sorel\ud83d"})), "", "Ana Sorel"),
    ],
)
def test_byline(head: str, body: str, author: str | None) -> None:
    found = page(head, f"<h1>{HEADLINE}</h1>{body}").author
    assert (found.value if found else None) == author


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://a.example/b">', ("https://a.example/b", "link canonical")),
        ('<meta property="og:url" content="http://a.example/b">', ("http://a.example/b", "meta og:url")),
        ('<link rel="canonical" href="https://a.example/">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="/b">', None),
    ],
)
def test_address(head: str, url: tuple[str, str] | None) -> None:
    assert page(head).url == url
