"""The id ledger of an indexing run: which file holds which article under which id."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import cached_property
from itertools import chain, count
from typing import NamedTuple

from dateline.index.archive.generation import IndexedFile


class Stale(NamedTuple):
    """Ids whose articles are to be deleted, and how many of them were not replaced."""

    ids: list[str]
    removed: int


class Ledger:
    """What each file held after the last run, and what it is found to hold in this one. No two articles have one id.

    Attributes:
        files: The files of this run by name; what they hold is filled in as it is read.

    Args:
        old: Gives those of the last run; asked only when they are needed.
        mapping: Makes the mappings that grow with the articles.
    """

    def __init__(
        self, old: Callable[[], Mapping[str, IndexedFile]], mapping: Callable[[], MutableMapping[str, str]] = dict
    ) -> None:
        self._read_old, self._mapping = old, mapping
        self._unreadable, self._opened = set[str](), set[str]()
        self._given = mapping()  # the ids of files that were read, each with its file
        self.files: dict[str, IndexedFile] = {}

    @cached_property
    def old(self) -> Mapping[str, IndexedFile]:
        """By name the files of the last run."""
        return self._read_old()

    @cached_property
    def _owner(self) -> MutableMapping[str, str]:
        """The file that had an id."""
        owner = self._mapping()
        owner.update((identity, name) for name, record in self.old.items() for _, identity in record.articles.items())
        return owner

    def _is_given(self, identity: str) -> bool:
        """Whether an article of this run has this id: of a file that was read, or of one that stays as it was."""
        owner = self._owner.get(identity)
        return identity in self._given or (owner in self.files and owner not in self._opened)

    def gone(self, found: Mapping[str, object]) -> dict[str, IndexedFile]:
        """What the files of the last run held that are not among those found."""
        if self.old.keys() <= found.keys():  # most often, and in no time
            return {}
        return {name: record for name, record in self.old.items() if name not in found}

    def holds(self, file: str, digest: str) -> bool:
        """Whether a file is found to hold this article already."""
        return digest in self.files[file].articles

    def enter_unchanged(self, file: str, digests: Iterable[str]) -> int:
        """Enter articles that a file held before, but for those that are entered and those whose ids others before them
        have taken; returns how many.
        """
        old = self.old.get(file)
        if old is None:
            return 0
        held, given, entered = self.files[file].articles, self._given, 0  # of files that stay, none has an id of these
        for digest in digests:
            identity = old.articles.get(digest)
            if identity is not None and identity not in given and digest not in held:
                held[digest] = identity
                given[identity] = file
                entered += 1
        return entered

    def was_in(self, file: str, identity: str) -> bool:
        """Whether an article of this file had this id before."""
        return self._owner.get(identity) == file

    def free_id(self, file: str, wanted: str, fallback: str) -> str:
        """An id for a file's article: the one wanted, or the fallback, or that with a number."""
        names = chain([wanted, fallback], (f"{fallback}~{number}" for number in count(2)))
        return next(name for name in names if self._is_free(name, file))

    def _is_free(self, identity: str, file: str) -> bool:
        """Whether no article has this id, and none of another file that can't be read now had it."""
        owner = self._owner.get(identity, file)
        return not self._is_given(identity) and (owner == file or owner not in self._unreadable)

    def keep(self, file: str, record: IndexedFile) -> None:
        """A file is not read in this run: it holds what it held. To be told before any is read."""
        self.files[file] = record

    def open(self, file: str, size: int, mtime: int, corrections: str = "") -> None:
        """A file is read: what it holds is yet to come, also where it was to stay as it was."""
        self.files[file] = IndexedFile(size, mtime, self._mapping(), {}, corrections)
        self._opened.add(file)

    def give(self, file: str, digest: str, identity: str) -> None:
        """A file holds this article, which has this id from now on."""
        self.files[file].articles[digest] = identity
        self._given[identity] = file

    def skip(self, file: str, item: str, reason: str, *, again: bool) -> None:
        """An entry of a file, or the file, could not be read; `again`: the next run tries again."""
        self.files[file].skipped[item] = reason
        if again:
            self.files[file] = self.files[file]._replace(mtime=0)
        if item == file:
            self._unreadable.add(file)

    def keep_unreadable(self) -> int:
        """Files that could not be read keep the articles they held, unless an id of theirs has been given away; returns
        how many.
        """
        kept = 0
        for name in self._unreadable & self.old.keys():
            articles = {digest: one for digest, one in self.old[name].articles.items() if not self._is_given(one)}
            self.files[name].articles.update(articles)
            kept += len(articles)
        return kept

    def has_new_stat(self) -> bool:
        """Whether a file has another size or time than before, or other corrections."""
        return any(
            (old.size, old.mtime, old.corrections) != (record.size, record.mtime, record.corrections)
            for _, old, record in self._read()
        )

    def stale(self) -> Iterator[Stale]:
        """What files no longer hold, or hold changed."""
        for name, old, record in self._read():
            ids = [identity for digest, identity in old.articles.items() if record.articles.get(digest) != identity]
            yield Stale(ids, sum(self._given.get(identity) != name for identity in ids))

    def _read(self) -> Iterator[tuple[str, IndexedFile, IndexedFile]]:
        """The files that were there before and have been read, and what each held and holds."""
        for name in self._opened & self.old.keys():
            yield name, self.old[name], self.files[name]
