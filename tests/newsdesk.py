"""An invented archive's answers, for the tests of every renderer."""

import os
import re
from pathlib import Path

from dateline.search.results import FacetCount, Hit, Marked, Relaxation, Results, ScorePart

GOLDENS = Path(__file__).parent / "goldens"

HOSTILE = "\x1b]0;owned\x07 \x1b[2J\x9b31m \u202egnp.exe \x00 <script>alert(1)</script> & \"quoted\" 'single'"
"""A window title, a cleared screen, a C1 sequence, a reversed name, NUL, and markup."""


def marked(text: str) -> Marked:
    """`the [gas] deal`: the brackets become spans."""
    plain, spans = "", []
    for piece in re.split(r"(\[[^\]]*\])", text):
        if piece.startswith("["):
            spans.append((len(plain), len(plain) + len(piece) - 2))
        plain += piece.strip("[]")
    return Marked(plain, tuple(spans))


FERRY = Hit(
    rank=1,
    id="harbour/2025-04-24-ferry.html",
    score=9.4062,
    title=marked("Island [ferries] to run on [green] methanol by winter"),
    date="2025-04-24",
    outlet="The Halvard Courier",
    author="Ingrid Solem and Peter Nwosu",
    place="STRANDVIK",
    url="https://halvardcourier.example/2025/04/24/ferries-methanol",
    path="harbour/2025-04-24-ferry.html",
    snippet=marked(
        "The county council voted on Thursday to convert its four car [ferries] to [green] methanol before"
        " the winter timetable begins. The first of the [ferries], the Solveig, will leave the yard in"
        " October, two months after the bunkering quay at Strandvik is due to open."
    ),
    explanation=(
        ScorePart("ferries", 5.1203, "headline 1, body 6 times; in 41 of 1,237 articles"),
        ScorePart("green", 3.7359, "headline 1, body 3 times; in 120 of 1,237 articles"),
        ScorePart("closeness", 0.55, "2 words within 3"),
    ),
)
HARBOUR = Hit(
    rank=2,
    id="wire-88213",
    score=7.25,
    title=marked("Harbour board doubts [green] fuel will arrive in time"),
    date=None,
    outlet=None,
    author=None,
    place=None,
    url=None,
    path="wire/2025.jsonl",
    snippet=marked("Nobody has yet signed a supply contract for the [ferries], the board's chair said."),
)
TOKYO = Hit(
    rank=3,
    id="wire/2025.jsonl:17",
    score=6.0,
    title=marked("[緑]のフェリー、冬までに就航へ"),
    date="2025-03-02",
    outlet="Minato Shimbun 港新聞",
    author="山田花子",
    place="TOKYO",
    url="https://minato.example/記事?id=17&lang=日本語",
    path="wire/2025.jsonl",
    snippet=marked(
        "県議会は木曜日、四隻のカーフェリーを冬のダイヤ改正までに[緑]メタノール燃料へ転換することを決めた。"
        "最初の船は十月に造船所を出る予定だ。"
    ),
)
ATTACK = Hit(
    rank=4,
    id="odd/\x1b[31m name.html",
    score=1.5,
    title=Marked(HOSTILE + "\nsecond line", ((0, 12),)),
    date="2024-12-31",
    outlet="<b>Out</b>\u202elet",
    author="{Brace} & 100% O'Neil_",
    place="\u2066X",
    url="javascript:alert(1)",
    path="odd/\x1b[31m name.html",
    snippet=Marked(HOSTILE, ((3, 9), (20, 40))),
)
FACETS = {
    "outlet": (
        FacetCount("The Halvard Courier", 1204),
        FacetCount("Minato Shimbun 港新聞", 312),
        FacetCount("Strandvik Evening Post and Shipping Gazette", 58),
        FacetCount("(unknown)", 3),
    ),
    "month": (
        FacetCount("2024-12", 402),
        FacetCount("2025-01", 31),
        FacetCount("2025-03", 860),
        FacetCount("2025-04", 281),
        FacetCount("(undated)", 3),
    ),
}
FOUND = Results(
    query='"car ferries" OR green',
    total=1577,
    hits=(FERRY, HARBOUR, TOKYO, ATTACK),
    facets=FACETS,
    warnings=("3 articles without a date come last.",),
)
NOTHING = Results(
    query="ferris methanol",
    total=0,
    hits=(),
    warnings=("No article has “ferris”.",),
    relaxations=(
        Relaxation("ferries methanol", "spelling: ferries for ferris", 12),
        Relaxation("methanol", "without ferris", 1204, 31),
        Relaxation('-"car ferris" don\'t', "as loose words", 1),
    ),
)


def check_golden(name: str, text: str) -> None:
    """Compare with the golden of this name; `UPDATE_GOLDENS=1` writes it instead."""
    path = GOLDENS / name
    if os.environ.get("UPDATE_GOLDENS"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode("utf-8")
