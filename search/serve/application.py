"""From an address to a response. `docs/serve.md` lists the addresses."""

import os
import re
from collections.abc import Callable
from threading import Semaphore
from typing import NamedTuple

from dateline.index.errors import DatelineError
from dateline.search.engine.engine import Location
from dateline.search.engine.similar import similar
from dateline.search.errors import NoSuchArticle, QueryError
from dateline.search.serve import records
from dateline.search.serve.live import Live
from dateline.search.serve.pages import LivePages, NoSuchPage
from dateline.search.serve.parameters import BadParameters, Problem, read_id, read_mark, read_search, read_similar
from dateline.search.serve.scripts import files
from dateline.search.site.pages import Pages

TITLE = "News archive"
JSON, HTML, TEXT = "application/json", "text/html; charset=utf-8", "text/plain; charset=utf-8"
WAITING = 30.0
"""Seconds that a request waits for its turn at most."""
_LIST = re.compile(r"browse/([a-z0-9-]{1,40})\.html")


class Response(NamedTuple):
    """What is sent: `kind` is its Content-Type."""

    status: int
    kind: str
    body: bytes


class Application:
    """Answers addresses. Any number of threads may call it; as many as there are processors work at once.

    Args:
        folders: The index, or its address, or several that are searched as one.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no archive that can be read.
        ClusterError: One of those in `index.cluster.errors`.
    """

    def __init__(self, *folders: Location) -> None:
        pages = Pages(None, {"site": TITLE, "pages": True, "served": True})
        self.live = Live(folders, lambda engine: LivePages(engine, pages))
        self._files = files(pages)
        self._asked: dict[str, Callable[[str], tuple[str, str]]] = {
            "search": self._search,
            "mark": self._mark,
            "similar": self._similar,
            "alike": lambda text: (HTML, self.live.newest().alike(read_id(text))),
            "article": lambda text: (HTML, self.live.newest().article(read_id(text))),
            "": self._search_page,
            "index.html": self._search_page,
            "browse/index.html": lambda _: (HTML, self.live.newest().contents),
        }
        self._turns = Semaphore(os.cpu_count() or 1)

    def respond(self, address: str) -> Response:
        """The response to an address of this server: a path that begins with `/`, and a query string."""
        path, _, text = address[1:].partition("?")
        if path in self._files:
            kind, content = self._files[path]
            return _response(200, kind, content)
        if not self._turns.acquire(timeout=WAITING):
            return failure(503, "too many requests at once; try again")
        try:
            return _response(200, *self._answer(path, text))
        except QueryError as error:
            problem = Problem("q", error.span, error.reason, error.advice)
            return _response(400, JSON, records.errors(BadParameters([problem])))
        except BadParameters as error:
            return _response(400, JSON, records.errors(error))
        except (NoSuchPage, NoSuchArticle) as error:
            return failure(404, str(error))
        except DatelineError as error:
            return failure(500, str(error))
        finally:
            self._turns.release()

    def _answer(self, path: str, text: str) -> tuple[str, str]:
        if path in self._asked:
            return self._asked[path](text)
        if found := _LIST.fullmatch(path):
            return HTML, self.live.newest().listing(found[1])
        raise NoSuchPage(path)

    def _search_page(self, _: str) -> tuple[str, str]:
        return HTML, self.live.newest().search

    def _search(self, text: str) -> tuple[str, str]:
        asked = read_search(text)
        return JSON, records.answer(self.live.newest().engine.search(*asked))

    def _similar(self, text: str) -> tuple[str, str]:
        return JSON, records.answer(similar(self.live.newest().engine, *read_similar(text)))

    def _mark(self, text: str) -> tuple[str, str]:
        return JSON, records.spans(*self.live.newest().highlighted(*read_mark(text)))


def failure(status: int, message: str) -> Response:
    """A response that says why there is no answer."""
    return _response(status, JSON, records.failure(message))


def _response(status: int, kind: str, content: str) -> Response:
    return Response(status, kind, content.encode("utf-8", "replace"))
