"""A static site's engine, in Node, asked what the command line is asked."""

import json
import random
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archives import record

from dateline.index.analysis.surface import surface_forms
from dateline.index.analysis.terms import tokens
from dateline.search.engine.engine import open_engine
from dateline.search.errors import QueryError
from dateline.search.output.exports import write_json
from dateline.search.output.templates import Templates
from dateline.search.query.notes import notes
from dateline.search.query.parse import parse_lenient
from dateline.search.query.period import period
from dateline.search.query.tree import Query
from dateline.search.site.data import write_data
from dateline.search.site.encoding import COARSE, FINE, Granularities
from dateline.search.site.scripts import engine_script, write_scripts
from dateline.search.site.snapshot import take_snapshot


def site(folder: Path, out: Path, *, pages: bool = False, granularity: Granularities | None = None) -> Path:
    out.mkdir(parents=True)
    snapshot = take_snapshot(folder, granularity or (FINE if pages else COARSE))
    engine = engine_script(Templates()) + write_data(snapshot, out)
    write_scripts(out, engine, Templates())
    return out


ASK = Path(__file__).parent / "js" / "ask.js"


def ask(out: Path | str, *asked: dict[str, Any]) -> list[Any]:
    """What the engine of the site in a folder answers, or of the one that is served at an address."""
    lines = "".join(json.dumps(one) + "\n" for one in asked)
    ran = subprocess.run(
        ["node", Path(__file__).parent / "js" / "ask.js", out],
        input=lines,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return [json.loads(line) for line in ran.stdout.split("\n") if line]


def expected(folder: Path, text: str, options: dict[str, Any]) -> dict[str, Any]:
    """The command line's answer, with what only the site has."""
    node, errors = parse_lenient(text, any_word=options.get("any", False))
    if errors:
        return {"query": text, "errors": [{"at": [*e.span], "reason": e.reason, "advice": e.advice} for e in errors]}
    query = Query(
        text, node, tuple(options.get("outlets", ())),
        since=period(options["since"])[0] if "since" in options else None,
        until=period(options["until"])[1] if "until" in options else None,
        sort=options.get("sort", "relevance"), explain=options.get("explain", False),
        duplicates=options.get("duplicates", "fold"), notes=notes(text),
    )  # fmt: skip
    try:
        results = open_engine(str(folder)).search(query, options.get("limit", 10), options.get("offset", 0))
    except QueryError as e:
        return {"query": text, "errors": [{"at": [*e.span], "reason": e.reason, "advice": e.advice}]}
    out: list[str] = []
    write_json(results, type("Out", (), {"write": staticmethod(out.append)})())  # type: ignore[arg-type]
    found: dict[str, Any] = json.loads("".join(out))
    for hit, shown in zip(results.hits, found["hits"], strict=True):
        shown["title_spans"] = [[*span] for span in hit.title.spans]
    return found


def check(folder: Path, out: Path | str, asked: list[tuple[str, dict[str, Any]]]) -> None:
    answers = ask(out, *({"query": text, "options": options} for text, options in asked))
    for (text, options), answer in zip(asked, answers, strict=True):
        wanted = expected(folder, text, options)
        answer.pop("options")
        for error in answer.get("errors", ()):
            error.pop("parameter", None)  # the server's alone
        days = answer.pop("days", {})
        assert answer == wanted, (text, options)
        if "facets" in wanted:
            months: Counter[str] = Counter()
            for day, count in days.items():
                months[day[:7]] += count
            dated = [row for row in wanted["facets"]["month"] if row["value"] != "(undated)"]
            assert months == {row["value"]: row["count"] for row in dated}


class Asker:
    """Queries about an archive's own words, the same for the same seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        hits = open_engine(str(folder)).search(Query("", parse_lenient("")[0], duplicates="show"), 1000).hits
        found = [open_engine(str(folder)).article(hit.id) for hit in hits]
        self.texts = [f"{one.title} {one.body}".replace('"', "").split() for one in found]
        self.words = sorted({token.term for text in self.texts for token in tokens(" ".join(text))})
        forms = sorted({token.term for text in self.texts for token in surface_forms(" ".join(text))})
        self.forms = [*forms, "US", "IT", "WHO", "c++"]
        self.dates = [one.date for one in found if one.date and one.date > "1000"] or ["2024-01-01"]
        self.values = [(name, getattr(one, name)) for one in found for name in ("outlet", "author", "place")]
        self.values += [("path", one.path.rpartition("/")[0]) for one in found]

    def run(self, length: int) -> str:
        text = self.random.choice(self.texts)
        start = self.random.randrange(max(1, len(text) - length))
        return " ".join(text[start : start + length])

    def spelling(self) -> str:
        """A word with one letter changed, or open."""
        word = self.random.choice(self.words)
        at = self.random.randrange(len(word))
        return word[:at] + self.random.choice(["?", "*", "e", "a"]) + word[at + 1 :]

    def atom(self) -> str:
        pick, word = self.random.choice, self.random.choice(self.words)
        name, value = pick(self.values)
        day = pick(self.dates)[: pick([4, 7, 10])]
        return pick([
            self.run(1), self.run(1), self.run(1), word, f"={word}", f'"{self.run(2)}"', f'"{self.run(3)}"',
            f'"{self.run(2)}"~{pick([0, 2, 9, 60])}', f'"{pick(self.words)} {word}"~{pick([1, 40])}', f"{word[:3]}*",
            pick(self.forms), f"=={pick(self.forms)}", f"title:=={pick(self.forms)}",
            self.spelling(), f"{self.spelling()}~", f'"{self.run(1)} {word[:2]}*"', f"{pick(self.words)}-{word}",
            f"{pick(['title', 'lead'])}:{pick([word, self.run(1), word[:2] + '*'])}", f'title:"{self.run(2)}"',
            f'{name}:"{value or "unknown"}"', f"date:{day}", f"date:..{day}", f"after:{day}", f"before:{day}",
        ])  # fmt: skip

    def query(self) -> str:
        parts = []
        for _ in range(self.random.choice([1, 1, 2, 2, 3, 4])):
            form = self.random.choice(["{}"] * 6 + ["-{}", "NOT {}", "({} OR {})"])
            parts.append(form.format(self.atom(), self.atom()))
        return self.random.choice([" ", " ", " OR ", " AND "]).join(parts)

    def options(self) -> dict[str, Any]:
        pick = self.random.choice
        seldom = [False] * 5 + [True]
        options: dict[str, Any] = {"any": pick(seldom), "explain": pick(seldom), "limit": pick([10, 10, 3, 130])}
        options |= {"offset": pick([0, 0, 0, 5, 95]), "sort": pick(["relevance"] * 4 + ["newest", "oldest"])}
        options["duplicates"] = pick(["fold", "fold", "show", "only"])
        if self.random.random() < 0.2:
            options["outlets"] = [pick([value or "(unknown)" for name, value in self.values if name == "outlet"])]
        for name in ("since", "until"):
            if self.random.random() < 0.1:
                options[name] = pick(self.dates)[: pick([4, 7, 10])]
        return options

    def asked(self, count: int) -> list[tuple[str, dict[str, Any]]]:
        return [(self.query(), self.options()) for _ in range(count)]


def generated(seed: int, count: int, shared: float = 0.2) -> Iterator[dict[str, object]]:
    pick = random.Random(seed)  # noqa: S311
    words = ["".join(pick.choices("aeioulnrst", k=pick.choice([1, 2, 4, 6]))) for _ in range(300)]
    words += [word + ending for word in words[:60] for ending in ("s", "ing", "ed")]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    background = [" ".join(pick.choices(words, weights, k=30)) for _ in range(4)]
    for _ in range(count):
        paragraphs = [one for one in background if pick.random() < shared]
        paragraphs += [" ".join(pick.choices(words, weights, k=pick.choice([3, 20, 90]))) for _ in range(3)]
        yield record(
            f"{pick.random():.6f}", " ".join(pick.choices(words, weights, k=6)), ".\n\n".join(paragraphs) + ".",
            date=pick.choice([None, "2024-02-29", "2024-03-01", "2025-01-01"]),
            outlet=pick.choice([None, "Courier", "The Post"]),
        )  # fmt: skip


HARD = [
    record("a", "Café in Île-de-France 😀 reopens", "The 😀 owner's U.S. friends paid 1,750.\n\nالى и Йод. " * 3),
    record("b", "東京 and ﬁnance", "東京のガス。 ﬃ ½ ² straße ᾳ ǅ O’Neil’s 😀😀 gas exports. “No.” Dr. Gas went. " * 4),
    record("c", "gas gas gas gas gas gas gas gas gas", "gas " * 300 + "exports\n\n" + "exports gas " * 60),
    record("d", "", "one\n\ntwo\x00three \u2028four \x85 five six", date="0999-12-31", outlet="Ünïted  Pörts"),
    record("e", "Gases exported", "Exporting gas\n\n" + "the company 𝔊as 𝟜𝟚 😀 " * 30, author="É. N’Diaye"),
]
