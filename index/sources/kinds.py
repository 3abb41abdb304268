"""Which kinds of file are read, by the ends of their names: the one table of them.

What a kind is read by: of `text` kinds the words, as `documents` decodes them; of `document` kinds the bytes, which the
parser of that form opens; of `container` kinds the documents in it, which `documents` gives one by one.
"""

from collections.abc import Mapping
from typing import Final

KINDS: Final[Mapping[str, str]] = {
    # text
    ".txt": "plain_text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".json": "json",
    ".jsonl": "json_lines",
    ".ndjson": "json_lines",
    ".csv": "table",
    ".tsv": "table",
    ".sgm": "reuters",
    # documents
    ".pdf": "pdf",  # pypdf
    ".docx": "docx",  # python-docx
    ".eml": "mail",
    # containers
    ".mbox": "mbox",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".epub": "epub",
    ".warc": "warc",  # warcio
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".tar.bz2": "tar",
    ".tar.xz": "tar",
}
"""Each may also end in `.gz`."""

SUFFIXES = tuple(KINDS)
SIDECAR = ".meta.json"
"""How the name of a file ends that says what is known of the articles in the file beside it."""
STREAMED = ("mbox", "warc", "zip", "tar")
"""Containers that are read without being in memory whole."""


def suffix(name: str) -> str | None:
    """The suffix of a name (`.txt`), `.gz` aside, in small letters; None for a kind that is not read, and a sidecar."""
    end = name[name.rfind(".") :]
    if end in KINDS and (end != ".json" or not name.lower().endswith(SIDECAR)):
        return end  # most names, told in a third of the time
    name = name.lower().removesuffix(".gz")
    if name.endswith(SIDECAR):
        return None
    return next(filter(name.endswith, SUFFIXES), None) if name.endswith(SUFFIXES) else None


def kind_of(name: str) -> str | None:
    """The kind of a file, None for one that is not read."""
    found = suffix(name)
    return KINDS[found] if found else None


def is_text(name: str) -> bool:
    """Whether a file of this name is plain text or Markdown: one raw document, which may be the dump of a page."""
    return suffix(name) in {".txt", ".md"}
