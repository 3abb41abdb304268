"""Batches of analysed articles as documents of an index."""

import base64
import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.analysis.terms import fold, tokens
from dateline.index.arrays import Array
from dateline.index.build.batch import Batch
from dateline.index.cluster.schema import WORD_MAX, stem_hash
from dateline.index.schema import ATTRIBUTES, LEAD, NO_DAY, UNKNOWN, months

Document = dict[str, Any]


def document_key(identity: str) -> str:
    """The name of an article's document: of any id, a hash of one length, since OpenSearch takes no long names."""
    return hashlib.blake2b(identity.encode("utf-8", "replace"), digest_size=16).hexdigest()


def documents(batch: Batch, analyzer: Analyzer) -> Iterator[Document]:
    """A document for each article of a batch."""
    numbers, lengths, form_tokens, compounds = analyzer.term_numbers(batch.chunks)
    words, stems = analyzer.vocabulary, analyzer.stems()
    ends = np.cumsum(lengths).reshape(-1, 3).tolist()
    articles, begin, terms = batch.articles, 0, numbers.tolist()
    hashes = _hashes(numbers, stems)
    found = batch.chunks.forms
    form_words, form_codes, form_tokens = found.dictionary.split(), found.codes.tolist(), form_tokens.tolist()
    compounds_of = _compounds(compounds, np.cumsum(lengths)[2::3], words, stems)
    month = months(np.array(articles.day, np.int64)).tolist()
    for at, (title_end, lead_end, end) in enumerate(ends):
        spans = {
            "title": (begin, title_end),
            "body": (title_end, end),
            "lead": (title_end, min(lead_end, title_end + LEAD)),
        }
        document: Document = {
            "id": _utf8(articles.id[at]),
            "file": _utf8(articles.file[at]),
            "digest": articles.digest[at],
            "stored": articles.stored[at].decode(),
            "sketch": base64.b64encode(batch.sketches[at].tobytes()).decode(),
            "passages": base64.b64encode(articles.passages[at]).decode(),
            "hashes": base64.b64encode(hashes[begin:end].tobytes()).decode(),
            "title_length": title_end - begin,
            "body_length": end - title_end,
            "compounds": compounds_of[at],
        }
        for zone, (first, last) in spans.items():
            document[f"{zone}_words"] = " ".join(words[term][:WORD_MAX] for term in terms[first:last])
            document[f"{zone}_stems"] = " ".join(stems[term][:WORD_MAX] for term in terms[first:last])
            some = form_codes[bisect_left(form_tokens, first) : bisect_left(form_tokens, last)]
            document[f"{zone}_forms"] = " ".join(form_words[form][:WORD_MAX] for form in some)
        if articles.day[at] != NO_DAY:
            document |= {"day": articles.day[at], "month": month[at]}
        yield document | _attributes(dict(zip(ATTRIBUTES, articles.attributes[at], strict=True)))
        begin = end


def _hashes(numbers: Array, stems: Sequence[str]) -> Array:
    """The hash of each term's stem, as little-endian pairs of bytes."""
    distinct, at = np.unique(numbers, return_inverse=True)
    return np.array([stem_hash(stems[term]) for term in distinct.tolist()], "<u2")[at]


def _compounds(compounds: Array, ends: Array, words: Sequence[str], stems: Sequence[str]) -> list[list[str]]:
    """The compounds of each article, each after its stem. `ends` tells where the articles' words end."""
    found: list[set[str]] = [set() for _ in ends]
    numbers, first = compounds
    for number, article in zip(numbers.tolist(), np.searchsorted(ends, first, "right").tolist(), strict=True):
        found[article].add(f"{stems[number]} {words[number]}"[:WORD_MAX])
    return list(map(sorted, found))


def _attributes(values: dict[str, str]) -> Document:
    """The attributes: those that are not missing, and the terms of each, between blanks; and an outlet as it
    is filtered.
    """
    found = {f"{name}_terms": _terms(value) for name, value in values.items()}
    known = {name: _utf8(value) for name, value in values.items() if value}
    return {**found, **known, "outlet_folded": fold(known.get("outlet", UNKNOWN))}


def _terms(value: str) -> str:
    return f" {' '.join(token.term for token in tokens(_utf8(value) or 'unknown'))} "


def _utf8(text: str) -> str:
    """Without what UTF-8 can't hold, as an index in a folder has it."""
    return text.encode("utf-8", "replace").decode()
