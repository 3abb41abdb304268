"""The site as files: what is in it, what is never in it, and that a good one is never harmed."""

import json
import os
import shutil
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from attacks import write_attacks
from bs4 import BeautifulSoup
from conftest import Dateline

from dateline.search.output.templates import TEMPLATES
from dateline.search.site.build import MARKER, build_site
from dateline.search.site.encoding import FINE
from dateline.search.site.listings import LONGEST
from dateline.search.site.pages import page_of
from dateline.search.site.scripts import ARTICLE_PAGE, COUNTS, ENGINE, EXPORT, LATER, SEARCH_PAGE
from dateline.search.site.snapshot import take_snapshot

POLICY = (
    "default-src 'none'; script-src {}; style-src {}; img-src {}; base-uri 'none'; form-action 'none'"
)


@pytest.fixture(scope="module")
def site(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus as a site. Tests don't change it."""
    out = tmp_path_factory.mktemp("site") / "out"
    build_site(desk / ".dateline", out, title="The Calvessa Archive", pages=True)
    return out


def digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def soups(folder: Path) -> dict[Path, BeautifulSoup]:
    return {path: BeautifulSoup(path.read_bytes(), "html.parser") for path in folder.rglob("*.html")}


def test_every_link_leads_to_a_page_of_the_site_or_to_the_web(site: Path) -> None:
    for path, soup in soups(site).items():
        for tag in soup.find_all(["a", "link", "script"]):
            if tag.name == "script" and not tag.get("src"):
                continue
            address = urlsplit(str(tag.get("href") or tag.get("src")))
            if address.scheme:
                assert (tag.name, address.scheme) in [("a", "http"), ("a", "https"), ("link", "data")]
            else:
                assert (path.parent / unquote(address.path)).is_file(), f"{path.name}: {address.path}"


def test_every_article_has_a_page_and_is_in_both_lists(site: Path, desk: Path) -> None:
    stored = list(take_snapshot(desk / ".dateline", FINE).articles())
    listed = [
        (path.parent / str(link["href"])).resolve()
        for path, soup in soups(site / "browse").items()
        for link in soup.select(".titles a")
    ]
    for article in stored:
        page = site / page_of(article["id"])
        soup = BeautifulSoup(page.read_bytes(), "html.parser")
        assert soup.h1 is not None
        assert soup.h1.get_text() == (article["title"] or "(no headline)")
        assert soup.get_text().count(article["body"].split("\n\n")[0][:60].strip()) >= 1
        opening = " ".join(soup.select("#text p")[0].get_text().split()).lower() if article["body"] else ""
        place = (article["place"] or "").lower()
        assert not place or (opening.startswith(place) and f"{place} {place}" not in opening)
        assert listed.count(page.resolve()) == 2
    assert len(list((site / "articles").rglob("*.html"))) == len(stored)


def test_a_page_has_the_policy_and_nothing_inline_that_it_does_not_name(site: Path) -> None:
    for path, soup in soups(site).items():
        names = ("script", "style")
        inside = {name: [tag.get_text() for tag in soup.find_all(name) if not tag.get("src")] for name in names}
        expected = POLICY.format("'self'", "'self'", "'self'")
        if path == site / "index.html":
            (script,), (style,) = inside["script"], inside["style"]
            expected = POLICY.format(f"'self' '{digest(script)}'", f"'{digest(style)}'", "data:")
        else:
            assert inside == {"script": [], "style": []}
        policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})
        assert policy is not None
        assert policy["content"] == expected
        assert not soup.find_all(style=True)
        assert not [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]


def test_every_script_of_the_project_is_part_of_a_page() -> None:
    pages = {"engine": {*ENGINE, *LATER, "remote"}, "page": {*SEARCH_PAGE, *COUNTS, *EXPORT, *ARTICLE_PAGE, "served"}}
    for folder, names in pages.items():
        assert {path.stem for path in (TEMPLATES / "js" / folder).iterdir()} == names


def test_the_same_archive_gives_the_same_bytes(site: Path, desk: Path, tmp_path: Path) -> None:
    build_site(desk / ".dateline", tmp_path / "again", title="The Calvessa Archive", pages=True)
    assert content(tmp_path / "again") == content(site)


