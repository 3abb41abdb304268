"""Copies of a story among the matches, and those of a hit in time's order."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np

from dateline.index.arrays import contains
from dateline.index.schema import NO_DAY, iso
from dateline.search.engine.evaluate import Evaluation
from dateline.search.engine.segment_view import SegmentView
from dateline.search.results import Copy

Place = TypeVar("Place")


def count_copies(found: Sequence[Evaluation], views: Sequence[SegmentView]) -> int:
    """How many matches are copies of another match."""
    groups = np.concatenate(
        [
            view.copies.groups[contains(one.docs, view.copies.docs, len(one.segment))]
            for one, view in zip(found, views, strict=True)
        ]
    )
    return len(groups) - int(np.count_nonzero(np.bincount(groups)))


def versions(members: Iterable[tuple[int, bytes, str, Place]]) -> list[tuple[Place, Copy]]:
    """The articles of a group in time's order, undated ones last. One of a day before all others is the earliest.

    Args:
        members: Of each its day (`index.schema.ordinal`), its id, its outlet, empty where missing, and whatever says
            where it is, which is given back.
    """
    rows = sorted(members, key=lambda one: (one[0] or np.inf, one[1]))
    days = [day for day, *_ in rows if day != NO_DAY]
    first = days[0] if len(days) > 1 and days[0] < days[1] else None
    return [
        (place, Copy(identity.decode(), outlet or None, iso(day), earliest=day == first))
        for day, identity, outlet, place in rows
    ]


def member(view: SegmentView, number: int, doc: int) -> tuple[int, bytes, str, tuple[int, int]]:
    """An article of a segment as `versions` takes it, given by the segment's number and its own there."""
    segment = view.segment
    outlet = segment.outlets[int(segment.codes("outlet")[doc])]
    return int(segment.day[doc]), view.identity(doc), outlet, (number, doc)
