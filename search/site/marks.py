"""Words that a page may offer others for (`search.query.offers`): marked beside their postings, so that the page looks
for what to offer only where there is something.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dateline.search.query.expand import within_edits
from dateline.search.query.offers import OFTENER
from dateline.search.query.relax import LONG
from dateline.search.query.spelling import SURE, american, is_slip, rare, squeezed
from dateline.search.query.tree import FEW

SLIP, OTHERWISE = "~", "^"
"""What marks a word as one that may be a slip, and as one that is spelt in another way, too."""


def marks(
    words: Sequence[bytes], stems: Sequence[bytes], counts: Sequence[int], articles: int, language: str
) -> dict[bytes, list[bytes]]:
    """By stem its words that others are offered for, with their marks.

    Args:
        words: All words.
        stems: The stem of each.
        counts: In how many articles each stands.
        articles: How many there are.
        language: The archive's.
    """
    known = {word.decode(): count for word, count in zip(words, counts, strict=True)}
    slips = set(_slips(known, rare(articles)))
    pairs = ((word, other) for word in known if language == "english" for other in american(word) if other in known)
    otherwise = {word for pair in pairs for word in pair}
    marked = defaultdict[bytes, list[bytes]](list)
    for word, stem in zip(known, stems, strict=True):
        found = [SLIP] * (word in slips) + [OTHERWISE] * (word in otherwise)
        if found:
            marked[stem] += (f"{mark}{word}".encode() for mark in found)
    return marked


def _slips(known: Mapping[str, int], most: int) -> Iterator[str]:
    """The words that others may be meant by, of those in more than FEW articles."""
    frequent = defaultdict[str, list[str]](list)
    for word, count in known.items():
        if count >= OFTENER * (FEW + 1) and most > FEW:
            for key in _keys(word):
                frequent[key].append(word)
    for word, count in known.items():
        if FEW < count <= most and len(word) >= LONG:
            others = {other for key in _keys(word) for other in frequent.get(key, ())}
            likelier = (other for other in others if known[other] >= OFTENER * count)
            if any(within_edits(word, other, 2) and is_slip(word, other) for other in likelier):
                yield word


def _keys(word: str) -> set[str]:
    """Texts of which a word shares one with each that may be a slip of it."""
    without = {word[:at] + word[at + 1 :] for at in range(len(word))} | {word} if len(word) >= SURE - 1 else set()
    return {squeezed(word), "".join(sorted(word)), *without}