def test_without_pages_hits_lead_to_the_original(desk: Path, tmp_path: Path) -> None:
    build_site(desk / ".dateline", tmp_path / "out", title="x", pages=False)
    assert not (tmp_path / "out/articles").exists()
    links = [str(link["href"]) for soup in soups(tmp_path / "out/browse").values() for link in soup.select(".titles a")]
    assert links
    assert all(link.startswith("https://") for link in links)


def test_a_long_list_goes_on_on_another_page(dateline: Dateline, tmp_path: Path) -> None:
    same = {"title": "Tide table", "date": "2024-05-06", "outlet": "Quay", "text": "High water."}
    rows = [{"id": f"{number:04}", **same} for number in range(2 * LONGEST + 1)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    dateline("index", tmp_path / "a.jsonl", "--index", tmp_path / "index", "--jobs", 1)
    assert dateline("site", tmp_path / "out", "--index", tmp_path / "index", "--no-pages").code == 0
    parts = ["2024-05.html", "2024-05-2.html", "2024-05-3.html"]
    found = [BeautifulSoup((tmp_path / "out/browse" / name).read_bytes(), "html.parser") for name in parts]
    assert [len(soup.select(".titles li")) for soup in found] == [LONGEST, LONGEST, 1]
    ways = [[link.get_text() for link in soup.select(".paging a")] for soup in found]
    assert ways == [["Later"], ["Earlier", "Later"], ["Earlier"]]


def test_markup_in_an_article_is_text_in_every_page(dateline: Dateline, tmp_path: Path) -> None:
    count = write_attacks(tmp_path / "attacks.jsonl")
    dateline("index", tmp_path / "attacks.jsonl", "--index", tmp_path / "index", "--jobs", 1)
    ended = dateline("site", tmp_path / "out", "--index", tmp_path / "index", "--title", "<script>alert(1)</script>")
    assert ended.code == 0
    found = soups(tmp_path / "out")
    assert len(found) > count
    for soup in found.values():
        assert soup.body is not None
        policy = str(soup.find("meta", {"http-equiv": "Content-Security-Policy"}))
        for tag in soup.find_all(["script", "style"]):
            assert str(tag.get("src")).endswith("js") or digest(tag.get_text()) in policy
        assert not soup.find_all(["img", "iframe", "svg", "object", "embed", "base", "b"])
        assert not [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]
        schemes = {urlsplit(str(tag["href"]).strip()).scheme for tag in soup.body.find_all(href=True)}
        assert schemes <= {"", "http", "https"}
        assert not set(soup.get_text()) & {"\x00", "\u202e", "\u2066", "\u200b", "\x1b"}
    for path in (tmp_path / "out/data").rglob("*.js"):
        assert "<script" not in path.read_text("utf-8")


def test_a_rebuild_touches_only_what_changed(dateline: Dateline, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"news/{number % 3}").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"news/{number % 3}/{number}.json").write_text(
            json.dumps({"title": f"Gulls {number}", "date": f"2024-0{1 + number % 3}-10", "text": f"Gull {number}."})
        )
    index = ("--index", tmp_path / "index")
    dateline("index", tmp_path / "news", *index, "--jobs", 1)
    dateline("site", tmp_path / "out", *index)
    for path in (tmp_path / "out").rglob("*"):
        os.utime(path, ns=(10**18, 10**18))
    (tmp_path / "news/new.json").write_text('{"title": "A tern", "date": "2024-04-10", "text": "Not a gull."}')
    dateline("index", tmp_path / "news", *index, "--jobs", 1)
    dateline("site", tmp_path / "out", *index)
    pages_now = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.html")}
    changed = {path.relative_to(tmp_path / "out").as_posix() for path, time in pages_now.items() if time != 10**18}
    tern = next(a for a in take_snapshot(tmp_path / "index", FINE).articles() if a["title"] == "A tern")
    lists = {"browse/index.html", "browse/2024-04.html", "browse/outlets-unknown.html"}
    assert changed == {"index.html", *lists, page_of(tern["id"])}


