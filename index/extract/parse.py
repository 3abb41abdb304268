"""Files to articles: the form by the file's kind, and a reason for all that can't be read.

The parser of a form is loaded with the first document of it: they have many patterns, and most runs need one.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, get_args

import orjson

from dateline.index.arrays import Array
from dateline.index.article import Article, Form, RawDocument, Skipped
from dateline.index.extract import record
from dateline.index.extract.corrections import Correction, read_sidecar
from dateline.index.extract.outlet_rules import Rules
from dateline.index.sources.decode import decode
from dateline.index.sources.documents import documents, split
from dateline.index.sources.from_bytes import skipped
from dateline.index.sources.kinds import is_text
from dateline.index.sources.walk import SourceFile

_LONG, _VALUES = 1 << 20, 1_000_000
"""Bytes of a line of JSON whose values are counted, and of these how many one article may have."""
_decode_json = json.JSONDecoder(parse_constant=str).decode


def read(file: SourceFile, rules: Rules, recurring: AbstractSet[int] = frozenset()) -> Iterator[Article | Skipped]:
    """The articles of one file, in its order, each with its sidecar and the rules applied; what can't be read is
    Skipped.
    """
    sidecar = read_sidecar(file)
    if isinstance(sidecar, Skipped):
        yield sidecar
    known = [sidecar] if isinstance(sidecar, Correction) else []
    for found in documents(file):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from (parse(raw, rules, recurring, known) for raw in split(found))


def parse(
    raw: RawDocument, rules: Rules, recurring: AbstractSet[int] = frozenset(), known: Sequence[Correction] = ()
) -> Article | Skipped:
    """The article of one source, with the rules applied. Whatever a source holds, it raises nothing.

    Args:
        raw: The source.
        rules: The user's.
        recurring: Its pairs of lines that recur across the archive (`index.extract.text.line_pairs`).
        known: What a person knows better of it, applied before the rules.
    """
    try:
        return _article(raw, rules, recurring, known)
    except Exception as error:  # noqa: BLE001 - whatever it is, other sources can be read
        return skipped(raw.id, error)


def _article(
    raw: RawDocument, rules: Rules, recurring: AbstractSet[int], known: Sequence[Correction]
) -> Article | Skipped:
    if raw.form == "json_line":
        raw = _parsed(raw)
    elif raw.form == "markdown":
        raw = _of_markdown(raw)
    article = _parser(raw.form, recurring)(raw)
    if raw.url and not article.url:
        article = article._replace(url=raw.url, evidence={**article.evidence, "url": "field WARC-Target-URI"})
    for one in known:
        article = one.apply(article)
    if not article.title and not article.body:
        return Skipped(raw.id, "neither a headline nor a text found")
    if not rules.digest:
        return article
    return rules.apply(article, article.body if isinstance(raw.content, bytes) else _text(raw.content))


def _parser(form: Form, recurring: AbstractSet[int]) -> Callable[[RawDocument], Article]:
    """What reads the documents of a form."""
    match form:
        case "plain_text":
            from dateline.index.extract.text import plain_text

            return lambda raw: plain_text.article(raw, recurring)
        case "html":
            from dateline.index.extract.html.page import article
        case "reuters":
            from dateline.index.extract.reuters import article
        case "pdf":
            from dateline.index.extract.pdf import article
        case "docx":
            from dateline.index.extract.word import article
        case "mail":
            from dateline.index.extract.mail import article
        case _:
            return record.article
    return article


def load_parsers(kinds: AbstractSet[str]) -> None:
    """Load those of files of these kinds, before processes are forked that would each do so: all of them where there is
    a kind that may hold any.
    """
    forms: set[Form] = set(get_args(Form))
    wanted = {form for form in forms if form in kinds} if kinds <= forms | {"json", "table"} else forms
    if wanted & {"plain_text", "markdown"}:
        from dateline.index.extract import markdown, markdown_page  # noqa: F401 - this is to load them
        from dateline.index.extract.text import line_pairs  # noqa: F401 - this too
    for form in wanted:
        _parser(form, frozenset())


def pairs_of(file: SourceFile) -> Array:
    """The pairs of lines of a file of plain text, or of a page's dump in Markdown, as `text.line_pairs` has them; none
    of any other, nor of one that can't be read, of which reading it tells.
    """
    from dateline.index.extract import markdown_page
    from dateline.index.extract.text.line_pairs import NONE, line_pairs

    found = documents(file) if is_text(file.name) else ()
    raw = next((item for item in found if isinstance(item, RawDocument)), None)
    text = str(raw.content) if raw else ""
    try:
        return line_pairs(markdown_page.plain_text(text) or "" if raw and raw.form == "markdown" else text)
    except Exception:  # noqa: BLE001 - whatever it is, other files can be read
        return NONE


def _of_markdown(raw: RawDocument) -> RawDocument:
    """Markdown as the record that its front matter and text are, or as the plain text of a page's dump."""
    from dateline.index.extract import markdown, markdown_page

    if page := markdown_page.plain_text(str(raw.content)):
        return raw._replace(form="plain_text", content=page)
    return raw._replace(form="record", content=markdown.fields(str(raw.content)))


def _parsed(raw: RawDocument) -> RawDocument:
    """A line of JSON as the record that it holds. Raises ValueError with the reason where it holds none."""
    line = raw.content if isinstance(raw.content, bytes) else str(raw.content).encode("utf-8", "replace")
    if len(line) > _LONG and sum(map(line.count, (b",", b"[", b"{"))) > _VALUES:
        raise ValueError(f"a line of more than {_VALUES:,} values")
    content = _fast(raw.content)
    if content is None:
        text = decode(raw.content) if isinstance(raw.content, bytes) else str(raw.content)
        try:
            content = _decode_json(text)
        except ValueError as error:
            raise ValueError(f"broken JSON: {error}") from error
    if not isinstance(content, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - the file's fault, not a caller's
    return RawDocument(raw.path, raw.number, "record", content, raw.member, raw.url)


def _fast(line: Any) -> Any:
    """What a line of JSON holds; None where it isn't UTF-8, JSON to the letter, and its numbers such as 64 bits hold:
    there the standard library has to see to it.
    """
    try:
        content = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return None if isinstance(content, dict) and float in map(type, content.values()) else content


def _text(content: Any) -> str:
    """All the text of a source, for the rules' phrases."""
    if isinstance(content, str):
        return content
    if isinstance(content, Mapping):
        return "\n".join(map(_text, content.values()))
    return "\n".join(map(_text, content)) if isinstance(content, list) else ""
