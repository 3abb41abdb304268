import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.article import Article, Skipped
from dateline.index.extract.outlet_rules import Rules, load_rules
from dateline.index.extract.parse import read
from dateline.index.sources.walk import SourceFile

RECORD = {"title": "Rain", "body": "It fell."}


def found(folder: Path, name: str, content: bytes | str) -> list[Any]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(SourceFile(str(path), name), Rules()))


def titles(folder: Path, name: str, content: bytes | str) -> list[str]:
    items = found(folder, name, content)
    return [item.title if isinstance(item, Article) else f"{item.path}: {item.reason}" for item in items]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Rain\n\nIt fell on the valley all night."),
        ("a.md", "---\ntitle: Rain\n---\nIt fell."),
        ("a.html", "<html><head><title>Rain</title></head><body><h1>Rain</h1><p>It fell.</p></body></html>"),
        ("a.json", json.dumps(RECORD)),
        ("a.jsonl", json.dumps(RECORD)),
        ("a.ndjson", json.dumps(RECORD)),
        ("a.sgm", '<REUTERS NEWID="1"><TEXT><TITLE>Rain</TITLE><BODY>It fell.</BODY></TEXT></REUTERS>'),
    ],
)
def test_every_kind_also_packed(tmp_path: Path, name: str, content: str) -> None:
    assert titles(tmp_path, name, content) == ["Rain"]
    assert titles(tmp_path, f"{name}.gz", gzip.compress(content.encode())) == ["Rain"]


def test_json_may_be_one_a_list_or_a_list_inside(tmp_path: Path) -> None:
    assert titles(tmp_path, "a.json", json.dumps([RECORD, RECORD])) == ["Rain", "Rain"]
    assert titles(tmp_path, "a.json", json.dumps({"status": "ok", "articles": [RECORD]})) == ["Rain"]
    assert titles(tmp_path, "a.json", "[1]") == ["a.json:1: not a JSON object"]
    both = found(tmp_path, "a.json", json.dumps([RECORD, {"id": 5, **RECORD}]))
    assert [item.id for item in both] == ["a.json:1", "5"]


def test_a_broken_line_is_skipped_and_the_rest_read(tmp_path: Path) -> None:
    lines = f"{json.dumps(RECORD)}\n\n{{broken\n[]\n{json.dumps(RECORD)}\n"
    first, broken, no_object, last = found(tmp_path, "a.jsonl", lines)
    assert (first.id, last.id) == ("a.jsonl:1", "a.jsonl:5")
    assert broken.path == "a.jsonl:3"
    assert "broken JSON" in broken.reason
    assert no_object == Skipped("a.jsonl:4", "not a JSON object")


def test_lines_keep_their_numbers_through_a_long_file(tmp_path: Path) -> None:
    records = [json.dumps({**RECORD, "body": "Rain. " * number}) for number in range(600)]
    lines = "".join(line + "\n" * (1 + number % 3) for number, line in enumerate(records))
    numbers = [number for number, line in enumerate(lines.split("\n"), 1) if line]
    assert [item.id for item in found(tmp_path, "a.jsonl", lines)] == [f"a.jsonl:{number}" for number in numbers]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'\xef\xbb\xbf{"id": "z-1", "title": "Rain"}', ("z-1", "Rain")),
        (b'{"id": "z-1", "title": "Caf\xe9 \x93Rain\x94"}', ("z-1", "Café “Rain”")),
        (b'{"id": 123456789012345678901234, "title": "Rain"}', ("123456789012345678901234", "Rain")),
        (b'{"id": 1.5, "title": "Rain", "score": NaN}', ("1.5", "Rain")),
        (b'{"id": "\\ud83d", "title": "Rain \\ud83d\\ude00 \\ude00"}', ("a.jsonl:1", "Rain 😀")),
        (b' {"title": "Snow", "title": "Rain"}\r', ("a.jsonl:1", "Rain")),
    ],
)
def test_a_line_of_json_as_programs_write_it(tmp_path: Path, line: bytes, expected: tuple[str, str]) -> None:
    (article,) = found(tmp_path, "a.jsonl", line + b"\n")
    assert (article.id, article.title) == expected


def test_json_lines_in_utf16(tmp_path: Path) -> None:
    lines = f"{json.dumps(RECORD)}\n{json.dumps(RECORD)}\n"
    assert titles(tmp_path, "a.jsonl", lines.encode("utf-16")) == ["Rain", "Rain"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.txt", bytes(range(256)) * 20, "not text"),
        ("a.json", b"{", "broken JSON"),
        ("a.json", b"3", "neither an object nor a list"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.jsonl", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"page": 1}', "neither a headline nor a text"),
        ("a.sgm", b"<SGML>", "no <REUTERS>"),
        ("a.sgm", b"<REUTERS><TEXT></TEXT></REUTERS>", "neither a headline nor a text"),
        ("a.txt.gz", b"no gzip", "broken gzip"),
    ],
)
def test_what_can_not_be_read_has_a_reason(tmp_path: Path, name: str, content: bytes | str, reason: str) -> None:
    (skipped,) = found(tmp_path, name, content)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


def test_a_file_that_is_gone_is_skipped(tmp_path: Path) -> None:
    (skipped,) = read(SourceFile(str(tmp_path / "gone.txt"), "gone.txt"), Rules())
    assert skipped == Skipped("gone.txt", "No such file or directory", again=True)


def test_rules_are_applied_with_the_raw_text(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text('[[outlet]]\nname = "Zahrin"\ntext = ["zahrin moderates"]', encoding="utf-8")
    page = tmp_path / "a.json"
    page.write_text(json.dumps({**RECORD, "footer": ["Zahrin moderates all comments"]}), encoding="utf-8")
    (article,) = read(SourceFile(str(page), "a.json"), load_rules(tmp_path / "rules.toml"))
    assert isinstance(article, Article)
    assert article.outlet == "Zahrin"


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(["title", "body", "date", "outlet", "author", "place", "url", "id", "_source"])


@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_any_record_is_read_or_skipped(tmp_path_factory: pytest.TempPathFactory, record: dict[str, object]) -> None:
    for item in found(tmp_path_factory.getbasetemp(), "any.json", json.dumps(record)):
        if isinstance(item, Article):
            assert "\n" not in item.title
            f"{item}".encode()
