"""Word documents (.docx) to articles, by python-docx: their paragraphs, read as a scrape is. The author and the dates
of the file's properties are those of the file, and are not read.
"""

from io import BytesIO

from dateline.index.article import Article, RawDocument
from dateline.index.extract.text import plain_text
from dateline.index.sources.containers import WHOLE, Budget, members
from dateline.index.sources.decode import clean_text
from dateline.index.sources.extras import extra


def article(raw: RawDocument) -> Article:
    """The article of a Word document.

    Args:
        raw: Form `docx`; its content is the file's bytes.

    Raises:
        MissingExtra: python-docx is not installed.
        ValueError: It is no Word document, or damaged.
    """
    with extra("docx"):
        import docx

    data = bytes(raw.content)  # type: ignore[arg-type]
    try:
        for _ in members(BytesIO(data), "zip", Budget(min(len(data), WHOLE))):
            pass  # which sees that it is whole, and no bomb
        paragraphs = [clean_text(one.text).strip() for one in docx.Document(BytesIO(data)).paragraphs]
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # python-docx lets out whatever its XML reader and damaged parts say
        raise ValueError(f"a broken Word document: {str(error)[:200]}") from error
    text = "\n\n".join(filter(None, paragraphs))
    if not text:
        raise ValueError("a Word document without text")
    return plain_text.article(raw._replace(form="plain_text", content=text))
