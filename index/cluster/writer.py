"""The sink of an indexing run on a cluster: batches in, documents out, visible with the commit.

Documents are sent as they come, and stay where a run is cut off: the next one asks the cluster what it holds, and sends
the rest. Deletions come last. The index that searches see is refreshed by a commit alone; one that is built anew stands
beside the old one until its alias is switched.
"""

import base64
import re
from collections.abc import Iterable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.archive.generation import IndexedFile
from dateline.index.arrays import Array
from dateline.index.build.batch import Batch
from dateline.index.build.writer import OtherLanguage
from dateline.index.cluster.about import About, read_about, visible_index, write_about
from dateline.index.cluster.address import parse_address
from dateline.index.cluster.client import Client
from dateline.index.cluster.copies import COLUMNS, changed_copies
from dateline.index.cluster.documents import document_key, documents
from dateline.index.cluster.errors import ClusterError, OtherIndex, StrictNeedsRebuild, UnexpectedAnswer
from dateline.index.cluster.lock import Lock
from dateline.index.cluster.maps import Maps
from dateline.index.cluster.schema import WORD_MAX, companions, family, mappings, settings
from dateline.index.cluster.stream import BulkStream, close_snapshot, open_snapshot, scan
from dateline.index.extract.text.line_pairs import NONE

_VOCABULARY_MAX, _VOCABULARY_KEPT = 1 << 16, 3 << 14
"""Distinct terms that the analyzer caches; of more it keeps the first, which are the commonest. What bounds memory: 300
bytes a term, and a new archive has five of them an article.
"""
_COPIED = "wait_for_no_initializing_shards=true&timeout=30s"
"""Waited for before articles are sent: what is acknowledged sooner is on one node alone."""
_FILE_FIELDS = ("name", "size", "mtime", "skipped", "corrections")


