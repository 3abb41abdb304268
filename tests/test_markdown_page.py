"""Dumps of web pages in Markdown, as several converters write them. Outlets and events are invented."""

from textwrap import wrap

import pytest

from dateline.index.article import Article, RawDocument
from dateline.index.extract.outlet_rules import Rules
from dateline.index.extract.parse import parse

TEXT = """
The harbour bridge will close for the whole of the winter, the council said, so that its bearings can be made anew.
Ferries will run every twenty minutes instead, from six in the morning until midnight, said Mira Tolen of the port.
Sailors who know the crossing doubt that two boats will do in a storm, and the council has promised to look for more.
""".strip().split("\n")
MENU = ["News", "Sport", "Weather", "Culture", "Opinion", "Letters", "Jobs", "Archive"]
ARTICLES = ["Ferry fares to rise", "Mayor to speak", "A new pier", "Storms ahead"]


def read(source: str) -> Article:
    found = parse(RawDocument("page.md", None, "markdown", source), Rules())
    assert isinstance(found, Article)
    return found


def links(names: list[str], mark: str = "* ") -> str:
    return "\n".join(f"{mark}[{name}](https://tide.example/{name.lower().replace(' ', '-')})" for name in names)


def dump(title: str, byline: str, text: list[str], mark: str = "* ") -> str:
    foot = f"## More news\n\n{links(ARTICLES, mark)}\n\n© 2024 Tide Table. All rights reserved."
    return "\n\n".join(["Skip to content", links(MENU, mark), title, byline, *text, foot]) + "\n"


TITLE = "# Harbour bridge closes for the *winter*"
BYLINE = "By [Ana Sorel](/ana)\n\nPublished 6 February 2024"
LINKED = [text.replace("The harbour bridge", "The [harbour bridge](/news/2024/the-old-bridge)") for text in TEXT]
WRAPPED = [
    "\n".join(wrap(text, 78))
    for text in (LINKED[0].replace("old", "old-and-venerable-but-worn-and-rusty-and-beloved"), *LINKED[1:])
]


@pytest.mark.parametrize(
    "source",
    [
        dump(TITLE, BYLINE, LINKED),
        dump("Harbour bridge closes for the winter\n===", BYLINE, LINKED, mark="- "),
        dump(TITLE, "![Boats](/boats.jpg)\n\nBy Ana Sorel\\\n6 February 2024", LINKED, mark=""),
        dump(TITLE, BYLINE, [LINKED[0], "<iframe src='/map'></iframe>", *LINKED[1:]]).replace("* [", "  * [ "),
    ],
)
def test_a_pages_dump_is_read_as_a_page(source: str) -> None:
    found = read(source)
    assert (found.title, found.date) == ("Harbour bridge closes for the winter", "2024-02-06")
    assert found.body.split("\n\n") == TEXT


def test_lines_that_a_converter_broke_to_fit_are_joined() -> None:
    found = read(dump(TITLE, BYLINE, WRAPPED))
    assert found.body.split("\n\n") == TEXT


def test_evidence_tells_the_line_of_the_file() -> None:
    source = dump(TITLE, BYLINE, WRAPPED)
    row = 1 + source.split("\n").index("Published 6 February 2024")
    assert read(source).evidence["date"] == f"line {row}: Published 6 February 2024"


def test_what_front_matter_states_goes_before_what_the_page_shows() -> None:
    front = (
        "---\ntitle: Harbour bridge shut for winter | Tide Table\narticle:published_time: 2024-02-07\n"
        "site_name: Tide Table\n---\n"
    )
    found = read(front + dump(TITLE, BYLINE, LINKED))
    assert (found.title, found.date) == ("Harbour bridge closes for the winter", "2024-02-07")
    assert found.outlet == "Tide Table"
    assert found.body.split("\n\n") == TEXT


def test_header_lines_above_a_dump_are_stated() -> None:
    above = "Title: Harbour bridge closes for winter | Tide Table\n\nURL: https://tide.example/a\n\nContent:\n"
    found = read(above + dump(TITLE, BYLINE, LINKED))
    assert (found.title, found.date) == ("Harbour bridge closes for the winter", "2024-02-06")
    assert found.url == "https://tide.example/a"
    assert found.body.split("\n\n") == TEXT


@pytest.mark.parametrize(
    "body",
    [
        "# Bread\n\n" + "\n".join(f"- {some}" for some in ["Flour", "Salt", *MENU]) + f"\n\n{TEXT[0]}\n",
        f"# Bread\n\n{TEXT[0]}\n\n## Links\n\n{links(MENU)}\n",
        "# Bread\n\n" + "\n".join(f"- [{name}](#{name})" for name in MENU) + f"\n\n{TEXT[0]}\n",
    ],
)
def test_an_article_with_a_list_is_no_dump(body: str) -> None:
    found = read(body)
    assert found.title == "Bread"
    assert found.evidence["body"] == "field body"
    assert "Letters" in found.body
