"""The words of an archive on a cluster: the stem of a term, words like another."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import orjson

from dateline.index.analysis.terms import COMPOUND
from dateline.index.cluster.errors import ShardsMissing
from dateline.index.cluster.stream import ask_index, columns_of, only_columns, paged
from dateline.search.engine.cluster.snapshot import Snapshot
from dateline.search.query.expand import within_edits

_PAGE = 1000
_PATTERN_MAX, _STEM_MAX = 1000, 100
"""Characters that a cluster takes in a pattern, and of a stem in one."""
_CACHED, _COUNTED = 1000, 10_000
"""Words of which those like them are cached, and in how many articles they stand."""


class Words:
    """The words that a snapshot's articles have."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot, self.language = snapshot, snapshot.about.language
        self._stems: dict[str, str] = {}
        self._alike: dict[tuple[str, int], dict[str, int]] = {}
        self._compounds: dict[str, dict[tuple[str, str], int]] = {}
        self._within: dict[tuple[str, int], list[str]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._few: dict[bytes, list[str] | None] = {}

    def stem(self, term: str) -> str:
        """A term's stem."""
        if term not in self._stems:
            self._stems[term] = term if term[0].isdigit() else self._analyzer.stem(term)
        return self._stems[term]

    def within(self, term: str, edits: int) -> list[str]:
        """The words at most so many edits away from a term, as they sort; some may be of articles that are gone."""
        key = (term, edits)
        if key not in self._within:
            self._within = self._within if len(self._within) < _CACHED else {}
            self._within[key] = [word for word in self._listed(term, edits) if within_edits(term, word, edits)]
        return self._within[key]

    def _listed(self, term: str, edits: int) -> list[str]:
        alike = {"fuzzy": {"word": {"value": term, "fuzziness": edits, "rewrite": "constant_score"}}}
        body: dict[str, Any] = {"size": _PAGE, "query": alike, "sort": ["word"], "_source": False}
        client, index = self._snapshot.client, f"{self._snapshot.index}.words"
        return [hit["sort"][0] for hit in paged(client, lambda page: ask_index(client, index, page), body)]

    def alike(self, term: str, edits: int) -> dict[str, int]:
        """The words one edit away from a term, or two of those that begin as it does, and in how many articles each
        stands.
        """
        key = (term, edits)
        if key not in self._alike:
            self._alike = self._alike if len(self._alike) < _CACHED else {}
            words = [word for word in self.within(term, edits) if edits == 1 or word[0] == term[0]]
            self._alike[key] = {word: count for word, count in self.counts(words).items() if count}
        return self._alike[key]

    def counts(self, words: Sequence[str], form: str = "words") -> dict[str, int]:
        """In how many articles each word, or with `form="stems"` each stem, stands."""
        counts = self._counts = self._counts if len(self._counts) < _COUNTED else {}
        missing = [word for word in words if (form, word) not in counts]
        if missing:
            fields = [f"{zone}_{form}" for zone in ("title", "body")]
            clauses = [{"bool": {"should": [{"term": {field: word}} for field in fields]}} for word in missing]
            asked = {"words": {"filters": {"filters": clauses}}}
            answer = self._snapshot.ask({"size": 0, "track_total_hits": False, "aggs": asked})
            buckets = answer["aggregations"]["words"]["buckets"]
            counts.update(((form, word), one["doc_count"]) for word, one in zip(missing, buckets, strict=True))
        return {word: counts[form, word] for word in words}

    def few(self, clause: dict[str, Any]) -> list[str] | None:
        """The ids of the articles that a clause matches; None where they are more than a page."""
        self._few = self._few if len(self._few) < _CACHED else {}
        if (key := orjson.dumps(clause)) not in self._few:
            asked = {"size": _PAGE, "track_total_hits": True, "query": clause, **only_columns(["id"])}
            found = self._snapshot.ask(asked)["hits"]
            is_few = found["total"]["value"] <= _PAGE
            self._few[key] = sorted(columns_of(hit)["id"] for hit in found["hits"]) if is_few else None
        return self._few[key]

    def may_have(self, term: str) -> bool:  # noqa: ARG002 - to ask would take as long as to count
        """See `search.query.relax.Words`."""
        return True

    def compounds(self, terms: Sequence[str]) -> dict[str, dict[tuple[str, str], int]]:
        """See `search.query.compounds.Compounds`."""
        stems = {term: COMPOUND + self.stem(term) for term in terms}
        missing = [stem for stem in dict.fromkeys(stems.values()) if stem not in self._compounds]
        if missing:
            self._compounds |= self._listed_compounds(missing)
        return {term: self._compounds[stem] for term, stem in stems.items()}

    def _listed_compounds(self, stems: Sequence[str]) -> dict[str, dict[tuple[str, str], int]]:
        listed = {
            f"compounds{number}": {"terms": {"field": "compounds", "include": pattern, "size": _PAGE}}
            for number, pattern in enumerate(_beginning(stems))
        }
        answer = self._snapshot.ask({"size": 0, "track_total_hits": False, "aggs": listed})
        counts: dict[str, dict[tuple[str, str], int]] = {stem: {} for stem in stems}
        for found in answer["aggregations"].values():
            if found["sum_other_doc_count"]:
                raise ShardsMissing(self._snapshot.client.address.text, "it names a part of the compounds alone")
            for bucket in found["buckets"]:
                stem, name = bucket["key"].split(" ")
                _, one, other = name.split("-")
                if stem in counts:
                    counts[stem][one, other] = bucket["doc_count"]
        return counts

    @cached_property
    def _analyzer(self) -> Any:
        from dateline.index.analysis.analyzer import Analyzer

        return Analyzer(self.language)


def _beginning(stems: Sequence[str]) -> Iterator[str]:
    """Patterns of what begins with one of some stems and a blank; of long ones with as many letters of theirs."""
    parts, size = list[str](), 0
    for stem in stems:
        part = re.sub(r"(?=\W)", r"\\", stem[:_STEM_MAX]) + ("[^ ]*" if len(stem) > _STEM_MAX else "")
        if size + len(part) > _PATTERN_MAX - 10:
            yield f"({'|'.join(parts)}) .*"
            parts, size = [], 0
        parts.append(part)
        size += len(part) + 1
    yield f"({'|'.join(parts)}) .*"
