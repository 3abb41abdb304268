"""The segment in the making: batches in, one by one, and a contents of all their articles out."""

from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import numpy as np

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.build.batch import ArticleColumns, Batch
from dateline.index.schema import ATTRIBUTES, LEAD
from dateline.index.segment.contents import SegmentContents
from dateline.index.segment.postings import TokenStreams, invert

VOCABULARY_MAX = 1 << 19
"""Distinct terms that are kept in mind from one segment to the next: what bounds memory."""


class SegmentBuilder:
    """Articles whose words are numbered and stemmed as they come, while workers read on."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._entries: list[ArticleColumns] = []
        self._streams: list[TokenStreams] = []
        self.articles = self.tokens = 0

    def add(self, batch: Batch) -> None:
        """Add a batch's articles."""
        words, lengths = self._analyzer.numbers(batch.chunks)
        title, lead, rest = lengths.reshape(-1, 3).T
        self._entries.append(batch.articles)
        self._streams.append(TokenStreams(words, title, lead + rest, np.minimum(lead, LEAD)))
        self.articles += len(batch.articles)
        self.tokens += len(words)
        self._analyzer.stems()  # in the time that other processes take to read

    def contents(self) -> SegmentContents:
        """A segment of all the articles, in order. The builder ends with it."""
        streams, self._streams = self._joined(), []
        batches, self._entries = self._entries, []
        vocabulary, stems = self._analyzer.vocabulary, self._analyzer.stems()
        is_used = np.zeros(len(vocabulary), bool)
        is_used[streams.words] = True
        terms = sorted(np.flatnonzero(is_used).tolist(), key=vocabulary.__getitem__)  # as their UTF-8 bytes sort
        rank = np.zeros(len(vocabulary), np.int32)
        rank[terms] = np.arange(len(terms))
        streams = TokenStreams(rank[streams.words], streams.title, streams.body, streams.lead)
        attributes = [values for entries in batches for values in entries.attributes]
        with ThreadPoolExecutor(1) as beside:
            postings = beside.submit(invert, streams)  # which lets go of Python
            made = SegmentContents(
                words=[vocabulary[term].encode() for term in terms],
                stems=[stems[term].encode() for term in terms],
                ids=[value.encode("utf-8", "replace") for entries in batches for value in entries.id],
                day=np.array([day for entries in batches for day in entries.day]),
                lengths=np.stack([streams.title, streams.body, streams.lead], axis=1),
                attributes={
                    name: [values[at].encode("utf-8", "replace") for values in attributes]
                    for at, name in enumerate(ATTRIBUTES)
                },
                stored=list(chain.from_iterable(entries.stored for entries in batches)),
                postings=postings.result(),
            )
        if len(vocabulary) > VOCABULARY_MAX:
            self._analyzer.forget()
        return made

    def _joined(self) -> TokenStreams:
        """The streams of all batches as one."""
        return TokenStreams(
            np.concatenate([stream.words for stream in self._streams]),
            np.concatenate([stream.title for stream in self._streams]),
            np.concatenate([stream.body for stream in self._streams]),
            np.concatenate([stream.lead for stream in self._streams]),
        )
