"""The values that pass between the stages: files -> RawDocument -> Article, or Skipped."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Form = Literal["plain_text", "html", "record", "markdown", "json_lines", "json_line", "reuters", "pdf", "docx", "mail"]

Confidence = Literal["by hand", "stated", "read", "inferred", "disputed"]
"""How far a value can be relied on: a person says it, the source states it for machines, it was read in the text, it is
inferred (from an address, a path, the format), or the source states another too.
"""

ARTICLE_MAX = 1 << 24
"""Bytes that an article may have: what bounds the memory that reading one takes."""


class RawDocument(NamedTuple):
    """One article's source, decoded, before anything in it is understood; or many lines of JSON as they were read.

    Attributes:
        path: The file, as shown to the user, with `/` between folders.
        number: Which article of the file this is, counted from 1; None where a file is one article.
        form: `plain_text`, `html`, `record` (JSON object), `markdown`, `json_lines` (several
            records still as lines of JSON; `number` is the first one's), `json_line` (one of them), `reuters` (one
            Reuters-21578 SGML entry), `pdf`, `docx` and `mail` (a message).
        content: The text; of `json_lines` their bytes, and of a `json_line` mostly; of a `record` its fields; of `pdf`,
            `docx` and `mail` the bytes.
        member: The file inside `path`, where that is a container of files.
        url: The address, where what holds the document knows it: a web archive.
    """

    path: str
    number: int | None
    form: Form
    content: str | bytes | Mapping[str, Any]
    member: str = ""
    url: str | None = None

    @property
    def id(self) -> str:
        """The id of an article whose source gives none: unique within an index."""
        name = f"{self.path}/{self.member}" if self.member else self.path
        return name if self.number is None else f"{name}:{self.number}"


class Article(NamedTuple):
    """What the indexer sees of one article. A value that its source does not give is None, never a guess.

    Attributes:
        id: The source's own id, else `RawDocument.id`.
        path: The file it came from.
        title: The headline, one line; may be empty.
        date: The day of publication, ISO `YYYY-MM-DD`.
        outlet: Who published it.
        author: The byline, without "By".
        place: The dateline's place ("ERBIL, Kurdistan Region").
        url: The article's own http(s) address.
        body: Paragraphs of plain text, one blank line between them, no line break inside one.
        evidence: For each of the fields above that has a value, or none as a person says, where that came from
            (`{"date": "line 3: 24-04-2025", "outlet": "JSON-LD publisher"}`).
    """

    id: str
    path: str
    title: str
    date: str | None
    outlet: str | None
    author: str | None
    place: str | None
    url: str | None
    body: str
    evidence: Mapping[str, str]

    def confidence(self, name: str) -> Confidence | None:
        """How far a field's value can be relied on; None where nothing tells it."""
        evidence = self.evidence.get(name)
        if not evidence:
            return None
        if evidence.startswith(("corrections ", "sidecar ")):
            return "by hand"
        if "; but " in evidence:
            return "disputed"
        if evidence.startswith(("address", "rules: path", "rules: text", "the format", "title")):
            return "inferred"
        is_stated = evidence.startswith(("field ", "meta ", "JSON-LD", "link ")) or evidence.isupper()
        return "stated" if is_stated else "read"


class Skipped(NamedTuple):
    """A file, or an entry of one (`path:number`), that could not be read, and why. Where that is an error of Dateline's
    own, `trace` is its traceback. `again`: the next run may read it, although the file stays as it is.
    """

    path: str
    reason: str
    trace: str = ""
    again: bool = False
