"""Web archives (WARC, ISO 28500), packed by `.gz` or not, to the pages that they hold. When a page was fetched is no
day of publication, and is not read.
"""

from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from dateline.index.sources.containers import EACH, HEADER_MAX, Budget, Metered, unpacked
from dateline.index.sources.extras import extra

PAGE_MAX = 1 << 26
"""Bytes of a page, unpacked."""
_FORMS = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf"}


class Page(NamedTuple):
    """A page as it was answered.

    Attributes:
        url: Its address.
        form: `html` or `pdf`.
        data: Its bytes.
        charset: What the answer says of their encoding.
    """

    url: str
    form: str
    data: bytes
    charset: str | None


def pages(stream: IO[bytes], budget: Budget) -> Iterator[Page]:
    """The pages that were answered with 200.

    Args:
        stream: The web archive.
        budget: What may be unpacked of it.

    Raises:
        MissingExtra: warcio is not installed.
        ValueError: It is no WARC, or damaged from here on.
    """
    with extra("warc"):
        from warcio.archiveiterator import ArchiveIterator

    try:
        # Not warcio's own unpacking: neither what it reads of a header nor what it passes over is bounded.
        plain = Metered(unpacked(stream), budget)
        found = ArchiveIterator(plain)
        for record in found:
            plain.room = record.raw_stream.limit + HEADER_MAX
            budget.spend(EACH)
            page = _page(record)
            budget.spend(len(page.data) if page else 0)
            found.read_to_end()
            _check_whole(record)
            plain.room = HEADER_MAX
            if page:
                yield page
        plain.check_end()
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # warcio lets out what its parsers and unpackers say
        is_told = not isinstance(error, AttributeError | TypeError | LookupError)
        said = next(iter(str(error).strip().splitlines()), "") if is_told else "a record lacks what each has"
        raise ValueError(f"a broken WARC file: {said[:200]}") from error


def _check_whole(record: Any) -> None:
    """See that a record that was read to its end has all that it says. Raises ValueError."""
    if record.raw_stream.limit > 0:
        raise ValueError("it is cut off within a page")


def _page(record: Any) -> Page | None:
    """The page that a record of warcio's holds."""
    headers = record.http_headers
    if record.rec_type != "response" or not headers or headers.get_statuscode() != "200":
        return None
    kind, _, rest = (headers.get_header("Content-Type") or "").partition(";")
    form = _FORMS.get(kind.strip().lower())
    if not form:
        return None
    charset = rest.lower().partition("charset=")[2].strip(" \"'") or None
    data = record.content_stream().read(PAGE_MAX)
    return Page(record.rec_headers.get_header("WARC-Target-URI") or "", form, data, charset)
