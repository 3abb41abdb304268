"""A segment: up to `DOCS_MAX` articles, inverted, in one file of arrays that is never changed once written.

`Draft` is a segment in the making, `write` puts it on disk, `Segment` reads it, `merged` makes one draft of several
segments. `docs/index-format.md` names every array.
"""

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.analysis import tokens
from index.container import Array, Container, CorruptIndex, Strings, pack, table
from index.container import write as write_container
from index.postings import COUNT_MAX, Postings, merge, of_stems, packed, ragged
from index.schema import ATTRIBUTES, GAP, STORED, months

DOCS_MAX = 1 << 16
"""Articles in a segment at most, so that an article's number takes two bytes."""
BLOCK = 32
"""Articles stored together: more deflate better and are slower to read one by one."""


@dataclass(slots=True)
class Draft:
    """All of a segment. `words` are sorted and `stems` aligned with them; the other lists have an item an article.

    `stored` is JSON; `attributes[name]` holds display values, empty where missing; `lengths` has three columns:
    headline, body, lead.
    """

    words: list[bytes]
    stems: list[bytes]
    postings: Postings
    ids: list[bytes]
    day: Array
    lengths: Array
    attributes: dict[str, list[bytes]]
    stored: list[bytes]


def write(folder: Path, prefix: str, draft: Draft) -> str:
    """Write a segment's file, `<prefix>_<name>.seg`, and return its name: a hash, so the same articles get the same.

    Raises:
        OSError: The disk is full or the folder can't be written.
    """
    temporary = folder / f"{prefix}_new.seg"
    try:
        write_container(temporary, _arrays(draft))
        name = _digest(temporary)
        temporary.replace(folder / f"{prefix}_{name}.seg")
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return name


def _arrays(draft: Draft) -> dict[str, Array]:
    stem_names = sorted(set(draft.stems))
    rank = {stem: number for number, stem in enumerate(stem_names)}
    stem = np.fromiter((rank[stem] for stem in draft.stems), np.int64, len(draft.stems))
    stems = of_stems(draft.postings, stem)
    many = draft.postings.count >= COUNT_MAX
    arrays = _strings("word", draft.words) | _strings("stem", stem_names) | {
        "word.stem": pack(stem),
        "word.start": _bounds(draft.postings.word, len(draft.words)),
        "word.place": _bounds(np.repeat(draft.postings.word, draft.postings.count), len(draft.words)),
        "doc": draft.postings.doc.astype("<u2"),
        "frequency": packed(draft.postings),
        "place": pack(draft.postings.places),
        "many.posting": pack(np.flatnonzero(many)),
        "many.count": pack(draft.postings.count[many]),
        "stem.word": pack(np.argsort(stem, kind="stable")),
        "stem.words": _bounds(np.sort(stem), len(stem_names)),
        "stem.start": _bounds(stems.word, len(stem_names)),
        "stem.doc": stems.doc.astype("<u2"),
        "stem.frequency": packed(stems),
        "day": draft.day.astype("<u4"),
        "month": months(draft.day).astype("<u2"),
        "length": draft.lengths.astype("<u4").reshape(-1),
        "id.sorted": np.array(sorted(range(len(draft.ids)), key=draft.ids.__getitem__), "<u2"),
    }
    arrays |= _strings("id", draft.ids) | _strings("stored", _blocks(draft.stored))
    for name in ATTRIBUTES:
        values = sorted(set(draft.attributes[name]))
        code = {value: number for number, value in enumerate(values)}
        arrays |= _strings(name, values)
        arrays |= _strings(f"{name}.words", [_words(value) for value in values])
        arrays[f"{name}.code"] = np.array([code[value] for value in draft.attributes[name]], "<u2")
    return arrays