class ClusterWriter:
    """See `index.build.sink.Sink`.

    Attributes:
        has_begun: Whether anything has been changed.

    Args:
        address: The archive's.
        language: For the stemmer; None takes the archive's own, at first English.
        rebuild: Start from nothing, beside what there is, which stands until the commit.
        wait: Wait for another writer to end.
        strict: Whether nothing may be changed where anything is skipped, which only an index that is new can promise.

    Raises:
        ClusterWriterBusy: Another writer is at work.
        OtherLanguage: The archive was indexed in another language.
        StrictNeedsRebuild: `strict`, and there is an archive that is not built anew.
        ClusterError: One of those in `index.cluster.errors`.
    """

    def __init__(
        self, address: str, *, language: str | None = None, rebuild: bool = False, strict: bool = False,
        wait: bool = False,
    ) -> None:  # fmt: skip
        self._client = Client(parse_address(address))
        self._client.check()
        self.folder = Path.cwd() / self._client.address.name  # there is none; sources lie beside it
        self._visible = visible_index(self._client)
        self._lock = Lock(self._client, wait=wait)
        try:
            self._open(language, rebuild=rebuild, strict=strict)
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def _open(self, language: str | None, *, rebuild: bool, strict: bool) -> None:
        self._bulk = BulkStream(self._client)
        self._stale: list[str] = []
        self._old_files: dict[str, IndexedFile] = {}
        name = self._client.address.name
        self._visible = visible_index(self._client)  # now that no other writer may switch it
        found = self._existing(name)
        usable = [self._visible] if self._visible else found[-1:]
        self.is_new = rebuild or not usable
        number = 1 + max((_number(index) for index in found), default=0)
        self._index = f"{name}.{number}" if self.is_new else usable[0]
        self.state = self._settings() if self.is_new else read_about(self._client, self._index)
        self._kept = replace(self.state)
        if strict and not self.is_new:
            raise StrictNeedsRebuild(self._client.address.text)
        if language and not self.is_new and language != self.state.language:
            raise OtherLanguage(self.state.language, language)
        self.state.language = language or self.state.language
        self.unfinished = not self.is_new and not self.state.whole
        self.has_begun = False
        self._words = 0

    def __enter__(self) -> "ClusterWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """What was sent stays; `commit` has been reached or not."""
        with suppress(ClusterError):  # it ends by itself
            self._lock.release()

    def _existing(self, name: str) -> list[str]:
        """The indices of articles that this archive has, oldest first."""
        found = self._client.ask("GET", f"/{name}.*?allow_no_indices=true&filter_path=*.aliases", shape={...: dict})
        return sorted((index for index in found if re.fullmatch(rf"{name}\.[0-9]+", index)), key=_number)

    def _settings(self) -> About:
        """What the archive that is to be built anew says of how; nothing where it is of another format."""
        try:
            old = read_about(self._client, self._visible) if self._visible else About()
        except OtherIndex as error:
            if error.found is None:  # it is no archive of ours, and would be deleted
                raise
            old = About()
        return replace(old, version="", rules="", number=0, whole=False)

    def _begin(self) -> None:
        """Before the first change: make the index, if it is a new one, or note that it is not whole; and wait for its
        copies.
        """
        if self.has_begun:
            return
        self.has_begun = True
        self.state.whole = False
        if self.is_new:
            self._make()
        else:
            write_about(self._client, self._index, replace(self._kept, whole=False))
        with suppress(UnexpectedAnswer):  # that took too long, and nothing is amiss with it
            self._client.ask("GET", f"/_cluster/health/{family(self._index)}?{_COPIED}")

    def _make(self) -> None:
        """Make the index, and those beside it, in place of what a run has left that was cut off."""
        for index in self._existing(self._client.address.name):
            if index != self._visible:
                self._client.ask("DELETE", f"/{family(index)}?ignore_unavailable=true")
        self._create(self._index, {"settings": settings(), "mappings": mappings(asdict(self.state))})
        for ending, mapping in companions().items():
            self._create(f"{self._index}.{ending}", {"mappings": mapping})

    def _create(self, index: str, body: dict[str, Any]) -> None:
        try:
            self._client.ask("PUT", f"/{index}", body)
        except UnexpectedAnswer as error:
            if "already exists" not in error.reason:  # as a request says that is sent again
                raise

    def listing(self) -> None:
        """See `index.build.sink.Sink`: not kept."""

    def files(self) -> dict[str, IndexedFile]:
        """See `index.build.sink.Sink`: as the articles that are there tell, those of a run that was cut off too."""
        if self.is_new:
            return {}
        self._client.ask("POST", f"/{family(self._index)}/_refresh")
        found = self._scanned(f"{self._index}.files", key="name", source=_FILE_FIELDS)
        files = {
            one["name"]: IndexedFile(articles=self.mapping(), **{key: one[key] for key in _FILE_FIELDS[1:]})
            for one in found
        }
        for one in self._scanned(self._index, "id", "file", "digest"):
            file = files.setdefault(one["file"], IndexedFile(0, 0, self.mapping(), {}))
            if file.articles.setdefault(one["digest"], one["id"]) != one["id"]:
                self._stale.append(one["id"])
        self._old_files = {name: file._replace(articles={}) for name, file in files.items()}
        return files

    def mapping(self) -> MutableMapping[str, str]:
        """See `index.build.sink.Sink`: on the disk."""
        return self._maps.new()

    @cached_property
    def _maps(self) -> Maps:
        return Maps()

    def pairs(self) -> dict[str, Array]:
        """See `index.build.sink.Sink`."""
        about = () if self.is_new else self._scanned(f"{self._index}.files", key="name", source=("name", "pairs"))
        return {one["name"]: np.frombuffer(base64.b64decode(one["pairs"]), "<u8") for one in about if one["pairs"]}

    def _scanned(
        self, index: str, *columns: str, key: str = "id", source: tuple[str, ...] = ()
    ) -> Iterable[dict[str, Any]]:
        snapshot = open_snapshot(self._client, index)
        try:
            yield from scan(self._client, snapshot, list(columns), key=key, source=source)
        finally:
            close_snapshot(self._client, snapshot)

    def add(self, batch: Batch) -> None:
        """See `index.build.sink.Sink`. What is sent is kept, whatever comes after."""
        if not len(batch.articles):
            return
        self._begin()
        self._lock.renew()
        for document in documents(batch, self._analyzer):
            self._bulk.put(self._index, document_key(document["id"]), document)
        for word in self._analyzer.vocabulary[self._words :]:
            self._bulk.put(f"{self._index}.words", document_key(word), {"word": word[:WORD_MAX]})
        self._words = len(self._analyzer.vocabulary)
        if self._words > _VOCABULARY_MAX:
            self._analyzer.forget(_VOCABULARY_KEPT)
            self._words = _VOCABULARY_KEPT

    @cached_property
    def _analyzer(self) -> Analyzer:
        """Of this run alone: what it sends are this archive's words."""
        return Analyzer(self.state.language)

    @property
    def acknowledged(self) -> int:
        """How many articles the cluster has acknowledged."""
        return self._bulk.acknowledged[self._index]

    def delete(self, ids: Iterable[str]) -> None:
        """See `index.build.sink.Sink`."""
        self._stale += ids

    def commit(self, files: dict[str, IndexedFile], pairs: Mapping[str, Array] | None = None) -> None:
        """See `index.build.sink.Sink`."""
        self._begin()
        if self._words:
            self._analyzer.forget()  # what comes next needs memory, and no words
        self._delete_stale(files)
        self._write_files(files, pairs or {})
        self._bulk.flush()
        self._client.ask("POST", f"/{family(self._index)}/_refresh")
        self._group_copies()
        self._client.ask("POST", f"/{self._index}/_refresh")
        self.state.whole, self.state.number = True, self.state.number + 1
        write_about(self._client, self._index, self.state)
        self._switch()

    def _delete_stale(self, files: Mapping[str, IndexedFile]) -> None:
        stale = dict.fromkeys(self._stale)
        for _, identity in chain.from_iterable(file.articles.items() for file in files.values() if stale):
            stale.pop(identity, None)
        for identity in stale:
            self._bulk.delete(self._index, document_key(identity))

    def _write_files(self, files: dict[str, IndexedFile], pairs: Mapping[str, Array]) -> None:
        """The records of files that have changed, with the pairs of their lines."""
        index, old = f"{self._index}.files", self._old_files
        changed = [name for name, file in files.items() if old.pop(name, None) != file._replace(articles={})]
        kept = {} if pairs.keys() >= set(changed) else self.pairs()
        for name in changed:
            about = {field: getattr(files[name], field) for field in _FILE_FIELDS[1:]}
            own = pairs.get(name, kept.get(name, NONE))
            about |= {"name": name, "pairs": base64.b64encode(own.tobytes()).decode()}
            self._bulk.put(index, document_key(name), about)
        for name in old:
            self._bulk.delete(index, document_key(name))

    def _group_copies(self) -> None:
        """Tell the copies of each story, and what passages stories share, anew, and write what has changed."""
        for key, found in changed_copies(self._scanned(self._index, *COLUMNS)):
            self._bulk.change(self._index, key, found)
        self._bulk.flush()

    def _switch(self) -> None:
        """Let searches see this index, and delete the one that they saw before."""
        if self._visible == self._index:
            return
        alias = self._client.address.name
        actions = [{"add": {"index": self._index, "alias": alias}}]
        actions += [{"remove": {"index": self._visible, "alias": alias}}] if self._visible else []
        self._client.ask("POST", "/_aliases", {"actions": actions})
        if self._visible:
            self._client.ask("DELETE", f"/{family(self._visible)}?ignore_unavailable=true")


def _number(index: str) -> int:
    return int(index.rpartition(".")[2])