@pytest.mark.parametrize("name", ["CNAME", "notes/todo.txt", ".git/config", "articles/ours.txt", "index.html"])
def test_a_folder_that_holds_anything_else_is_refused(
    desk: Path, dateline: Dateline, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text("mine")
    ended = dateline("site", out, "--index", desk / ".dateline")
    assert (ended.code, ended.out) == (2, "")
    assert f"holds {name}, which is not part of a site" in ended.err
    assert content(out) == {name: b"mine"}


def test_a_file_put_into_a_site_is_not_deleted_with_it(
    desk: Path, site: Path, dateline: Dateline, tmp_path: Path
) -> None:
    shutil.copytree(site, tmp_path / "out")
    (tmp_path / "out/robots.txt").write_text("mine")
    ended = dateline("site", tmp_path / "out", "--index", desk / ".dateline")
    assert ended.code == 2
    assert "robots.txt" in ended.err


def test_a_build_that_fails_leaves_the_site_as_it_was(
    desk: Path, site: Path, dateline: Dateline, tmp_path: Path
) -> None:
    shutil.copytree(site, tmp_path / "out")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/site.html").write_text("{{ nothing_of_this_name }}")
    before = content(tmp_path / "out")
    ended = dateline("site", tmp_path / "out", "--index", desk / ".dateline", "--templates", tmp_path / "mine")
    assert ended.code == 2
    assert "site.html" in ended.err
    assert "nothing_of_this_name" in ended.err
    assert content(tmp_path / "out") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "out"]


def test_a_build_killed_in_the_swap_is_undone_by_the_next(
    desk: Path, site: Path, dateline: Dateline, tmp_path: Path
) -> None:
    shutil.copytree(site, tmp_path / ".out.old")
    (tmp_path / ".out.new").mkdir()
    (tmp_path / ".out.new/index.html").write_text("half")
    ended = dateline("site", tmp_path / "out", "--index", tmp_path / "no index")
    assert ended.code == 2
    assert content(tmp_path / "out") == content(site)
    assert dateline("site", tmp_path / "out", "--index", desk / ".dateline").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_many_articles_get_pages_and_a_template_that_fails_for_one_is_told_of(
    dateline: Dateline, tmp_path: Path
) -> None:
    rows = [{"id": f"tide {number}", "title": f"Tide {number}", "text": "High water."} for number in range(1200)]
    (tmp_path / "tides.jsonl").write_text("\n".join(map(json.dumps, rows)))
    index = ("--index", tmp_path / "index")
    dateline("index", tmp_path / "tides.jsonl", *index, "--jobs", 1)
    assert dateline("site", tmp_path / "out", *index).code == 0
    for row in rows:
        page = BeautifulSoup((tmp_path / "out" / page_of(row["id"])).read_bytes(), "html.parser")
        assert page.select_one("h1").get_text() == row["title"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/site_article.html").write_text("{% if headline == 'Tide 900' %}{{ ebb }}{% endif %}")
    before = content(tmp_path / "out")
    ended = dateline("site", tmp_path / "out", *index, "--templates", tmp_path / "mine")
    assert ended.code == 2
    assert "site_article.html" in ended.err
    assert "ebb" in ended.err
    assert content(tmp_path / "out") == before


def test_templates_of_the_user_win(desk: Path, dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/site_article.html").write_text("<p>{{ headline }} in {{ site }}")
    (tmp_path / "mine/site.css").write_text("p { color: teal }")
    options = ("--index", desk / ".dateline", "--templates", tmp_path / "mine", "--title", "Ours")
    ended = dateline("site", tmp_path / "out", *options)
    assert ended.code == 0
    assert (tmp_path / "out/site.css").read_text() == "p { color: teal }"
    page = next((tmp_path / "out/articles").rglob("*.html")).read_text("utf-8")
    assert page.startswith("<p>")
    assert page.endswith(" in Ours")


def test_the_command_says_what_it_wrote_and_how_to_open_it(desk: Path, dateline: Dateline, tmp_path: Path) -> None:
    ended = dateline("site", tmp_path / "out", "--index", desk / ".dateline")
    assert (ended.code, ended.err) == (0, "")
    first, second = ended.out.splitlines()
    assert first.startswith(f"{json.loads((tmp_path / 'out' / MARKER).read_text())['articles']} articles, ")
    assert second == f"open {(tmp_path / 'out/index.html').as_uri()}"


@pytest.mark.parametrize("options", [["--index", "nowhere"], ["--templates", "nowhere"]])
def test_bad_input_writes_nothing(
    dateline: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = dateline("site", "out", *options)
    assert ended.code == 2
    assert "nowhere" in ended.err
    assert list(tmp_path.iterdir()) == []






