"""What a search of a static site loads, and that it answers alike however its data is laid out."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from archives import archive, record
from sites import Asker, ask, check, site

from dateline.search.site.encoding import COARSE, Granularity, hashed_name

pytestmark = pytest.mark.skipif(not shutil.which("node"), reason="node is missing")

APART = COARSE._replace(terms=Granularity(1, None), ngrams=Granularity(1, None), frequent=9, recurring=3)
"""Each stem has a file of its own, and words of nine articles are frequent."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive and its site: `port` in every other article, `ferry` in every fourth, `quay` in one; with copies."""
    rows = [
        record(
            str(at), f"Note {at}", f"{'port ' * (at % 2)}{'old ferry ' * (at % 4 == 1)}{'quay ' * (at == 5)}{word}" * 3,
            date=f"2024-0{1 + at % 9}-05" if at % 7 else None, outlet=f"The {at % 5} Post",
        )
        for at, word in enumerate(f"{'abc'[at % 3]}{at // 3 // 2}x said all there was" for at in range(60))
    ]  # fmt: skip
    scratch = tmp_path_factory.mktemp("loads")
    folder = archive(scratch / "index", rows[:40], rows[40:])
    return folder, site(folder, scratch / "site", granularity=APART)


LOADED: list[tuple[str, dict[str, Any], dict[str, int]]] = [
    ("port", {"sort": "newest"}, {"h": 1}),
    ("port", {"sort": "oldest"}, {"h": 1}),
    ('"port"', {}, {"t": 1, "k": 1}),
    ("port quay", {}, {"t": 2}),
    ("ferry port", {}, {"t": 2, "k": 1}),
    ('"old ferry" port', {}, {"b": 1, "j": 1, "t": 1}),
    ('"nowhere ferry"', {}, {"t": 2, "p": 1}),
]
"""Queries, and how many files of each kind they load that `meta` names, but for words alone and texts."""


def test_a_search_loads_what_its_answer_needs(made: tuple[Path, Path]) -> None:
    folder, out = made
    check(folder, out, [(text, options) for text, options, _ in LOADED])
    for text, options, kinds in LOADED:
        [loaded] = ask(out, {"loads": text, "options": options})
        named = [name[0] for name in loaded if len(name) == len("t" + hashed_name("")) and name[0] not in "cw"]
        assert {kind: named.count(kind) for kind in named} == kinds, text


def test_lengths_and_outlets_apart_from_postings_answer_alike(made: tuple[Path, Path]) -> None:
    folder, out = made
    options: list[dict[str, Any]] = [
        *({"sort": sort, "offset": 3} for sort in ("newest", "oldest")),
        *({"duplicates": which, "sort": "oldest"} for which in ("show", "only", "fold")),
        *({"outlets": ["The 1 Post"]}, {"since": "2024-03"}, {"explain": True, "sort": "newest"}, {"limit": 70}),
    ]
    texts = ["port", "ferry", "port OR ferry", "old ferry", '"old ferry"', "port -quay", "nowhere port", "title:note"]
    check(folder, out, [(text, option) for text in texts for option in options] + Asker(folder, seed=2).asked(100))


def test_a_word_of_few_articles_loads_what_to_offer_only_where_there_is_something(tmp_path: Path) -> None:
    words = ("committee", "mooring")
    usual = [record(f"u{at}", "Note", f"mobile phone {words[at % 2]} mobiles talks post") for at in range(24)]
    lone, near, parted = ["quilting", "quilted post", "2moor"], ["comittee", "commitee", "comitee"], ["mobilephone"]
    texts = [*lone, *near, *parted, "mobilephones", "mooringg", "mobiletalk post", "mobilepost talks"]
    few = [record(f"f{at}", "Note", text) for at, text in enumerate(texts)]
    folder = archive(tmp_path / "index", usual[:9], [*usual[9:], *few])
    out = site(folder, tmp_path / "site", granularity=APART)
    for text in (*lone, *near, *parted):
        [names] = ask(out, {"loads": text})
        assert ("offers" in names) == (text not in lone), text
        assert any(re.fullmatch(r"n\d+", name) for name in names) == (text in near), text
        assert sum(name.startswith("t") for name in names) == len(text.split()), text
    options = [{"duplicates": which} for which in ("fold", "show", "only")]
    phrases = ['"quilted post"', "mobiletalk-post", '"mobilepost talks"~9', '"mobilepost talks"']
    check(folder, out, [(text, option) for text in texts + phrases for option in options])
