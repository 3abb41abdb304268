"""A file of synonyms: what is searched for besides, what stays exact, and that it is always told."""

from pathlib import Path

import pytest
from conftest import Dateline

from dateline.search.errors import BadSynonyms
from dateline.search.query.parse import parse
from dateline.search.query.render import render
from dateline.search.query.synonyms import read_synonyms, with_synonyms

FILE = """\ufeff# boats
Ferry, boat, car ferry   # alike
quay => Pier
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "synonyms.txt"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ferry", 'ferry OR boat OR "car ferry"'),
        ("boat strike", '(boat OR ferry OR "car ferry") AND strike'),
        ("quay", "quay OR pier"),
        ("pier", "pier"),
        ("title:quay -ferry", '(title:quay OR title:pier) AND -(ferry OR boat OR "car ferry")'),
        ('"ferry" =boat fer*', "=ferry AND =boat AND fer*"),
    ],
)
def test_plain_words_stand_for_others_too(tmp_path: Path, text: str, meant: str) -> None:
    node, _ = with_synonyms(parse(text), read_synonyms(written(tmp_path, FILE)))
    assert render(node) == meant


@pytest.mark.usefixtures("at_desk")
def test_the_answer_tells_it_in_every_format(dateline: Dateline, tmp_path: Path) -> None:
    path = written(tmp_path, FILE)
    told = 'By synonyms.txt, ferry stands for boat, "car ferry" too.'
    assert told in dateline("search", "ferry", "--synonyms", path).out
    assert told in dateline("search", "ferry nowhereatall", "--synonyms", path).out
    for form in ("csv", "bibtex"):
        assert told in dateline("search", "ferry", "--synonyms", path, "--format", form).err
    (tmp_path / "queries.txt").write_text("strike\nferry\n", "utf-8")
    many = dateline("search", "--queries", tmp_path / "queries.txt", "--synonyms", path, "--format", "trec")
    assert many.err.splitlines() == [told]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ferry", 1),
        ("a, b\n, ,", 2),
        ("ferry =>", 1),
        ("=> boat", 1),
        ("x\x00", 1),
        ("Ferry, ferry", 1),
        ("car ferry, big boat", 1),
        ("a => a", 1),
        ("a, " + "b " * 101, 1),
    ],
)
def test_a_file_that_makes_no_sense_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(BadSynonyms) as error:
        read_synonyms(written(tmp_path, text))
    assert error.value.line == line


@pytest.mark.usefixtures("at_desk")
def test_a_file_that_is_not_there_is_an_error(dateline: Dateline, tmp_path: Path) -> None:
    ran = dateline("search", "ferry", "--synonyms", tmp_path / "none.txt")
    assert ran.code == 2
    assert "none.txt" in ran.err
