"""Copies of a story among the matches, and those of a hit in time's order."""

from collections.abc import Iterable, Sequence

import numpy as np

from dateline.index.arrays import contains
from dateline.index.schema import iso
from dateline.search.engine.evaluate import Evaluation
from dateline.search.engine.segment_view import SegmentView
from dateline.search.results import Copy


def count_copies(found: Sequence[Evaluation], views: Sequence[SegmentView]) -> int:
    """How many matches are copies of another match."""
    groups = np.concatenate(
        [
            view.copies.groups[contains(one.docs, view.copies.docs, len(one.segment))]
            for one, view in zip(found, views, strict=True)
        ]
    )
    return len(groups) - int(np.count_nonzero(np.bincount(groups)))


def versions(members: Iterable[tuple[int, int]], views: Sequence[SegmentView]) -> list[tuple[tuple[int, int], Copy]]:
    """The articles of a group in time's order, undated ones last. One of a day before all others is the earliest."""
    rows = []
    for part, doc in members:
        segment = views[part].segment
        day = int(segment.day[doc])
        rows.append((day or np.inf, segment.ids[doc], part, doc))
    rows.sort()
    days = [day for day, *_ in rows if day != np.inf]
    first = days[0] if len(days) > 1 and days[0] < days[1] else None
    return [((part, doc), _copy(views[part], doc, earliest=day == first)) for day, _, part, doc in rows]


def _copy(view: SegmentView, doc: int, *, earliest: bool) -> Copy:
    segment = view.segment
    outlet = segment.outlets[int(segment.codes("outlet")[doc])]
    return Copy(segment.ids[doc].decode(), outlet or None, iso(int(segment.day[doc])), earliest)
