"""Tables as CSV (RFC 4180) to records: one for each row, its fields called as the first row calls them."""

import csv
from collections.abc import Iterator

_DELIMITERS = ",;\t|"
_LARGEST = (1 << 31) - 1
"""Characters of a field; Python's own limit is an article of 128 KB."""
_NAMES = 1 << 16
"""Characters within which the first row ends."""
_TEXTS = (
    *("text", "content", "body", "article", "story", "inhalt", "contenu", "contenido", "contenuto", "testo", "tekst"),
    *("cuerpo", "artikel"),
)
"""What the name of a column has that holds texts."""


def rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their numbers, as a spreadsheet shows them: the first row, which names the columns, is 1.

    Raises:
        ValueError: No column holds texts, so that the table is one of something else; or a quote is out of place, so
            that it can't be told where the row ends: the rows before it come first.
    """
    csv.field_size_limit(_LARGEST)
    delimiter = _delimiter(text[:_NAMES].lstrip().partition("\n")[0])
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    try:
        names = next((row for row in reader if any(row)), [])
        if not _names_text(names):
            raise ValueError("a table, but no column is called text, content, body, article or story")
        for number, row in enumerate(reader, 2):
            if any(row):
                yield number, dict(zip(names, row, strict=False))
    except csv.Error as error:
        raise ValueError(f"broken CSV, not read from the row that ends in line {reader.line_num}, {error}") from error


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, ends and all. A file in memory would take four bytes for each letter."""
    start = 0
    while end := text.find("\n", start) + 1:
        yield text[start:end]
        start = end
    yield text[start:]


def is_heading(line: str) -> bool:
    """Whether a line names the columns of a table of texts: short, and no blank after a delimiter, as in prose."""
    names = line.strip().split(_delimiter(line))
    return len(names) > 1 and all(0 < len(name) <= 40 and name[0] != " " for name in names) and _names_text(names)


def _delimiter(first: str) -> str:
    return max(_DELIMITERS, key=first.count)


def _names_text(names: list[str]) -> bool:
    return any(part in name.lower() for name in names for part in _TEXTS)
