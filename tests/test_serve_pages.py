"""The pages that `dateline serve` makes of articles and lists."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from archives import archive, record
from client import Client, serving
from conftest import Dateline


@pytest.mark.usefixtures("at_desk")
def test_an_article_s_page_is_the_site_s(served: Client, dateline: Dateline, tmp_path: Path) -> None:
    assert dateline("site", tmp_path / "site", "--title", "News archive").code == 0
    pages = {page_text(path.read_text("utf-8")) for path in (tmp_path / "site" / "articles").rglob("*.html")}
    hits = served.search(limit=1000, duplicates="show")["hits"]
    assert len(hits) == len(pages)
    assert {page_text(served.get(f"/article?id={quote(hit['id'], safe='')}").text) for hit in hits} == pages


@pytest.mark.usefixtures("at_desk")
def test_lists_are_the_site_s(served: Client, dateline: Dateline, tmp_path: Path) -> None:
    assert dateline("site", tmp_path / "site", "--title", "News archive").code == 0
    listed = sorted((tmp_path / "site" / "browse").iterdir())
    assert len(listed) > 20
    for path in listed:
        answer = served.get(f"/browse/{path.name}")
        assert answer.status == 200
        assert page_text(answer.text) == page_text(path.read_text("utf-8"))


def page_text(html: str) -> str:
    """A page but for its policy, for where articles are and what that is relative to, and for those like it."""
    html = re.sub(r' *<a href="alike\?[^>]*>.*?</a>\n', "", html)
    html = re.sub(r'<meta http-equiv="Content-Security-Policy".*?>', "", html)
    html = re.sub(r'data-up="[./]*"', "", html)
    return re.sub(r'(href|src)="(?:\.\./)*(?:article\?[^"]*|articles/[^"]*|([^"]*))"', r'\1="\2"', html)


def test_lists_go_on_from_page_to_page(tmp_path: Path) -> None:
    names = {"The Post": 700, "Post and Mail": 600, "Pöst and Mail": 900}
    titles = [(name, f"{name} {number:03}") for name, many in names.items() for number in range(many)]
    rows = [record(title, title, outlet=name, date="2024-05-05") for name, title in titles]
    with serving(archive(tmp_path / "index", rows)) as client:
        for kind in ("2024-05", "outlets-p"):
            shown = []
            for number in ("", "-2", "-3"):
                text = client.get(f"/browse/{kind}{number}.html").text
                shown.append(re.findall(r'<a dir="auto" href="../article[^"]*">([^<]*)</a>', text))
            assert [len(some) for some in shown] == [1000, 1000, 200]
            assert sorted(title for some in shown for title in some) == sorted(title for _, title in titles)
            assert client.get(f"/browse/{kind}-4.html").status == 404


def test_what_an_article_s_page_shows_is_what_is_marked_in_it(tmp_path: Path) -> None:
    body = "Gas \u202eexports\x07 rose.\n\n\u200b\n\nA gas 😀 field, and GAS."
    with serving(archive(tmp_path / "index", [record("a/b?c", "Gas\u202e again", body)])) as client:
        address = "id=a%2Fb%3Fc&q=gas"
        spans = client.get(f"/mark?{address}").content
        html = client.get("/article?id=a%2Fb%3Fc").text
        text = "\n\n".join(re.findall(r'<span class="words">([^<]*)</span>', html))
        assert [text[a:b] for a, b in spans["body"]] == ["Gas", "gas", "GAS"]
        assert spans["title"] == [[0, 3]]
        assert client.get("/mark?id=a%2Fb%3Fc&q=%22gas").status == 400
