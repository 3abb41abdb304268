import json

import pytest
from archives import record, run, save

from dateline.index.article import RawDocument
from dateline.index.build.known_lines import Known, KnownLines
from dateline.index.build.ledger import Ledger
from dateline.index.build.writer import Writer

NAME = "news/a.jsonl"
OWN, OTHER, NAMELESS = (json.dumps(one).encode() for one in (record("1", "Gas"), record("2", "Oil"), {"title": "Tea"}))


@pytest.fixture
def unread(tmp_path):
    """Gives the numbers and the texts of the lines that a run reads of lines of a file, which had three before."""
    save(tmp_path / NAME, *map(json.loads, (OWN, OTHER, NAMELESS)))
    run(tmp_path / "index", tmp_path / "news")

    def ask(*lines):
        with Writer(tmp_path / "index") as writer:
            ledger = Ledger(writer.files)
            known = KnownLines(writer.pairs, ledger)
            ledger.open(NAME, 1, 1)
            known.open(NAME)
            found = list(known.parted(RawDocument(NAME, 1, "json_lines", b"\n".join(lines))))
            assert not [raw for one in found if isinstance(one, Known) for raw in known.enter(one)]
            assert known.entered == len(ledger.files[NAME].articles)
            return [(raw.number, raw.content) for raw in found if not isinstance(raw, Known)]

    return ask


def test_lines_that_were_read_before_are_not_read_again(unread):
    assert unread(OWN, OTHER, NAMELESS, b"") == []
    assert unread(b"", OTHER, OWN) == []


def test_a_line_whose_article_has_no_id_is_another_on_another_line(unread):
    assert unread(OWN, NAMELESS, OTHER) == [(2, NAMELESS)]


def test_changed_and_new_lines_are_read(unread):
    new = json.dumps(record("1", "Gas dearer")).encode()
    assert unread(new, OTHER, NAMELESS, OTHER, new + b" ") == [(1, new), (5, new + b" ")]


@pytest.mark.usefixtures("unread")
def test_a_file_that_was_not_there_is_read_whole(tmp_path):
    with Writer(tmp_path / "index") as writer:
        known = KnownLines(writer.pairs, Ledger(writer.files))
        block = RawDocument("news/b.jsonl", 1, "json_lines", OWN + b"\n" + OTHER)
        known.open("news/b.jsonl")
        assert list(known.parted(block)) == [block]
