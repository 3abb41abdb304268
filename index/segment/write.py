"""A segment's contents as a file of arrays, which is never changed. `docs/index-format.md` has every array."""

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dateline.index import durable
from dateline.index.analysis.terms import COMPOUND, tokens
from dateline.index.arrays import Array, pack, run_bounds
from dateline.index.schema import ATTRIBUTES, months
from dateline.index.segment.array_file import file_parts, string_table
from dateline.index.segment.bigrams import find_bigrams
from dateline.index.segment.codebook import encode_frequencies
from dateline.index.segment.contents import SegmentContents
from dateline.index.segment.docstore import compress
from dateline.index.segment.frequency import COUNT_MAX
from dateline.index.segment.postings import Postings, stem_postings


def write_segment(folder: Path, prefix: str, contents: SegmentContents) -> str:
    """Write a segment's file, `<prefix>_<name>.seg`, and return its name: a hash, so the same articles get the same.
    Its data is on the disk then, its name not yet (`index.durable`).

    Raises:
        OSError: The disk is full or the folder can't be written.
    """
    parts = list(file_parts(segment_arrays(contents)))
    name, unnamed = _digest(parts), folder / f"{prefix}_new.seg"
    try:
        durable.write_file(unnamed, parts)
        durable.rename(unnamed, folder / f"{prefix}_{name}.seg")
    except BaseException:
        durable.remove(unnamed)
        raise
    return name


def segment_arrays(contents: SegmentContents) -> dict[str, Array]:
    """All arrays of a segment, by name."""
    from concurrent.futures import ThreadPoolExecutor  # not needed for a search

    with ThreadPoolExecutor(1) as beside:
        stored = beside.submit(compress, contents.stored)  # releases the GIL
        return index_arrays(contents) | stored.result()


def index_arrays(contents: SegmentContents) -> dict[str, Array]:
    """The arrays of a segment, all but those of its doc store."""
    tables = strings("id", contents.ids) | strings("passage", contents.passages)
    arrays = _inverted_index(contents) | article_columns(contents) | tables
    for name in ATTRIBUTES:
        arrays |= attribute(name, contents.attributes[name])
    return arrays


def _inverted_index(contents: SegmentContents) -> dict[str, Array]:
    """Words, stems, bigrams and surface forms with their posting lists."""
    stems, stem_of = stem_numbers(contents)
    arrays = strings("word", contents.words) | strings("stem", stems)
    arrays |= {"word.stem": pack(stem_of)}
    arrays |= word_lists(contents)
    frequencies = {"": contents.postings.frequency}
    lists, frequencies["stem."] = stem_lists(contents.postings, stem_of, len(stems))
    arrays |= lists
    lists, frequencies["bigram."] = bigram_lists(contents)
    arrays |= lists
    lists, frequencies["form."] = form_lists(contents)
    return arrays | lists | encode_frequencies(frequencies)


def stem_numbers(contents: SegmentContents) -> tuple[list[bytes], Array]:
    """The stems, sorted, and the number of each word's."""
    stems = sorted(set(contents.stems))
    rank = {stem: number for number, stem in enumerate(stems)}
    return stems, np.fromiter((rank[stem] for stem in contents.stems), np.int64, len(contents.stems))


def word_lists(contents: SegmentContents) -> dict[str, Array]:
    """The words' articles and positions, and what frequencies don't tell of how often."""
    postings = contents.postings
    bounds, is_capped = run_bounds(postings.word, len(contents.words)), postings.count >= COUNT_MAX
    return {
        "word.postings": bounds,
        "word.positions": pack(np.append(0, np.cumsum(postings.count))[bounds]),
        "doc": postings.doc.astype("<u2"),
        "position": pack(postings.positions),
        "capped.posting": pack(np.flatnonzero(is_capped)),
        "capped.count": pack(postings.count[is_capped]),
    }


def stem_lists(postings: Postings, stem_of: Array, stems: int) -> tuple[dict[str, Array], Array]:
    """The words of so many stems, and the articles of those that have several; and the frequencies of these."""
    found = stem_postings(postings, stem_of)
    return {
        "stem.word": pack(np.argsort(stem_of, kind="stable")),
        "stem.words": run_bounds(np.sort(stem_of), stems),
        "stem.postings": run_bounds(found.word, stems),
        "stem.doc": found.doc.astype("<u2"),
    }, found.frequency


def bigram_lists(contents: SegmentContents) -> tuple[dict[str, Array], Array]:
    """The words whose bigrams have posting lists, and these; and their frequencies."""
    first_word = bisect_right(contents.words, COMPOUND.encode(), key=lambda word: word[:1])
    words, keys, found = find_bigrams(contents.postings, contents.lengths, first_word)
    return {
        "bigram.word": pack(words),
        "bigram.key": keys.astype("<u8"),
        "bigram.postings": run_bounds(found.word, len(keys)),
        "bigram.doc": found.doc.astype("<u2"),
    }, found.frequency


def form_lists(contents: SegmentContents) -> tuple[dict[str, Array], Array]:
    """The surface forms and their articles; and their frequencies."""
    found, forms = contents.form_postings, contents.forms
    lists = {"form.postings": run_bounds(found.word, len(forms)), "form.doc": found.doc.astype("<u2")}
    return strings("form", forms) | lists, found.frequency


def article_columns(contents: SegmentContents) -> dict[str, Array]:
    """What is told of each article."""
    return {
        "day": contents.day.astype("<u4"),
        "month": months(contents.day).astype("<u2"),
        "length": contents.lengths.astype("<u4").reshape(-1),
        "sketch": contents.sketches.T.reshape(-1),
        "id.sorted": np.array(sorted(range(len(contents.ids)), key=contents.ids.__getitem__), "<u2"),
    }


def attribute(name: str, column: Sequence[bytes]) -> dict[str, Array]:
    """The distinct values of an attribute, their terms, and which one each article has."""
    values = sorted(set(column))
    code = {value: number for number, value in enumerate(values)}
    arrays = strings(name, values) | strings(f"{name}.words", [_terms(value) for value in values])
    return arrays | {f"{name}.code": np.array([code[value] for value in column], "<u2")}


def _terms(value: bytes) -> bytes:
    """A value's terms, each between spaces: ` the baghdad post `; a missing value is ` unknown `."""
    return b" " + b" ".join(token.term.encode() for token in tokens(value.decode() or "unknown")) + b" \n"


def strings(name: str, values: Sequence[bytes]) -> dict[str, Array]:
    """The arrays of a string table."""
    blob, ends = string_table(values)
    return {f"{name}.blob": blob, f"{name}.ends": ends}


def _digest(parts: Sequence[bytes | memoryview]) -> str:
    import hashlib  # not needed for a search

    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
