"""The segment builder: batches in, one by one, and the segment contents of all their articles out."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.analysis.form_chunks import FormOccurrences
from dateline.index.archive.segment_info import TOKENS_EACH
from dateline.index.arrays import Array
from dateline.index.schema import ATTRIBUTES, LEAD
from dateline.index.segment.contents import DOCS_MAX, SegmentContents
from dateline.index.segment.docstore import SEGMENT_MAX
from dateline.index.segment.postings import TokenStreams, invert, invert_forms

if TYPE_CHECKING:
    from dateline.index.build.batch import ArticleColumns, Batch

VOCABULARY_MAX = 1 << 19
"""Distinct terms that stay in the analyzer's cache from one segment to the next: what bounds memory."""


class SegmentBuilder:
    """Articles whose words are numbered and stemmed as they come, while workers read on."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._columns: list[ArticleColumns] = []
        self._streams: list[TokenStreams] = []
        self._sketches: list[Array] = []
        self._form_numbers: dict[str, int] = {}
        self._forms: list[Array] = []
        self._form_tokens: list[Array] = []
        self.articles = self.tokens = self._streamed = 0

    def add(self, batch: "Batch") -> None:
        """Add a batch's articles."""
        words, lengths, form_tokens, compounds = self._analyzer.term_numbers(batch.chunks)
        title, lead, rest = lengths.reshape(-1, 3).T
        self._columns.append(batch.articles)
        self._sketches.append(batch.sketches)
        self._streams.append(TokenStreams(words, title, lead + rest, np.minimum(lead, LEAD), compounds))
        self._add_forms(batch.chunks.forms, form_tokens + self._streamed)
        self._streamed += len(words)
        self.articles += len(batch.articles)
        self.tokens += reckoned_tokens(len(words), batch.articles.stored)
        self._analyzer.stems()  # in the time that other processes take to read

    def _add_forms(self, found: FormOccurrences, tokens: Array) -> None:
        """Add surface forms, which are those of these tokens, counted over all batches."""
        numbers = self._form_numbers
        of_dictionary = [numbers.setdefault(form, len(numbers)) for form in found.dictionary.split()]
        self._forms.append(np.array(of_dictionary, np.int32)[found.codes])
        self._form_tokens.append(tokens)

    def contents(self) -> SegmentContents:
        """All the articles, in order. The builder ends with it."""
        from concurrent.futures import ThreadPoolExecutor

        streams, self._streams = TokenStreams.joined(self._streams), []
        batches, self._columns = self._columns, []
        terms, streams = self._sorted_terms(streams)
        vocabulary, stems = self._analyzer.vocabulary, self._analyzer.stems()
        attributes = [values for columns in batches for values in columns.attributes]
        forms, form_numbers = self._sorted_forms()
        with ThreadPoolExecutor(1) as beside:
            postings = beside.submit(invert, streams)  # releases the GIL
            contents = SegmentContents(
                words=[vocabulary[term].encode() for term in terms],
                stems=[stems[term].encode() for term in terms],
                ids=[_utf8(identity) for columns in batches for identity in columns.id],
                day=np.array([day for columns in batches for day in columns.day]),
                sketches=np.concatenate(self._sketches),
                passages=list(chain.from_iterable(columns.passages for columns in batches)),
                lengths=np.stack([streams.title, streams.body, streams.lead], axis=1),
                attributes={name: [_utf8(values[at]) for values in attributes] for at, name in enumerate(ATTRIBUTES)},
                stored=list(chain.from_iterable(columns.stored for columns in batches)),
                forms=forms,
                form_postings=invert_forms(form_numbers, np.concatenate(self._form_tokens), streams),
                postings=postings.result(),
            )
        if len(vocabulary) > VOCABULARY_MAX:
            self._analyzer.forget()
        return contents

    def _sorted_terms(self, streams: TokenStreams) -> tuple[list[int], TokenStreams]:
        """The vocabulary's terms that the articles have, sorted, and the streams with the terms' places among these."""
        vocabulary = self._analyzer.vocabulary
        is_used = np.zeros(len(vocabulary), bool)
        is_used[streams.words] = is_used[streams.compounds[0]] = True
        terms = sorted(np.flatnonzero(is_used).tolist(), key=vocabulary.__getitem__)  # as their UTF-8 bytes sort
        rank = np.zeros(len(vocabulary), np.int32)
        rank[terms] = np.arange(len(terms))
        of_compounds, first = streams.compounds
        return terms, replace(streams, words=rank[streams.words], compounds=np.stack([rank[of_compounds], first]))

    def _sorted_forms(self) -> tuple[list[bytes], Array]:
        """The surface forms that the articles have, sorted, and those of all occurrences as places among these."""
        numbers = np.concatenate(self._forms)
        known = list(self._form_numbers)
        is_used = np.zeros(len(known), bool)
        is_used[numbers] = True
        order = sorted(np.flatnonzero(is_used).tolist(), key=known.__getitem__)
        rank = np.zeros(len(known), np.int32)
        rank[order] = np.arange(len(order))
        return [_utf8(known[number]) for number in order], rank[numbers]


def reckoned_tokens(tokens: int, stored: Iterable[bytes]) -> int:
    """The tokens that articles are reckoned at: a segment of words of unusual length holds fewer, too."""
    return max(tokens, sum(map(len, stored)) * DOCS_MAX * TOKENS_EACH // SEGMENT_MAX)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")
