"""Small archives for the tests of indexing: records in, batches, segments and whole indexes out."""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.analysis.surface import surface_forms
from dateline.index.analysis.terms import compound, tokens
from dateline.index.article import Article, RawDocument
from dateline.index.build.batch import Batch, prepare
from dateline.index.build.report import Report
from dateline.index.build.run import build
from dateline.index.build.writer import Writer
from dateline.index.extract.outlet_rules import Rules
from dateline.index.extract.parse import parse
from dateline.index.schema import GAP, LEAD

ENGLISH = Analyzer()
WORDS = (
    *("gas", "Gas", "gases", "exports", "export", "exporting", "the", "company", "U.S.", "US", "al-Sudani", "sudani"),
    *("1,750", "naïve", "Naive", "O'Neil’s", "Москва", "Йод", "ио", "東京", "ırmak", "2025", "3.5"),
    *("gasfield", "gas-field", "field", "C++", "$1.5bn", "50%", "us", "“US”", "MPs", "mps", "G7", "F-16"),
)
OUTLETS = (None, "Rudaw", "Shafaq News", "Le Phare du Détroit", "Harbour Courier")


def record(identity: str, title: str = "", body: str = "", **fields: object) -> dict[str, object]:
    return {"id": identity, "title": title, "body": body, **fields}


def raw(records, path: str = "wire.jsonl") -> list[RawDocument]:
    return [RawDocument(path, number, "record", one) for number, one in enumerate(records, 1)]


def articles(records) -> list[Article]:
    found = [parse(one, Rules()) for one in raw(records)]
    assert all(isinstance(one, Article) for one in found)
    return found


def batch(records, path: str = "wire.jsonl") -> Batch:
    return prepare(raw(records, path), Rules())


def archive(folder: Path, *groups, deleted=()) -> Path:
    """An index with a commit for each group of records; then some ids are deleted."""
    for number, group in enumerate(groups):
        with Writer(folder) as writer:
            writer.add(batch(group, f"wire{number}.jsonl"))
            writer.commit({})
    if deleted:
        with Writer(folder) as writer:
            writer.delete(deleted)
            writer.commit({})
    return folder


def save(path: Path, *records, age: int = 1000) -> Path:
    """A file of JSON lines, last changed `age` seconds after the year 2020 began."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return aged(path, age)


def aged(path: Path, age: int = 1000) -> Path:
    os.utime(path, (1_577_836_800 + age, 1_577_836_800 + age))
    return path


def run(folder: Path, *sources: Path, rules: Rules | None = None, **options) -> Report:
    return build(list(sources), folder, rules or Rules(), **options)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.removed


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def compounds_of(text: str, first: int = 0) -> Iterator[tuple[int, str]]:
    """The compounds of a text, each with its position: two words that a hyphen joins, and no third."""
    found = list(tokens(text))
    joined = [False, *(text[one.end : other.start] in ("-", "‐", "‑") for one, other in pairwise(found)), False]
    for at, (one, other) in enumerate(pairwise(found)):
        if joined[at : at + 3] == [False, True, False] and one.term.isalpha() and other.term.isalnum():
            yield first + at, compound(one.term, other.term)


class Twin:
    """What an index of some articles must hold, counted with dictionaries.

    `positions[word][article]` are the positions of a word; `stems[stem]` its words; `forms[form][article]` how often a
    surface form stands there: in all, in the headline and in the lead.
    """

    def __init__(self, found: list[Article]) -> None:
        self.positions: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.stems: dict[str, set[str]] = defaultdict(set)
        self.forms: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
        self.lengths: list[tuple[int, int, int]] = []
        for doc, one in enumerate(found):
            title = [token.term for token in tokens(one.title)]
            body = [token.term for token in tokens(one.body)]
            lead = min(len(list(tokens(one.body.split("\n")[0]))), LEAD)
            self.lengths.append((len(title), len(body), lead))
            for position, word in [*enumerate(title), *enumerate(body, len(title) + GAP)]:
                self.positions[word][doc].append(position)
                self.stems[ENGLISH.stem(word)].add(word)
            for position, word in [*compounds_of(one.title), *compounds_of(one.body, len(title) + GAP)]:
                self.positions[word][doc].append(position)
                self.stems[ENGLISH.stem(word)].add(word)
            self._count_forms(doc, one, lead)

    def _count_forms(self, doc: int, one: Article, lead: int) -> None:
        of_lead = [token.start for token in tokens(one.body)][:lead]
        for text, part in ((one.title, 1), (one.body, 2)):
            for token in surface_forms(text):
                counts = self.forms[token.term][doc]
                counts[0] += 1
                counts[part] += part == 1 or token.start in of_lead

    def counts(self, words) -> dict[int, tuple[int, int, int]]:
        """For each article that has one of the words: how often in all, in the headline and in the lead."""
        found: dict[int, list[int]] = defaultdict(list)
        for word in words:
            for doc, positions in self.positions[word].items():
                found[doc] += positions
        return {doc: self._count(doc, found[doc]) for doc in sorted(found)}

    def _count(self, doc: int, positions: list[int]) -> tuple[int, int, int]:
        title, _, lead = self.lengths[doc]
        in_title = sum(position < title for position in positions)
        return len(positions), in_title, sum(title + GAP <= position < title + GAP + lead for position in positions)


def texts(most: int = 8):
    """Some words as a headline or a paragraph has them."""
    return st.lists(st.sampled_from(WORDS), max_size=most).map(" ".join)


def corpora(least: int = 1, most: int = 8):
    """Records of a few articles each, their ids in no order."""
    one = st.fixed_dictionaries(
        {
            "title": texts(5),
            "body": st.lists(texts(), max_size=3).map("\n\n".join),
            "outlet": st.sampled_from(OUTLETS),
            "date": st.sampled_from([None, "2024-03-28", "2025-04-24"]),
            "author": st.sampled_from([None, "Ingrid Solem", "Émile N’Diaye"]),
        }
    )
    readable = one.filter(lambda fields: fields["title"] or fields["body"].strip())
    ids = st.lists(st.text("abzé9/", min_size=1, max_size=4), min_size=least, max_size=most, unique=True)
    return ids.flatmap(
        lambda names: st.tuples(*[readable.map(lambda fields, name=name: {"id": name, **fields}) for name in names])
    ).map(list)


def copied(folder: Path, to: Path) -> Path:
    """A copy of an index, in place of what was there."""
    shutil.rmtree(to, ignore_errors=True)
    return shutil.copytree(folder, to)
