"""An invented page, line by line, for the tests of plain-text scrapes."""

from dateline.index.article import Article, RawDocument
from dateline.index.extract.text.plain_text import article

LEAD = "Farmers in the Oru valley said on Monday that they had waited for rain since the winter and that wells ran dry."
SECOND = "The ministry of water promised forty lorries, but by the evening only three had come up the road, they said."
THIRD = "Prices for bread in the market have doubled since the spring, and the bakers blame the mills for all of it."
MENU = ["* Home", "* Harbour", "* Markets", "* Sport", "* Sign in", "Thursday, 2 May 2024", "Harbour Courier", "More"]
SHORT = ["Dock rents rise again", "Tide tables", "Weather", "Crossword", "About", "Terms", "Contact", "Help"]
LIST = [
    "* Home",
    "* Politics",
    "* Sport",
    "* Weather for the coast",
    "* Letters",
    "* Recipes",
    "* Search",
    "* Archive",
    "",
]
LIST_FOOT = ["", "* Contact", "* About us", "* Terms", "* Help", "* Jobs"]


def scrape(*lines: str) -> Article:
    return article(RawDocument("valley.txt", None, "plain_text", "\n".join(lines)))


def paragraphs(*lines: str) -> list[str]:
    return scrape(*lines).body.split("\n\n")


FOURTH = "The mayor of the largest village has asked the army for its tank lorries, which stand idle behind the pass."
FIFTH = "Whoever can has sent the herds to relatives in the hills, where streams run and grass is green all year."
SCRIPT = [
    "window.page = window.page || {};",
    'var menu = document.getElementById("menu");',
    "function open(item) {",
    "item.hidden = false;",
    "sections",
    "}",
]
