"""Which segments become one: tiers by size, so that there are few segments, and an article is rewritten rarely."""

import math

from dateline.index.segment.contents import DOCS_MAX

SIBLINGS = 8
"""So many segments of one tier are merged; a tier is a factor of as many in size."""
_SMALLEST = 64
"""Articles that a smaller segment counts as."""


def to_merge(sizes: list[int], mostly_deleted: set[int]) -> list[int]:
    """Which segments to make one, in their order; none where the archive is in shape.

    Args:
        sizes: Of the segments (`index.archive.segment_info.SegmentInfo.size`).
        mostly_deleted: Those that are to be written anew where nothing else is to be merged.
    """
    tiers: dict[int, list[int]] = {}
    for at, size in sorted(enumerate(sizes), key=lambda each: (each[1], each[0])):
        tiers.setdefault(int(math.log(max(size, _SMALLEST), SIBLINGS)), []).append(at)
    for members in tiers.values():
        if len(members) >= SIBLINGS:
            chosen, total = [], 0
            for at in members:
                total += sizes[at]
                if total > DOCS_MAX:
                    break
                chosen.append(at)
            if len(chosen) > 1:
                return sorted(chosen)
    return sorted(mostly_deleted)[:1]