def _blocks(stored: Sequence[bytes]) -> list[bytes]:
    """Articles' JSON by the block, deflated, in as many threads as there are processors: zlib lets go of Python."""
    from concurrent.futures import ThreadPoolExecutor  # not needed for a search

    blocks = (b"\n".join(stored[first : first + BLOCK]) for first in range(0, len(stored), BLOCK))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(zlib.compress, blocks))


def _unblocked(blocks: Iterable[bytes]) -> Iterator[bytes]:
    for block in blocks:
        yield from zlib.decompress(block).split(b"\n")


def _words(value: bytes) -> bytes:
    """A value's terms, each between spaces: ` the baghdad post `; a missing value is ` unknown `."""
    return b" " + b" ".join(token.term.encode() for token in tokens(value.decode() or "unknown")) + b" \n"


def _strings(name: str, values: Sequence[bytes]) -> dict[str, Array]:
    blob, ends = table(values)
    return {f"{name}.blob": blob, f"{name}.ends": ends}


def _bounds(sorted_numbers: Array, count: int) -> Array:
    """Where each number's run begins, and at last where all end: `count + 1` items."""
    return pack(np.searchsorted(sorted_numbers, np.arange(count + 1)))


def _digest(path: Path) -> str:
    import hashlib  # not needed for a search

    digest = hashlib.blake2s(digest_size=8)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class Segment:
    """A segment on disk. Arrays are views of the mapped file; an article's number is its place in the segment."""

    def __init__(self, path: Path) -> None:
        self._file = Container(path)
        self.path = path
        try:
            self.day = self._file.array("day")
        except KeyError as error:
            raise CorruptIndex(path, f"no array {error}") from error

    def __len__(self) -> int:
        return len(self.day)

    def verify(self) -> None:
        """Compare all checksums; raises CorruptIndex."""
        self._file.verify()

    @cached_property
    def words(self) -> Strings:
        """The words as they stand, sorted."""
        return self._file.strings("word")

    @cached_property
    def stems(self) -> Strings:
        """The stems, sorted."""
        return self._file.strings("stem")

    @cached_property
    def month(self) -> Array:
        """For each article the month of its day, as `index.schema.months` numbers them."""
        return self._file.array("month")

    @cached_property
    def lengths(self) -> Array:
        """Words in headline, body and lead: a row an article."""
        return self._file.array("length").reshape(-1, 3)

    @cached_property
    def ids(self) -> Strings:
        """The articles' ids, in the articles' order."""
        return self._file.strings("id")

    @cached_property
    def id_order(self) -> Array:
        """The articles in the order of their ids."""
        return self._file.array("id.sorted")

    @cached_property
    def id_rank(self) -> Array:
        """For each article its place in that order."""
        rank = np.empty(len(self), np.int64)
        rank[self.id_order] = np.arange(len(self))
        return rank

    def find_id(self, wanted: bytes) -> int | None:
        """The article that has this id, or None."""
        low, high, order = 0, len(self), self.id_order
        while low < high:
            middle = (low + high) // 2
            if self.ids[int(order[middle])] < wanted:
                low = middle + 1
            else:
                high = middle
        return int(order[low]) if low < len(self) and self.ids[int(order[low])] == wanted else None

    @cached_property
    def letters(self) -> Array:
        """For each word which letters it has, as `letters_of` has it."""
        blob, ends = self.words.blob, self.words.ends
        begin = np.concatenate([[0], ends[:-1]]).astype(np.int64)
        return np.bitwise_or.reduceat(_LETTER_BITS[blob], begin) if len(ends) else np.empty(0, np.uint32)

    @cached_property
    def _word_start(self) -> Array:
        return self._file.array("word.start")

    @cached_property
    def _stem_start(self) -> Array:
        return self._file.array("stem.start")

    @cached_property
    def word_stem(self) -> Array:
        """The stem of each word."""
        return self._file.array("word.stem")

    def words_of(self, stem: int) -> Array:
        """The words that have a stem, ascending."""
        bounds = self._file.array("stem.words")
        return self._file.array("stem.word")[int(bounds[stem]) : int(bounds[stem + 1])]

    def word_run(self, word: int) -> slice:
        """Which postings are a word's."""
        return slice(int(self._word_start[word]), int(self._word_start[word + 1]))

    def word_postings(self, word: int) -> tuple[Array, Array]:
        """A word's articles, ascending, and packed frequencies (`index.postings.packed`)."""
        run = self.word_run(word)
        return self._file.array("doc")[run], self._file.array("frequency")[run]

    def postings_of(self, words: Sequence[int]) -> tuple[Array, Array]:
        """The postings of several words, end to end; those of a range are one view."""
        if isinstance(words, range):
            run = slice(int(self._word_start[words.start]), int(self._word_start[words.stop]))
            return self._file.array("doc")[run], self._file.array("frequency")[run]
        numbers = np.asarray(words, np.int64)
        begin = self._word_start[numbers].astype(np.int64)
        at = ragged(begin, self._word_start[numbers + 1].astype(np.int64) - begin, np.arange(len(numbers)))
        return self._file.array("doc")[at], self._file.array("frequency")[at]

    def stem_postings(self, stem: int) -> tuple[Array, Array]:
        """The same for a stem: of all its words together."""
        words = self.words_of(stem)
        if len(words) == 1:
            return self.word_postings(int(words[0]))
        run = slice(int(self._stem_start[stem]), int(self._stem_start[stem + 1]))
        return self._file.array("stem.doc")[run], self._file.array("stem.frequency")[run]

    def counts(self, run: slice) -> Array:
        """How often the word of each posting stands in its article, exactly."""
        counts = (self._file.array("frequency")[run] & COUNT_MAX).astype(np.int64)
        posting = self._file.array("many.posting")
        low, high = np.searchsorted(posting, (run.start, run.stop))
        if high > low:
            counts[posting[low:high].astype(np.int64) - run.start] = self._file.array("many.count")[low:high]
        return counts

    def word_places(self, word: int) -> tuple[Array, Array]:
        """A word's occurrences in order: the article and the position of each."""
        run, bounds = self.word_run(word), self._file.array("word.place")
        places = self._file.array("place")[int(bounds[word]) : int(bounds[word + 1])]
        return np.repeat(self._file.array("doc")[run], self.counts(run)), places

    def places_in(self, word: int, postings: Array) -> tuple[Array, Array]:
        """A word's occurrences in some of its postings, given by their places among them: for each occurrence which of
        those postings, counted from 0, and the position.
        """
        counts, bounds = self.counts(self.word_run(word)), self._file.array("word.place")
        begin = int(bounds[word]) + np.cumsum(counts) - counts
        places = self._file.array("place")[ragged(begin, counts, postings)]
        return np.repeat(np.arange(len(postings)), counts[postings]), places

    def values(self, attribute: str) -> Strings:
        """The distinct values of an attribute, sorted; the empty one stands for a missing value."""
        return self._file.strings(attribute)

    def codes(self, attribute: str) -> Array:
        """Which of `values` each article has."""
        return self._file.array(f"{attribute}.code")

    def values_with(self, attribute: str, words: bytes) -> Array:
        """Which of `values` hold these bytes among their terms, each of which stands between spaces."""
        table = self._file.strings(f"{attribute}.words")
        blob, found, at = table.blob.tobytes(), [], -1
        while (at := blob.find(words, at + 1)) >= 0:
            found.append(at)
        return np.unique(np.searchsorted(table.ends, found, side="right"))

    def stored(self, doc: int) -> dict[str, Any]:
        """An article's fields, as `index.schema.STORED` names them, and its `id`."""
        try:
            values = json.loads(zlib.decompress(self._file.strings("stored")[doc // BLOCK]).split(b"\n")[doc % BLOCK])
        except (zlib.error, ValueError) as error:
            raise CorruptIndex(self.path, f"article {doc}: {error}") from error
        return {"id": self.ids[doc].decode(), **dict(zip(STORED, values, strict=True))}

    def draft(self, kept: Array) -> Draft:
        """The segment as a draft of the articles that are kept, numbered anew; words may be left without postings."""
        docs = np.flatnonzero(kept)
        renumbered = np.cumsum(kept) - 1
        everything = slice(0, len(self._file.array("doc")))
        doc, counts = self._file.array("doc")[everything], self.counts(everything)
        word = np.repeat(np.arange(len(self.words), dtype=np.int32), _run_lengths(self._word_start))
        chosen = np.flatnonzero(kept[doc])
        frequency = self._file.array("frequency")[chosen].astype(np.int32)
        places = self._file.array("place")[ragged(np.cumsum(counts) - counts, counts, chosen)]
        stems, ids, stored = list(self.stems), list(self.ids), list(_unblocked(self._file.strings("stored")))
        values = {name: list(self.values(name)) for name in ATTRIBUTES}
        return Draft(
            words=list(self.words),
            stems=[stems[number] for number in self.word_stem.tolist()],
            postings=Postings(
                word[chosen], renumbered[doc[chosen]], counts[chosen], frequency >> 8 & 7, frequency >> 11, places
            ),
            ids=[ids[doc] for doc in docs],
            day=self.day[docs],
            lengths=self.lengths[docs],
            attributes={name: [values[name][code] for code in self.codes(name)[docs].tolist()] for name in ATTRIBUTES},
            stored=[stored[doc] for doc in docs],
        )


def merged(drafts: Sequence[Draft]) -> Draft:
    """One draft of several, their articles in order. Words that no article has any more are gone."""
    stem_of: dict[bytes, bytes] = {}
    for draft in drafts:
        stem_of |= zip(draft.words, draft.stems, strict=True)
    number = {word: place for place, word in enumerate(sorted(stem_of))}
    parts, base = [], 0
    for draft in drafts:
        renumbered = np.fromiter((number[word] for word in draft.words), np.int32, len(draft.words))
        old = draft.postings
        parts.append(Postings(renumbered[old.word], old.doc + base, old.count, old.title, old.lead, old.places))
        base += len(draft.ids)
    postings = merge(parts)
    used, word = np.unique(postings.word, return_inverse=True)
    names = sorted(stem_of)
    words = [names[place] for place in used.tolist()]
    return Draft(
        words=words,
        stems=[stem_of[word] for word in words],
        postings=Postings(
            word.astype(np.int32), postings.doc, postings.count, postings.title, postings.lead, postings.places
        ),
        ids=[value for draft in drafts for value in draft.ids],
        day=np.concatenate([draft.day for draft in drafts]),
        lengths=np.concatenate([draft.lengths for draft in drafts]),
        attributes={name: [value for draft in drafts for value in draft.attributes[name]] for name in ATTRIBUTES},
        stored=[value for draft in drafts for value in draft.stored],
    )


def _run_lengths(bounds: Array) -> Array:
    return bounds[1:].astype(np.int64) - bounds[:-1]


_LETTER_BITS = np.array(
    [1 << (byte - 97 if 97 <= byte <= 122 else 26 + byte % 5 if byte < 128 else 31) for byte in range(256)], np.uint32
)


def letters_of(word: bytes) -> np.uint32:
    """Which letters a word has: a bit for each of a to z, five for other ASCII, one for all the rest."""
    bits: np.uint32 = np.bitwise_or.reduce(_LETTER_BITS[np.frombuffer(word, np.uint8)])
    return bits


def in_title(docs: Array, places: Array, lengths: Array) -> Array:
    """Which occurrences stand in the headline."""
    inside: Array = places < lengths[docs, 0]
    return inside


def in_lead(docs: Array, places: Array, lengths: Array) -> Array:
    """Which occurrences stand in the lead."""
    begin = lengths[docs, 0] + GAP
    inside: Array = (places >= begin) & (places < begin + lengths[docs, 2])
    return inside
