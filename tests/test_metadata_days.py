"""Which day a web page is of, source by source. Outlets and events are invented."""

import pytest
from pages import HEADLINE, ld, news, page

from dateline.index.extract.html.metadata import Metadata

BRIDGE = f"<p>{'The bridge will close for the winter. ' * 8}</p>" * 4


def date_of(metadata: Metadata) -> str | None:
    return metadata.date.value if metadata.date else None


@pytest.mark.parametrize(
    ("head", "evidence"),
    [
        (ld(news(datePublished="2024-02-06T23:30:00-08:00")), "JSON-LD datePublished"),
        (ld({"@graph": [{"@type": "WebSite"}, news(datePublished="2024-02-06")]}), "JSON-LD datePublished"),
        (ld([{"@type": "Organization"}, news(datePublished="Tue, 6 Feb 2024")]), "JSON-LD datePublished"),
        (ld({"@type": "WebPage", "mainEntity": news(datePublished="2024-02-06")}), "JSON-LD datePublished"),
        (
            ld({"@type": ["Thing", "ReportageNewsArticle"], "headline": HEADLINE, "datePublished": "2024-02-06"}),
            "JSON-LD datePublished",
        ),
        (ld({"@type": "BlogPosting", "headline": HEADLINE, "datePublished": "2024-02-06"}), "JSON-LD datePublished"),
        (ld({"@type": "WebPage", "datePublished": "2024-02-06"}), "JSON-LD WebPage datePublished"),
        (
            '<meta property="article:published_time" content="2024-02-06T08:00:00Z">',
            "meta article:published_time",
        ),
        ('<meta name="parsely-pub-date" content="2024-02-06T08:00:00Z">', "meta parsely-pub-date"),
        ('<meta name="DC.date.issued" content="2024-02-06">', "meta dc.date.issued"),
        ('<meta name="sailthru.date" content="2024-02-06 08:00:00">', "meta sailthru.date"),
        ('<meta name="citation_publication_date" content="2024/02/06">', "meta citation_publication_date"),
        ('<meta itemprop="datePublished" content="2024-02-06">', "meta datepublished"),
        ('<link rel="canonical" href="https://courier.example/2024/02/06/bridge">', "address: 2024/02/06"),
        ('<link rel="canonical" href="https://courier.example/2024/feb/06/bridge">', "address: 2024/feb/06"),
    ],
)
def test_each_statement_of_the_day_is_read_with_its_evidence(head: str, evidence: str) -> None:
    assert page(head).date == ("2024-02-06", evidence)


@pytest.mark.parametrize(
    "beside",
    [
        '<time datetime="2024-02-06T10:00">Tuesday</time>',
        "<time>6 February 2024</time>",
        "<p>By Ana Sorel</p><p>6 February 2024</p>",
        "<p>Published</p><p>6 February 2024</p><p>Updated</p><p>9 February 2024</p>",
        '<time class="updated" datetime="2024-02-09"></time><time datetime="2024-02-06"></time>',
        '<time class="entry-date published updated" datetime="2024-02-06">Tuesday</time>',
        '<time datetime="2019-09-03">6 February 2024</time>',
        "<span>6 February 2024 by</span> <a>Ana Sorel</a>",
        "<p>6 February 2024 05:39, UK</p>",
        "<small>6 February 2024 at 08:45 | Harbour:</small>",
        '<span class="post_date date updated">6 February 2024</span>',
        '<div class="node-promoted"><p>6 February 2024</p></div>',
    ],
)
def test_a_day_beside_the_headline_is_the_day(beside: str) -> None:
    found = page(body=f"<article><h1>{HEADLINE}</h1>{beside}<p>{'The bridge. ' * 40}</p></article>").date
    assert found is not None
    assert found.value == "2024-02-06"
    assert "beside the headline" in found.evidence


@pytest.mark.parametrize("names", ["post category-popular", "widget Blog", "sidebar_content", "teaser-body"])
def test_what_holds_the_headline_is_no_other_story_whatever_it_is_called(names: str) -> None:
    body = f'<div class="{names}"><h1>{HEADLINE}</h1><p>6 February 2024</p>{BRIDGE}</div>'
    assert date_of(page(body=body)) == "2024-02-06"


@pytest.mark.parametrize(
    "marked",
    [
        '<abbr class="published" title="2024-02-06T22:30:00-08:00">10:30 PM</abbr>',
        '<p>Ana Sorel, <time pubdate datetime="2024-02-06">on Tuesday</time></p>',
        '<div class="Byline__Meta--publishDate">Published February 6, 2024</div>',
        '<x-stamp publishdate="2024-02-06T17:03:16Z" updatedate="2024-02-08"></x-stamp>',
        '<div class="post-footer"><span>Posted by Ana Sorel at 10:30 PM on February 6, 2024</span></div>',
        '<footer class="entry-footer"><time class="published">6 Feb 2024</time></footer>',
    ],
)
def test_a_day_below_the_text_is_taken_where_it_is_marked_as_published(marked: str) -> None:
    teasers = '<div><h2>Ferries</h2><time class="published" datetime="2024-03-01"></time></div>'
    body = f"<main><article><h1>{HEADLINE}</h1>{BRIDGE}{marked}</article>{teasers}</main>"
    assert date_of(page(body=body)) == "2024-02-06"


