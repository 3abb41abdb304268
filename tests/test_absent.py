"""Where no article is of the days that are asked for, the days that there are are told."""

from pathlib import Path

import pytest
from archives import archive, record
from sites import check, site

from dateline.search.engine.local import LocalEngine
from dateline.search.query.request import request

OURS = "those here are dated 2024-01-05 to 2024-03-02."
ASKED = [
    ("date:2025/01/02", {}, [f"No article is dated 2025-01-02; {OURS}"]),
    ("quay date:2024-02", {}, [f"No article is dated 2024-02-01 to 2024-02-29; {OURS}"]),
    ("after:2024-03-02 OR before:2024", {}, [
        f"No article is dated from 2024-03-03 on; {OURS}", f"No article is dated until 2023-12-31; {OURS}",
    ]),
    ("quay", {"since": "2024.03.03"}, [f"No article is dated from 2024-03-03 on; {OURS}"]),
    ("", {"until": "2023"}, [f"No article is dated until 2023-12-31; {OURS}"]),
    ("date:2025 date:2025", {"since": "2025", "until": "2025"}, [
        f"No article is dated 2025-01-01 to 2025-12-31; {OURS}",
    ]),
    ("pier date:2024", {}, ["Nothing matches pier."]),
    ("quay after:2024-01-05 before:2024-03", {}, []),
    ("quay -date:2025 -quay", {}, []),
    ("quay date:2024-01", {"since": "2024-03"}, []),
]  # fmt: skip
"""Queries, with their options, that nothing matches, and what is said."""


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    days = [None, "2024-01-05", "2024-03-02", "2025-01-02"]
    rows = [record(str(at), "Note", f"{at} quay", date=day) for at, day in enumerate(days)]
    return archive(tmp_path_factory.mktemp("dated") / "index", rows[:2], rows[2:], deleted=["3"])


@pytest.mark.parametrize(("text", "options", "said"), ASKED)
def test_days_that_no_article_is_of_are_told_with_those_that_there_are(
    dated: Path, text: str, options: dict[str, str], said: list[str]
) -> None:
    assert list(LocalEngine(dated).search(request(text, **options), 1).warnings) == said


def test_a_site_says_the_same_of_days(dated: Path, tmp_path: Path) -> None:
    undated = archive(tmp_path / "undated", [record("1", "Note", "quay")])
    said = LocalEngine(undated).search(request("date:2024"), 1).warnings
    assert said == ("No article is dated 2024-01-01 to 2024-12-31; those here have no date.",)
    check(undated, site(undated, tmp_path / "none"), [("date:2024", {})])
    check(dated, site(dated, tmp_path / "site"), [(text, options) for text, options, _ in ASKED])


def test_several_folders_have_the_days_of_all(dated: Path, tmp_path: Path) -> None:
    later = archive(tmp_path / "later", [record("9", "Note", "quay", date="2024-05-01")])
    (said,) = LocalEngine(dated, later).search(request("date:2026"), 1).warnings
    assert said.endswith("those here are dated 2024-01-05 to 2024-05-01.")
