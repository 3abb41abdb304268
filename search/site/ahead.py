"""Answers counted ahead: what a search of one common word finds, so that the page need not load all of its postings."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dateline.index.arrays import Array, run_starts, run_sums, stable_order
from dateline.index.schema import NO_DAY
from dateline.index.segment.frequency import lead_count, pack_frequency, title_count, total_count
from dateline.search.engine.bm25 import Norms, idf, saturate, weights
from dateline.search.site.run import Run
from dateline.search.site.snapshot import Snapshot

FIRST = 100
"""Articles that are kept of each in each order."""


def answer(site: Snapshot, run: Run, words: range) -> dict[str, Any]:
    """What the words of a stem, numbered in a run, or an n-gram, find: as `docs/site-format.md` has it."""
    chosen = slice(*run.word_bounds[[words.start, words.stop]])
    docs, frequency = _together(run, chosen)
    groups = site.groups[docs]
    grouped = groups[groups >= 0]
    days, by_day = np.unique(site.day[docs], return_counts=True)
    by_outlet = np.bincount(site.outlet.codes[docs])
    outlets = np.flatnonzero(by_outlet)
    return {
        "count": len(docs),
        "copies": len(grouped) - len(np.unique(grouped)),
        "outlets": [outlets.tolist(), by_outlet[outlets].tolist()],
        "days": [np.diff(days, prepend=0).tolist(), by_day.tolist()],
        **_first(site, docs, frequency, groups),
    }


def _together(run: Run, chosen: slice) -> tuple[Array, Array]:
    """The articles of some words' postings, ascending, and their packed frequencies, added up."""
    order = stable_order(run.postings.doc[chosen])
    docs, frequency = run.postings.doc[chosen][order], run.frequency[chosen][order]
    first = run_starts(docs)
    counts = (of(frequency) for of in (total_count, title_count, lead_count))
    return docs[first], pack_frequency(*(run_sums(count, first) for count in counts))


def _first(site: Snapshot, docs: Array, frequency: Array, groups: Array) -> dict[str, list[Sequence[float]]]:
    """The first articles in each order, of each group of copies one: number, outlet, score."""
    norms = Norms.of(site.lengths[docs], *site.averages)
    scores = saturate(weights(np.arange(len(docs)), frequency, norms), idf(len(site.ids), len(docs)))
    day = site.day[docs]
    undated = int(np.searchsorted(day, NO_DAY, side="right"))  # these come first, as articles are numbered
    orders = {
        "relevance": np.lexsort((docs, -day, -scores)),
        "newest": np.lexsort((docs, -day)),
        "oldest": np.roll(np.arange(len(docs)), -undated),
    }
    found: dict[str, list[Sequence[float]]] = {}
    for sort, order in orders.items():
        seen: set[int] = set()
        kept = found[sort] = []
        for at in order.tolist():
            if len(kept) == FIRST:
                break
            if groups[at] < 0 or groups[at] not in seen:
                seen.add(int(groups[at]))
                doc = int(docs[at])
                kept.append((doc, int(site.outlet.codes[doc]), float(scores[at])))
    return found
