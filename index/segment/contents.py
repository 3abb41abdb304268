"""A segment in the making: gathered whole in memory, then written to a file that is never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.index.analysis.terms import tokens
from dateline.index.arrays import Array, pack, run_bounds
from dateline.index.schema import ATTRIBUTES, months
from dateline.index.segment.array_file import string_table, write_arrays
from dateline.index.segment.bigrams import bigrams
from dateline.index.segment.docstore import compress
from dateline.index.segment.frequency import COUNT_MAX, ESCAPE, pack_frequencies
from dateline.index.segment.postings import Postings, merge, of_stems

DOCS_MAX = 1 << 16
"""Articles in a segment at most, so that an article's number takes two bytes."""


@dataclass(slots=True)
class SegmentContents:
    """All of a segment. `words` are sorted and `stems` aligned with them; the other lists have an item an article.

    `stored` is as `index.segment.docstore.encode_article` has it; `attributes[name]` holds display values, empty where missing;
    `lengths` has three columns: headline, body, lead.
    """

    words: list[bytes]
    stems: list[bytes]
    postings: Postings
    ids: list[bytes]
    day: Array
    lengths: Array
    attributes: dict[str, list[bytes]]
    stored: list[bytes]


def write_segment(folder: Path, prefix: str, contents: SegmentContents) -> str:
    """Write a segment's file, `<prefix>_<name>.seg`, and return its name: a hash, so the same articles get the same.

    Raises:
        OSError: The disk is full or the folder can't be written.
    """
    temporary = folder / f"{prefix}_new.seg"
    try:
        write_arrays(temporary, _arrays(contents))
        name = _digest(temporary)
        temporary.replace(folder / f"{prefix}_{name}.seg")
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return name


def _arrays(contents: SegmentContents) -> dict[str, Array]:
    from concurrent.futures import ThreadPoolExecutor  # not needed for a search

    with ThreadPoolExecutor(1) as beside:
        stored = beside.submit(compress, contents.stored)  # which lets go of Python
        arrays = _words_arrays(contents) | {
            "day": contents.day.astype("<u4"),
            "month": months(contents.day).astype("<u2"),
            "length": contents.lengths.astype("<u4").reshape(-1),
            "id.sorted": np.array(sorted(range(len(contents.ids)), key=contents.ids.__getitem__), "<u2"),
        }
        for name in ATTRIBUTES:
            values = sorted(set(contents.attributes[name]))
            code = {value: number for number, value in enumerate(values)}
            arrays |= _strings(name, values)
            arrays |= _strings(f"{name}.words", [_terms(value) for value in values])
            arrays[f"{name}.code"] = np.array([code[value] for value in contents.attributes[name]], "<u2")
        return arrays | _strings("id", contents.ids) | stored.result()


def _words_arrays(contents: SegmentContents) -> dict[str, Array]:
    """What is stored of words, stems and pairs."""
    posts, stem_names = contents.postings, sorted(set(contents.stems))
    rank = {stem: number for number, stem in enumerate(stem_names)}
    stem = np.fromiter((rank[stem] for stem in contents.stems), np.int64, len(contents.stems))
    start, many = run_bounds(posts.word, len(contents.words)), posts.count >= COUNT_MAX
    arrays = _strings("word", contents.words) | _strings("stem", stem_names) | {
        "word.stem": pack(stem),
        "word.start": start,
        "word.place": pack(np.append(0, np.cumsum(posts.count))[start]),
        "doc": posts.doc.astype("<u2"),
        "place": pack(posts.places),
        "many.posting": pack(np.flatnonzero(many)),
        "many.count": pack(posts.count[many]),
        "stem.word": pack(np.argsort(stem, kind="stable")),
        "stem.words": run_bounds(np.sort(stem), len(stem_names)),
    }
    lists = {"": pack_frequencies(posts)}
    stems = of_stems(posts, stem)
    arrays |= {"stem.start": run_bounds(stems.word, len(stem_names)), "stem.doc": stems.doc.astype("<u2")}
    lists["stem."] = pack_frequencies(stems)
    del stems
    common, keys, paired = bigrams(posts, contents.lengths)
    arrays |= {"common": pack(common), "pair": keys.astype("<u8"), "pair.start": run_bounds(paired.word, len(keys))}
    arrays["pair.doc"] = paired.doc.astype("<u2")
    lists["pair."] = pack_frequencies(paired)
    return arrays | _frequencies(lists)


def _frequencies(lists: Mapping[str, Array]) -> dict[str, Array]:
    """Packed frequencies in a byte each: their places among the most frequent ones, or `ESCAPE` and then apart."""
    times = np.sum([np.bincount(frequency, minlength=1 << 16) for frequency in lists.values()], axis=0)
    usual = np.argsort(-times, kind="stable")[:ESCAPE]
    code = np.full(1 << 16, ESCAPE, np.uint8)
    code[usual] = np.arange(len(usual))
    arrays = {"frequency.usual": usual.astype("<u2")}
    for name, frequency in lists.items():
        codes = code[frequency]
        odd = np.flatnonzero(codes == ESCAPE)
        arrays |= {
            f"{name}frequency": codes,
            f"{name}odd.posting": pack(odd),
            f"{name}odd.frequency": frequency[odd],
        }
    return arrays


def merge_contents(parts_contents: Sequence[SegmentContents]) -> SegmentContents:
    """One contents of several, their articles in order. Words that no article has any more are gone."""
    stem_of: dict[bytes, bytes] = {}
    for contents in parts_contents:
        stem_of |= zip(contents.words, contents.stems, strict=True)
    number = {word: place for place, word in enumerate(sorted(stem_of))}
    parts, base = [], 0
    for contents in parts_contents:
        renumbered = np.fromiter((number[word] for word in contents.words), np.int32, len(contents.words))
        old = contents.postings
        parts.append(Postings(renumbered[old.word], old.doc + base, old.count, old.title, old.lead, old.places))
        base += len(contents.ids)
    postings = merge(parts)
    used, word = np.unique(postings.word, return_inverse=True)
    names = sorted(stem_of)
    words = [names[place] for place in used.tolist()]
    return SegmentContents(
        words=words,
        stems=[stem_of[word] for word in words],
        postings=Postings(
            word.astype(np.int32), postings.doc, postings.count, postings.title, postings.lead, postings.places
        ),
        ids=[value for contents in parts_contents for value in contents.ids],
        day=np.concatenate([contents.day for contents in parts_contents]),
        lengths=np.concatenate([contents.lengths for contents in parts_contents]),
        attributes={name: [value for contents in parts_contents for value in contents.attributes[name]] for name in ATTRIBUTES},
        stored=[value for contents in parts_contents for value in contents.stored],
    )


def _terms(value: bytes) -> bytes:
    """A value's terms, each between spaces: ` the baghdad post `; a missing value is ` unknown `."""
    return b" " + b" ".join(token.term.encode() for token in tokens(value.decode() or "unknown")) + b" \n"


def _strings(name: str, values: Sequence[bytes]) -> dict[str, Array]:
    blob, ends = string_table(values)
    return {f"{name}.blob": blob, f"{name}.ends": ends}


def _digest(path: Path) -> str:
    import hashlib  # not needed for a search

    digest = hashlib.blake2b(digest_size=8)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
