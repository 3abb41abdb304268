"""A fixed set of queries in classes, chosen from a corpus' own vocabulary: the same corpus gives the same queries."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from measure import records

SAMPLE = 20_000
EACH = 5
CLASSES = (
    *("rare term", "common term", "two terms", "OR", "phrase", "proximity"),
    *("prefix", "fuzzy", "filtered", "by date"),
)
SLOP = 5


@dataclass(frozen=True)
class Ask:
    """One query, to be put in each engine's own terms.

    `group` is its class. `form` is how the words belong together: all of them, any, as a `phrase`, `near` each other
    (at most `SLOP` words between), or a single one as a `prefix` or `fuzzy` (one edit).
    """

    group: str
    form: str
    words: tuple[str, ...]
    outlet: str = ""
    since: str = ""
    until: str = ""
    newest: bool = False


def workload(source: Path) -> list[Ask]:
    """The queries for a corpus of JSON lines, `EACH` of every class."""
    texts, outlets, days = sample(source)
    words, pairs = Counter[str](), Counter[tuple[str, str]]()
    for text in texts:
        words.update({word for word in text if _usual(word, 4)})
        pairs.update({pair for pair in pairwise(text) if all(_usual(word, 2) for word in pair)})
    ranked = [word for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0]))]
    common, middle = ranked[:EACH], _spread(ranked[50:1_000])
    rare = _spread([word for word in ranked if words[word] == 4])
    phrases = [pair for pair, _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))]
    known = set(ranked[20:1_000])
    together = _spread([found for text in texts if (found := _apart(text, known))])
    first, last = days[len(days) // 4], days[len(days) * 3 // 4]
    outlet = outlets.most_common(1)[0][0]
    return [
        *(Ask("rare term", "all", (word,)) for word in rare),
        *(Ask("common term", "all", (word,)) for word in common),
        *(Ask("two terms", "all", pair) for pair in together),
        *(Ask("OR", "any", trio) for trio in zip(middle, common, rare, strict=True)),
        *(Ask("phrase", "phrase", phrases[rank]) for rank in (0, 10, 50, 200, 800)),
        *(Ask("proximity", "near", pair) for pair in together),
        *(Ask("prefix", "prefix", (word[:length],)) for word, length in zip(middle, (2, 3, 3, 4, 4), strict=True)),
        *(Ask("fuzzy", "fuzzy", (word[:2] + word[3:],)) for word in _spread([w for w in ranked[:3_000] if len(w) > 6])),
        *(Ask("filtered", "all", (word,), outlet=outlet, since=first, until=last) for word in common),
        *(Ask("by date", "all", (word,), newest=True) for word in (*common[:3], *middle[:2])),
    ]


def sample(source: Path) -> tuple[list[list[str]], Counter[str], list[str]]:
    """Words of the bodies of the first articles, their outlets, their days in order."""
    texts, outlets, days = [], Counter[str](), []
    for number, record in enumerate(records(source)):
        if number == SAMPLE:
            break
        texts.append(re.findall(r"\w+", record["body"].lower()))
        outlets.update(filter(None, [record["outlet"]]))
        days.append(record["date"])
    return texts, outlets, sorted(filter(None, days))


def _usual(word: str, least: int) -> bool:
    """Whether every tokenizer takes it for one word."""
    return len(word) >= least and word.isascii() and word.isalpha()


def _apart(text: Sequence[str], known: set[str]) -> tuple[str, str] | None:
    """Two different known words of a text with two to four words between."""
    for at in range(len(text) - SLOP):
        for other in range(at + 3, at + SLOP + 1):
            if text[at] in known and text[other] in known and text[at] != text[other]:
                return text[at], text[other]
    return None


def _spread(items: Sequence[str] | Sequence[tuple[str, str]]) -> list:  # type: ignore[type-arg]
    """`EACH` of them from beginning to end."""
    return [items[(2 * n + 1) * len(items) // (2 * EACH)] for n in range(EACH)]
