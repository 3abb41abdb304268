"""The versions of a story, compared word by word."""

import io

from archives import archive, record

from dateline.search.engine.local import LocalEngine
from dateline.search.output.terminal import Style
from dateline.search.output.versions import write_versions
from dateline.search.query.parse import parse
from dateline.search.query.tree import Query
from dateline.search.results import Copy

WORDS = [f"w{number}" for number in range(60)]
BODY = " ".join(WORDS)
RECORDS = [
    record("late", "Ferry late", BODY.replace("w30", "changed"), outlet="Rudaw", date="2025-04-26"),
    record("undated", "Ferry", BODY, outlet="Courier"),
    record("first", "Ferry first", BODY, outlet="Shafaq News", date="2025-04-24"),
    record("trimmed", "Ferry short", " ".join(WORDS[:50]), date="2025-04-25"),
    record("other", "Tram", "the tram stopped"),
]


def shown(folder, wanted):
    out = io.StringIO()
    write_versions(LocalEngine(folder).copies(wanted), Style(colour=False, width=100, hyperlinks=False), out)
    return out.getvalue()


def test_versions_stand_in_times_order_with_what_each_changed(tmp_path):
    text = shown(archive(tmp_path, RECORDS), "late")
    ids = [line.partition(",")[0] for line in text.splitlines()]
    order = ["first", "trimmed", "late", "undated"]
    assert [name for name in ids if name in order] == order
    assert "first, the earliest\nFerry first\n60 words" in text
    assert "words left out: 10, added: 0\n  … w44 w45 w46 w47 w48 w49 [-w50 w51" in text
    assert "words left out: 1, added: 1\n  … w24 w25 w26 w27 w28 w29 [-w30-] {+changed+} w31 w32 w33 w34 w35" in text
    assert text.rstrip().endswith("the same words")


def test_an_article_without_copies_says_so(tmp_path):
    assert shown(archive(tmp_path, RECORDS), "other") == "No copies of this article are in the archive.\n"


def test_a_hit_names_its_copies_and_the_earliest(tmp_path):
    results = LocalEngine(archive(tmp_path, RECORDS)).search(Query("", parse("ferry w1"), sort="newest"), 10)
    assert (results.total, results.copies) == (1, 3)
    (hit,) = results.hits
    assert (hit.id, hit.earliest) == ("late", False)
    assert hit.copies == (
        Copy("first", "Shafaq News", "2025-04-24", earliest=True),
        Copy("trimmed", None, "2025-04-25", earliest=False),
        Copy("undated", "Courier", None, earliest=False),
    )
    assert hit.also_in() == "Shafaq News (2025-04-24, earliest); (unknown) (2025-04-25); Courier (no date)"


def test_nothing_is_the_earliest_of_one_day(tmp_path):
    engine = LocalEngine(archive(tmp_path, [one | {"date": "2025-04-24"} for one in RECORDS[:3]]))
    assert not any(copy.earliest for copy, _ in engine.copies("late"))


def test_of_two_of_the_first_day_neither_is_the_earliest(tmp_path):
    days = ("2025-04-24", "2025-04-24", "2025-04-26")
    made = [RECORDS[at] | {"date": day} for at, day in zip((0, 2, 3), days, strict=True)]
    assert not any(copy.earliest for copy, _ in LocalEngine(archive(tmp_path, made)).copies("late"))
