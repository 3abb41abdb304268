"""The site in real browsers, built and served live: `tests/browser/*.test.js`, told what Python answers."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from attacks import write_attacks
from conftest import PROJECT, environment

from dateline.search.output import display
from dateline.search.results import Relaxation

BROWSERS = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "firefox": ("firefox-esr", "firefox")}
SEARCHES = ("ferry", '"maid of sorrel"', "harb* -ferry", "treaty OR astrolobe~", "title:strike date:2024", "=dockers")


def dateline(desk: Path, *args: str) -> str:
    command = [sys.executable, "-m", "dateline", *args]
    ended = subprocess.run(command, cwd=desk, env=environment(), capture_output=True, check=False)
    assert ended.returncode in (0, 1), ended.stderr
    return ended.stdout.decode()  # as it is: a table's rows end in CR LF


def expected(desk: Path) -> dict[str, Any]:
    """What Python answers: what the page must show."""

    def answer(query: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(dateline(desk, "search", "--format", "json", "--", query))
        return found

    def shown(text: str) -> str:
        return " ".join(text.split())

    searches = []
    for query in SEARCHES:
        found = answer(query)
        snippets = [hit["snippet"] for hit in found["hits"]]
        searches.append({
            "query": query,
            "total": found["total"],
            "titles": [shown(hit["title"]) for hit in found["hits"]],
            "snippets": [shown(snippet["text"]) for snippet in snippets],
            "marks": [shown(snippet["text"][start:end]) for snippet in snippets for start, end in snippet["spans"]],
        })
    nothing = answer("mackerl treaty")
    cited = '"maid of sorrel" outlet:cormorant'
    first = ("search", "-n", "1", "--format")
    hit = answer(cited)["hits"][0]
    return {
        "searches": searches,
        "copies": {
            "query": '"central bank shuts"',
            "copies": answer('"central bank shuts"')["copies"],
            "others": "Also in Calvessa Wire (16 June 2023, earliest), Zahrin Gazette (17 June 2023)",
        },
        "outlets": [[count["value"], count["count"]] for count in answer("ferry")["facets"]["outlet"]],
        "nothing": {
            "query": nothing["query"],
            "warnings": nothing["warnings"],
            "relaxations": [
                [one["query"], display.found(Relaxation(**one), "fold"), one["why"]]
                for one in nothing["relaxations"]
            ],
        },
        "exports": {
            form: dateline(desk, "search", "-n", "1000", "--format", form, "ferry")
            for form in ("csv", "json", "bibtex", "ris")
        },
        "citation": {
            "query": cited,
            "texts": [
                f"{hit['author']}, “{hit['title']},” {hit['outlet']}, {display.day(hit['date'])}.",
                dateline(desk, *first, "bibtex", cited).strip(),
                dateline(desk, *first, "ris", cited).strip(),
            ],
        },
    }


@pytest.fixture(scope="session")
def sites(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The sample corpus and an archive of attacks as sites, and what Python answers about the first."""
    folder = tmp_path_factory.mktemp("sites")
    write_attacks(folder / "attacks.jsonl")
    index = str(folder / "index")
    dateline(desk, "index", str(folder / "attacks.jsonl"), "--index", index, "--jobs", "1")
    dateline(desk, "site", str(folder / "site"), "--title", "The Calvessa Archive")
    dateline(desk, "site", str(folder / "attacked"), "--index", index, "--title", "<img src=x onerror=alert(1)>")
    (folder / "expected.json").write_text(json.dumps(expected(desk)))
    names = {"SITE": "site", "ATTACKED": "attacked", "EXPECTED": "expected.json"}
    return {variable: str(folder / name) for variable, name in names.items()}


def missing(browser: str) -> str | None:
    """What these tests need and is not here."""
    if not shutil.which("node"):
        return "node"
    if not (PROJECT / "tests/node_modules/puppeteer-core").is_dir():
        return "tests/node_modules (make tests/node_modules/.installed)"
    return None if any(map(shutil.which, BROWSERS[browser])) else browser


@pytest.fixture(scope="session")
def served(desk: Path, sites: dict[str, str]) -> Iterator[dict[str, str]]:
    """The same archives as `dateline serve` serves them."""
    archives = {"SITE": desk / ".dateline", "ATTACKED": Path(sites["ATTACKED"]).with_name("index")}
    with ExitStack() as stack:
        addresses = {name: stack.enter_context(serving(folder)) for name, folder in archives.items()}
        yield sites | addresses


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a process that serves an archive."""
    command = [sys.executable, "-m", "dateline", "serve", "--index", str(folder)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[0]
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


SCRIPTS = sorted(path.name for path in (PROJECT / "tests/browser").glob("*.test.js"))
RUNS = [
    *((browser, script, "sites") for browser in BROWSERS for script in SCRIPTS),
    *(("chromium", script, "served") for script in SCRIPTS),  # whose pages and scripts are the same
]


@pytest.mark.parametrize(("browser", "script", "way"), RUNS)
def test_in_a_browser(browser: str, script: str, way: str, request: pytest.FixtureRequest) -> None:
    lacking = missing(browser)
    if lacking:
        assert os.environ.get("CI") != "true", f"{lacking} is missing"
        pytest.skip(f"{lacking} is missing")
    path = next(found for name in BROWSERS[browser] if (found := shutil.which(name)))
    ended = subprocess.run(
        ["node", "--test", "--test-reporter=spec", str(PROJECT / "tests/browser" / script)],
        env=environment(**request.getfixturevalue(way), BROWSER=browser, BROWSER_PATH=path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-6000:] + ended.stderr[-2000:]
