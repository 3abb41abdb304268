"""The templates' contract: `docs/templates.md` says what each is given, and an error names the one that is wrong."""

import io
import re
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import pytest
from conftest import PROJECT
from newsdesk import FOUND

from dateline.search.output import templates
from dateline.search.output.html_page import write_html
from dateline.search.output.templates import TEMPLATES, BadTemplate, Templates
from dateline.search.site.build import build_site

CONTRACT = (PROJECT / "docs" / "templates.md").read_text("utf-8")
OF_RESULTS = {"file_href", "found", "highlight", "period", "share"}


class Given(NamedTuple):
    """The names that a template may use: variables of its own, those of every page, filters beside Jinja2's."""

    variables: set[str]
    shared: set[str]
    filters: set[str]


def table(heading: str) -> list[list[str]]:
    """The cells of all tables below a heading of the document."""
    section = CONTRACT.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in rows]


def names(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", text))


@pytest.fixture(scope="module")
def given(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Given]:
    """What the pages of a site and of results are rendered with, by template."""
    found: dict[str, Given] = {}
    render = jinja2.Template.render

    def recorded(self: jinja2.Template, *args: Any, **kwargs: Any) -> str:
        shared = self.environment.globals.keys() - jinja2.defaults.DEFAULT_NAMESPACE.keys()
        filters = self.environment.filters.keys() - jinja2.defaults.DEFAULT_FILTERS.keys()
        found[str(self.name)] = Given(set(dict(*args, **kwargs)), shared, filters)
        return render(self, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Template, "render", recorded)
        build_site(desk / ".dateline", tmp_path_factory.mktemp("site") / "out", title="Ours", pages=True)
        write_html(FOUND, io.StringIO())
    return found


def test_each_template_is_given_what_the_document_says(given: dict[str, Given]) -> None:
    documented = {row[0].strip("`"): names(row[2]) for row in table("Variables") if len(row) == 3}
    assert {name: one.variables for name, one in given.items()} == documented


def test_every_variable_is_explained(given: dict[str, Given]) -> None:
    explained = {name for row in table("Variables") if len(row) == 2 for name in names(row[0])}
    assert explained == {name for one in given.values() for name in one.variables}


def test_what_every_page_has_is_what_the_document_says(given: dict[str, Given]) -> None:
    filters = {name for row in table("Filters") for name in names(row[0])}
    for name, one in given.items():
        of_results = name == "results.html"
        assert one.shared == {"unknown", "no_date"} | (set() if of_results else {"site", "pages", "served"})
        assert one.filters == (filters if of_results else filters - OF_RESULTS)


def test_the_document_names_every_file() -> None:
    files = {path.name for path in TEMPLATES.iterdir() if path.suffix in {".html", ".css", ".svg"}}
    assert files <= set(re.findall(r"`([\w.]+)`", CONTRACT))


@pytest.mark.parametrize("content", ["{{ nothing_of_this_name }}", "{% if %}", "{{ 1 | nothing_of_this_name }}"])
def test_a_page_of_results_tells_of_a_template_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    (tmp_path / "results.html").write_text("<!DOCTYPE html>\n" + content)
    (tmp_path / "results.css").write_text("")
    monkeypatch.setattr(templates, "TEMPLATES", tmp_path)
    with pytest.raises(BadTemplate) as caught:
        write_html(FOUND, io.StringIO())
    assert caught.value.name == "results.html"
    assert str(caught.value).startswith("the template results.html")


def test_an_import_in_a_style_sheet_is_the_users_file_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "base.css").write_text("p { color: teal }\n")
    assert Templates(tmp_path).style_sheet("site.css").startswith("p { color: teal }\n")
    assert "@import" not in Templates().style_sheet("site.css")
    (tmp_path / "site.css").write_text('@import "mine.css";\nh1 { color: teal }\n')
    with pytest.raises(BadTemplate, match=r"mine\.css"):
        Templates(tmp_path).style_sheet("site.css")
