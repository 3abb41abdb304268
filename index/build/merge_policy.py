"""TODO index.build.merge_policy."""

import math

from dateline.index.segment.contents import DOCS_MAX

SIBLINGS = 8
_SMALLEST = 64


def to_merge(sizes: list[int], worn: set[int]) -> list[int]:
    """Which segments to make one, in their order; none where the archive is in shape."""
    tiers: dict[int, list[int]] = {}
    for at, size in sorted(enumerate(sizes), key=lambda pair: (pair[1], pair[0])):
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
    return sorted(worn)[:1]
