import os
from pathlib import Path

import pytest

from dateline.index.article import Article
from dateline.index.extract.globs import Glob
from dateline.index.extract.outlet_rules import BadRules, Rules, load_rules

ARTICLE = Article("1", "zahrin/2024/rain.txt", "Rain", None, None, None, None, None, "It fell.", {"title": "line 1"})


def rules(folder: Path, text: str) -> Rules:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return load_rules(path)


def outlet(found: Rules, path: str = "a.txt", said: str | None = None, text: str = "") -> str | None:
    return found.apply(ARTICLE._replace(path=path, outlet=said), text).outlet


def test_no_file_no_rules() -> None:
    assert load_rules(None).apply(ARTICLE, "") is ARTICLE


def test_aliases_join_names_whatever_the_source(tmp_path: Path) -> None:
    found = rules(tmp_path, '[[outlet]]\nname = "Zahrin Times"\naliases = ["zahrin.example", "ZT English"]\n')
    for said in ("zahrin.example", "www.Zahrin.example", "https://www.zahrin.example/", "zt  english", "ZAHRIN TIMES"):
        assert outlet(found, said=said) == "Zahrin Times"
    assert outlet(found, said="Zahrin Time") == "Zahrin Time"
    joined = found.apply(ARTICLE._replace(outlet="zt english", evidence={"outlet": "line 4"}), "")
    assert joined.evidence["outlet"] == "line 4; rules: alias zt english"


def test_paths_and_phrases_fill_only_what_is_missing(tmp_path: Path) -> None:
    found = rules(
        tmp_path,
        """
        [[outlet]]
        name = "Zahrin Times"
        paths = ["zahrin/**", "*-ZT-??.txt"]
        text = ["Zahrin moderates  all comments"]
        """,
    )
    assert outlet(found, "zahrin/2024/rain.txt") == "Zahrin Times"
    assert outlet(found, "deep/in/rain-zt-01.txt") == "Zahrin Times"
    assert outlet(found, "other/zahrin/rain.txt") is None
    assert outlet(found, "rain-zt-001.txt") is None
    assert outlet(found, text="… ZAHRIN moderates\nall comments …") == "Zahrin Times"
    assert outlet(found, "zahrin/rain.txt", said="Oru Post") == "Oru Post"
    assert found.apply(ARTICLE, "").evidence == {"title": "line 1", "outlet": "rules: path zahrin/**"}


def test_the_digest_follows_the_content_and_not_the_layout(tmp_path: Path) -> None:
    first = rules(tmp_path, '[[outlet]]\nname = "A"\npaths = ["a/*"]').digest
    assert rules(tmp_path, '# why\n[[outlet]]\npaths = ["a/*"]\nname = "A"').digest == first
    assert rules(tmp_path, '[[outlet]]\nname = "A"\npaths = ["b/*"]').digest != first


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[[outlet]]\nname = "A', 2, "not TOML"),
        ('[[outlets]]\nname = "A"', 1, "'outlets' is not known"),
        ('[outlet]\nname = "A"', 1, "double brackets"),
        ('[[outlet]]\nname = "A"\n[[outlet]]\nname = "B"\npath = ["x"]', 5, "'path' is not known"),
        ('[[outlet]]\nname = "A"\ntext = "phrase"', 3, "list of texts"),
        ("[[outlet]]\nname = 3", 2, "in quotes"),
        ('[[outlet]]\npaths = ["x"]', 1, "no 'name'"),
        ('[[outlet]]\nname = "A"\n[[outlet]]\nname = "B"\naliases = ["www.a"]', 3, "both 'A' and 'B'"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(BadRules) as caught:
        rules(tmp_path, text)
    assert caught.value.line == line
    assert reason in str(caught.value)
    assert f"line {line}" in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadRules, match="can't be read"):
        load_rules(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "text",
    ["x = " + "9" * 100_000, "x = " + "[" * 100_000, "x" + ".a" * 50_000 + " = 1", "[a" + '."a"' * 50_000 + "]"],
    ids=["digits", "depth", "key", "table"],
)
def test_numbers_and_nesting_beyond_measure_are_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadRules, match=r"too many digits|too deeply"):
        rules(tmp_path, text)


def test_blank_lines_take_no_time_and_gigabytes_no_memory(tmp_path: Path) -> None:
    with pytest.raises(BadRules, match="line 2"):
        rules(tmp_path, " " * 200_000 + "\nx = 1")
    path = tmp_path / "large.toml"
    path.touch()
    os.truncate(path, 1 << 32)
    with pytest.raises(BadRules, match="larger than 16 MiB"):
        load_rules(path)


def test_no_pattern_takes_long() -> None:
    path = "a" * 3000 + "b"
    for pattern in ("*a" * 200 + "c", "**a" * 200 + "c", "**/" * 200 + "c", "?*" * 200 + "c"):
        assert not Glob(pattern).matches(path)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("courier/**", "courier/2025/a.txt", True),
        ("courier/*", "courier/2025/a.txt", False),
        ("**/courier/*.txt", "courier/A.TXT", True),
        ("*courier*.txt", "news/the-courier-1.txt", True),
        ("2025-??.html", "x/2025-04.html", True),
        ("2025-??.html", "2025-/4.html", False),
        ("?stanbul.txt", "İstanbul.txt", True),
        ("İstanbul*", "İSTANBUL.txt", True),
    ],
)
def test_what_a_pattern_means(pattern: str, path: str, fits: bool) -> None:
    assert Glob(pattern).matches(path) == fits
