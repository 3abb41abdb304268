"""All files of an archive in a few bytes: a run that finds them the same need not read what each of them held."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from dateline.index.archive.generation import IndexedFile, Listing


def listing_of(files: Mapping[str, IndexedFile]) -> Listing | None:
    """The listing of files as a run leaves them; None where the next one has something to read or to tell of them,
    however they are by then.
    """
    if any(not record.mtime or record.skipped for record in files.values()):
        return None
    rows = ((name, record.size, record.mtime, record.corrections) for name, record in files.items())
    return Listing(digest_of(rows), sum(len(record.articles) for record in files.values()))


def digest_of(rows: Iterable[tuple[str, int, int, str]]) -> str:
    """Tells files, in whatever order, from any others: by the name, size and time of each, and its corrections."""
    lines = sorted(f"{name}\0{size}\0{mtime}\0{corrections}" for name, size, mtime, corrections in rows)
    return blake2b("\n".join(lines).encode("utf-8", "replace"), digest_size=16).hexdigest()