@pytest.mark.parametrize(
    "marked",
    [
        '<abbr title="2024-02-06">SFC</abbr>',
        '<div class="post-footer">The fair: February 6, 2024</div>',
        '<div class="publish-date">Updated February 6, 2024</div>',
        '<div class="related"><time class="published" datetime="2024-02-06"></time></div>',
        '<abbr class="published" title="2024-02-06"></abbr><abbr class="published" title="2024-02-07"></abbr>',
    ],
)
def test_a_day_below_the_text_is_not_taken_where_it_may_be_of_something_else(marked: str) -> None:
    assert page(body=f"<main><article><h1>{HEADLINE}</h1>{BRIDGE}{marked}</article></main>").date is None


def test_the_day_that_a_page_shows_as_published_goes_before_what_it_tells_machines() -> None:
    shown = f'<h1>{HEADLINE}</h1><p class="publish-date">6 February 2024</p>'
    assert date_of(page(ld(news(datePublished="2019-03-01")), shown)) == "2024-02-06"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{HEADLINE}</h1><p>Updated: 6 February 2024</p>",
        f"<h1>{HEADLINE}</h1><p>Date updated</p><p>6 February 2024</p>",
        f"<h1>{HEADLINE}</h1><p>6 February 2024 – the fair opens</p>",
        f'<h1>{HEADLINE}</h1><aside><time datetime="2024-02-06">6 February</time></aside>',
        f'<h1>{HEADLINE}</h1><div class="related-stories"><span>6 February 2024</span></div>',
        f'<h1>{HEADLINE}</h1><ul id="comments"><li><time datetime="2024-02-06"></time></li></ul>',
        f"<h1>{HEADLINE}</h1><p>The fair opens on 6 February 2024 in the old market.</p>",
        f"<h1>{HEADLINE}</h1><p>5 February 2024</p><p>6 February 2024</p>",
        f"<p>6 February 2024</p><div><div><h1>{HEADLINE}</h1></div></div>",
        f"<h1>{HEADLINE}</h1><footer>© 2024</footer>",
        f"<h1>{HEADLINE}</h1><p>04/05/2024</p>",
        f'<h1>{HEADLINE}</h1><time datetime="1970-01-01T00:00:00Z"></time>',
    ],
)
def test_a_day_that_may_not_be_the_articles_is_not_taken(body: str) -> None:
    assert page(body=body).date is None


@pytest.mark.parametrize(
    "head",
    [
        ld({"@type": "Event", "name": HEADLINE, "startDate": "2024-02-06", "datePublished": "2024-02-06"}),
        ld(news(dateModified="2024-02-06", comment=[{"@type": "Comment", "datePublished": "2024-02-06"}])),
        ld({"@type": "ItemList", "itemListElement": [news(datePublished="2024-02-06")]}),
        ld(
            {"@type": "NewsArticle", "headline": "Ferry fares to rise again", "datePublished": "2024-02-06"},
            {"@type": "NewsArticle", "headline": "Council elects a mayor", "datePublished": "2024-02-07"},
        ),
        '<meta property="article:modified_time" content="2024-02-06">',
    ],
)
def test_a_day_stated_of_something_else_is_not_taken(head: str) -> None:
    assert page(head).date is None


def test_of_several_articles_the_page_is_dated_by_its_own() -> None:
    other = {"@type": "NewsArticle", "headline": "Ferry fares to rise again", "datePublished": "2024-02-01"}
    assert date_of(page(ld(other, news(datePublished="2024-02-06")))) == "2024-02-06"
    own = {"@type": "NewsArticle", "headline": "Short", "url": "https://a.example/b", "datePublished": "2024-02-06"}
    assert date_of(page('<link rel="canonical" href="https://a.example/b">' + ld(other, own))) == "2024-02-06"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "datePublished": "2024-02-06",}',
        '//<![CDATA[\n{"@type": "NewsArticle", "datePublished": "2024-02-06"}\n//]]>',
        '<!-- {"@type": "NewsArticle", "datePublished": "2024-02-06"}; -->',
        '{"@type": "NewsArticle", "headline": "It\\\'s\nhere", "datePublished": "2024-02-06"}',
        '{"@type": "Thing"} {"@type": "NewsArticle", "datePublished": "2024-02-06"}',
    ],
)
def test_broken_json_is_mended_where_the_fault_is_plain(script: str) -> None:
    assert date_of(page(f'<script type="application/ld+json">{script}</script>')) == "2024-02-06"
