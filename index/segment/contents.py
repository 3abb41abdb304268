"""A segment in the making: gathered whole in memory, then written to a file that is never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.index.analysis.terms import tokens
from dateline.index.arrays import Array, pack, run_bounds
from dateline.index.schema import ATTRIBUTES, months
from dateline.index.segment.array_file import table
from dateline.index.segment.array_file import write as write_container
from dateline.index.segment.bigrams import pairs
from dateline.index.segment.docstore import compressed
from dateline.index.segment.frequency import COUNT_MAX, ODD, packed
from dateline.index.segment.postings import Postings, merge, of_stems

DOCS_MAX = 1 << 16
"""Articles in a segment at most, so that an article's number takes two bytes."""


@dataclass(slots=True)
class Draft:
    """All of a segment. `words` are sorted and `stems` aligned with them; the other lists have an item an article.

    `stored` is as `index.segment.docstore.encoded` has it; `attributes[name]` holds display values, empty where missing;
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
    from concurrent.futures import ThreadPoolExecutor  # not needed for a search

    with ThreadPoolExecutor(1) as beside:
        stored = beside.submit(compressed, draft.stored)  # which lets go of Python
        arrays = _words_arrays(draft) | {
            "day": draft.day.astype("<u4"),
            "month": months(draft.day).astype("<u2"),
            "length": draft.lengths.astype("<u4").reshape(-1),
            "id.sorted": np.array(sorted(range(len(draft.ids)), key=draft.ids.__getitem__), "<u2"),
        }
        for name in ATTRIBUTES:
            values = sorted(set(draft.attributes[name]))
            code = {value: number for number, value in enumerate(values)}
            arrays |= _strings(name, values)
            arrays |= _strings(f"{name}.words", [_terms(value) for value in values])
            arrays[f"{name}.code"] = np.array([code[value] for value in draft.attributes[name]], "<u2")
        return arrays | _strings("id", draft.ids) | stored.result()


def _words_arrays(draft: Draft) -> dict[str, Array]:
    """What is stored of words, stems and pairs."""
    posts, stem_names = draft.postings, sorted(set(draft.stems))
    rank = {stem: number for number, stem in enumerate(stem_names)}
    stem = np.fromiter((rank[stem] for stem in draft.stems), np.int64, len(draft.stems))
    start, many = run_bounds(posts.word, len(draft.words)), posts.count >= COUNT_MAX
    arrays = _strings("word", draft.words) | _strings("stem", stem_names) | {
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
    lists = {"": packed(posts)}
    stems = of_stems(posts, stem)
    arrays |= {"stem.start": run_bounds(stems.word, len(stem_names)), "stem.doc": stems.doc.astype("<u2")}
    lists["stem."] = packed(stems)
    del stems
    common, keys, paired = pairs(posts, draft.lengths)
    arrays |= {"common": pack(common), "pair": keys.astype("<u8"), "pair.start": run_bounds(paired.word, len(keys))}
    arrays["pair.doc"] = paired.doc.astype("<u2")
    lists["pair."] = packed(paired)
    return arrays | _frequencies(lists)


def _frequencies(lists: Mapping[str, Array]) -> dict[str, Array]:
    """Packed frequencies in a byte each: their places among the most frequent ones, or `ODD` and then apart."""
    times = np.sum([np.bincount(frequency, minlength=1 << 16) for frequency in lists.values()], axis=0)
    usual = np.argsort(-times, kind="stable")[:ODD]
    code = np.full(1 << 16, ODD, np.uint8)
    code[usual] = np.arange(len(usual))
    arrays = {"frequency.usual": usual.astype("<u2")}
    for name, frequency in lists.items():
        codes = code[frequency]
        odd = np.flatnonzero(codes == ODD)
        arrays |= {
            f"{name}frequency": codes,
            f"{name}odd.posting": pack(odd),
            f"{name}odd.frequency": frequency[odd],
        }
    return arrays


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


def _terms(value: bytes) -> bytes:
    """A value's terms, each between spaces: ` the baghdad post `; a missing value is ` unknown `."""
    return b" " + b" ".join(token.term.encode() for token in tokens(value.decode() or "unknown")) + b" \n"


def _strings(name: str, values: Sequence[bytes]) -> dict[str, Array]:
    blob, ends = table(values)
    return {f"{name}.blob": blob, f"{name}.ends": ends}


def _digest(path: Path) -> str:
    import hashlib  # not needed for a search

    digest = hashlib.blake2b(digest_size=8)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
