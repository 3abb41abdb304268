"""Archives of any size whose vocabulary grows as that of real text does, the same for the same seed.

    python benchmarks/archives.py ARTICLES OUT.jsonl

Ranks of words follow the double power law of Gerlach and Altmann, "Stochastic Model for the Vocabulary Growth in
Natural Languages", Physical Review X 3, 2013: Zipf-Mandelbrot to rank 7,873, then exponent 1.77 without an end, so that
new words keep coming (Heaps' law). A rare word, once used, comes back within its article. Articles have a log-normal
number of words, 200 in the middle, from one of 200 outlets on a day of 20 years.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import click
import numpy as np

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

KERNEL, EXPONENT, SHIFT = 7_873, 1.77, 2.7
OUTLETS = 200
CHUNK = 2_000
_TABLED = 200_000
_FIRST_DAY = date(2005, 1, 1)
_ONSETS = ("b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z")
_SYLLABLES = tuple(onset + vowel for onset in _ONSETS for vowel in ("a", "e", "i", "o", "u", "ar", "en", "il"))
_FORMS = ((0, ""), (0, "s"), (0, "ed"), (0, "ing"), (1, ""), (2, ""), (3, ""), (4, ""))
"""Of every eight words four are forms of one stem."""


def write_archive(path: Path, articles: int, seed: int = 1) -> None:
    """Write an archive as JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        for record in generated(articles, seed):
            out.write(json.dumps(record))
            out.write("\n")


def generated(articles: int, seed: int) -> Iterator[dict[str, str | None]]:
    """The articles of an archive."""
    words = _Words()
    kinds = ("Courier", "Gazette", "Times", "Post")
    outlets = [f"The {words[40 * n + 300].title()} {kinds[n % 4]}" for n in range(OUTLETS)]
    outlet_share = 1 / np.arange(1, OUTLETS + 1)
    for first in range(0, articles, CHUNK):
        rng = np.random.default_rng((seed, first))
        count = min(CHUNK, articles - first)
        lengths = np.clip(rng.lognormal(np.log(200), 0.6, count), 30, 5_000).astype(np.int64)
        ends = np.cumsum(lengths)
        texts = words.spelt(_ranks(rng, lengths))
        sources = rng.choice(OUTLETS, count, p=outlet_share / outlet_share.sum()).tolist()
        days = rng.integers(0, 20 * 365, count).tolist()
        missing = rng.random((count, 2)) < 0.02
        for at, (start, end) in enumerate(zip((ends - lengths).tolist(), ends.tolist(), strict=True)):
            yield {
                "id": f"{seed}-{first + at}",
                "title": " ".join(texts[start : start + 8]).capitalize(),
                "date": None if missing[at, 0] else (_FIRST_DAY + timedelta(days[at])).isoformat(),
                "outlet": None if missing[at, 1] else outlets[sources[at]],
                "body": _prose(texts[start + 8 : end]),
            }


def _ranks(rng: np.random.Generator, lengths: Array) -> Array:
    """The ranks of all words of some articles, one article after another."""
    total = int(lengths.sum())
    head = np.cumsum(1 / (np.arange(1, KERNEL + 1) + SHIFT))
    tail = KERNEL / (KERNEL + SHIFT) / (EXPONENT - 1)  # the integral of the tail, equal to the kernel where they meet
    drawn = rng.random(total) * (head[-1] + tail)
    ranks: Array = np.searchsorted(head, drawn)
    beyond = ranks == KERNEL
    left = 1 - (drawn[beyond] - head[-1]) / tail
    ranks[beyond] = np.minimum(KERNEL * left ** (-1 / (EXPONENT - 1)), 2**40)
    place = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    again = np.flatnonzero((ranks > 200) & (rng.random(total) < 0.5))
    earlier = again - (rng.random(len(again)) * (place[again] + 1)).astype(np.int64)
    ranks[again] = ranks[earlier]
    return ranks


class _Words:
    """A word for each rank: syllables that spell the number of its stem, and the ending of its form."""

    def __init__(self) -> None:
        self._table = np.array([self[rank] for rank in range(_TABLED)], object)

    def __getitem__(self, rank: int) -> str:
        group, form = divmod(rank, len(_FORMS))
        member, ending = _FORMS[form]
        number, syllable = divmod(group * 5 + member, len(_SYLLABLES))
        spelt = _SYLLABLES[syllable]
        while number:
            number, syllable = divmod(number, len(_SYLLABLES))
            spelt += _SYLLABLES[syllable]
        return spelt + ending

    def spelt(self, ranks: Array) -> list[str]:
        """The words of many ranks."""
        texts = self._table[np.minimum(ranks, _TABLED - 1)]
        rare = np.flatnonzero(ranks >= _TABLED)
        texts[rare] = [self[rank] for rank in ranks[rare].tolist()]
        words: list[str] = texts.tolist()
        return words


def _prose(words: list[str]) -> str:
    """Sentences of 18 words, three to a paragraph."""
    sentences = [f"{' '.join(words[at : at + 18]).capitalize()}." for at in range(0, len(words), 18)]
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


@click.command()
@click.argument("articles", type=int)
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--seed", default=1, show_default=True)
def main(articles: int, out: Path, seed: int) -> None:
    """Write a generated archive of ARTICLES to OUT as JSON lines."""
    write_archive(out, articles, seed)


if __name__ == "__main__":
    main()
