"""What an address asks: its query string to a query, as the options of `dateline search` are."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar, get_args
from urllib.parse import parse_qs

from dateline.index.errors import DatelineError
from dateline.search.errors import BadDate
from dateline.search.query.notes import notes
from dateline.search.query.parse import parse_lenient
from dateline.search.query.period import period
from dateline.search.query.tree import FACETS, Query, Sort
from dateline.search.results import Duplicates, Span

LIMIT, LIMIT_MAX, OFFSET_MAX = 10, 1_000, 1_000_000
_EXPLAINED_MAX = 50_000
"""Words of a query, which may be thousands, times the hits in which they are explained."""
_FIELDS_MAX = 1_000
"""Parameters in one address."""

Value = TypeVar("Value")


class Problem(NamedTuple):
    """What is wrong with a parameter; `at` is where, in code points, if it is a query."""

    parameter: str
    at: Span | None
    reason: str
    advice: str


class BadParameters(DatelineError):
    """An address whose parameters can't be understood as they stand."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.parameter}: {problem.reason}" for problem in problems))
        self.problems = problems


class Search(NamedTuple):
    """A search, and which of its hits are wanted."""

    query: Query
    limit: int
    offset: int


class Parameters:
    """The parameters of one address. Each method notes what is wrong and goes on; `done` raises it all.

    Args:
        text: The query string.
        known: The names that it may have; a name in `repeated` may come several times.
    """

    def __init__(self, text: str, known: tuple[str, ...], repeated: tuple[str, ...] = ()) -> None:
        self.problems: list[Problem] = []
        try:
            self._given: Mapping[str, list[str]] = parse_qs(text, True, errors="replace", max_num_fields=_FIELDS_MAX)
        except ValueError:
            self._given = {}
            self._note("", "too many parameters", f"at most {_FIELDS_MAX:,} are read")
        for name, values in self._given.items():
            if name not in known:
                self._note(name, "unknown parameter", f"there are {', '.join(known)}")
            elif len(values) > 1 and name not in repeated:
                self._note(name, "given twice", "give it once")

    def text(self, name: str) -> str:
        """A value, empty where it is not given."""
        return self._given.get(name, [""])[0]

    def texts(self, name: str) -> tuple[str, ...]:
        """All values."""
        return tuple(self._given.get(name, ()))

    def flag(self, name: str) -> bool:
        """Whether it is `1`."""
        return self._read(name, {"": False, "0": False, "1": True}, "write 1 or 0")

    def choice(self, name: str, values: tuple[Value, ...]) -> Value:
        """One of some values, the first where it is not given."""
        known = {"": values[0], **{str(value): value for value in values}}
        return self._read(name, known, f"write {', '.join(map(str, values))}")

    def choices(self, name: str, values: tuple[str, ...]) -> tuple[str, ...]:
        """Any of some values."""
        given = tuple(dict.fromkeys(self.texts(name)))
        if not set(given) <= set(values):
            self._note(name, "no such value", f"write {', '.join(values)}")
        return given

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 0 to `most`."""
        text = self.text(name)
        if not text:
            return default
        if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most:
            return int(text)
        self._note(name, "no such number", f"write a whole number from 0 to {most:,}")
        return default

    def date(self, name: str, end: Callable[[tuple[str, str]], str]) -> str | None:
        """The first or the last ISO day of a period."""
        text = self.text(name)
        try:
            return end(period(text)) if text else None
        except BadDate as error:
            self._note(name, error.problem, error.advice)
            return None

    def node(self, *, any_word: bool) -> Any:
        """The tree of the query in `q`."""
        node, errors = parse_lenient(self.text("q"), any_word=any_word)
        self.problems += [Problem("q", error.span, error.reason, error.advice) for error in errors]
        return node

    def done(self) -> None:
        """Raises BadParameters if anything was wrong."""
        if self.problems:
            raise BadParameters(self.problems)

    def _read(self, name: str, values: Mapping[str, Value], advice: str) -> Value:
        text = self.text(name)
        if text not in values:
            self._note(name, "no such value", advice)
        return values.get(text, values[""])

    def _note(self, name: str, reason: str, advice: str) -> None:
        self.problems.append(Problem(name, None, reason, advice))


SEARCH = (
    *("q", "limit", "offset", "outlet", "since", "until", "sort", "duplicates", "any"),
    *("explain", "context", "days", "facet"),
)
MARK = ("id", "q", "any")


def read_search(text: str) -> Search:
    """What `/search?…` asks.

    Raises:
        BadParameters: Something of it can't be understood.
    """
    given = Parameters(text, SEARCH, repeated=("outlet", "facet"))
    query = Query(
        text=given.text("q"),
        node=given.node(any_word=given.flag("any")),
        outlets=given.texts("outlet"),
        since=given.date("since", lambda days: days[0]),
        until=given.date("until", lambda days: days[1]),
        sort=given.choice("sort", get_args(Sort)),
        duplicates=given.choice("duplicates", get_args(Duplicates)),
        facets=given.choices("facet", FACETS),
        explain=given.flag("explain"),
        context=given.flag("context"),
        days=given.flag("days"),
        notes=notes(given.text("q")),
    )
    explained = _EXPLAINED_MAX // max(1, len(query.text.split()))
    most = min(LIMIT_MAX, explained) if query.explain else LIMIT_MAX
    found = Search(query, given.number("limit", LIMIT, most), given.number("offset", 0, OFFSET_MAX))
    given.done()
    return found


def read_mark(text: str) -> tuple[str, Query]:
    """What `/mark?…` asks: an article's id, and the query to highlight in it. Raises BadParameters."""
    given = Parameters(text, MARK)
    query = Query(given.text("q"), given.node(any_word=given.flag("any")))
    given.done()
    return given.text("id"), query


def read_similar(text: str) -> tuple[str, int]:
    """What `/similar?…` asks: an article's id, and how many like it are wanted. Raises BadParameters."""
    given = Parameters(text, ("id", "limit"))
    limit = given.number("limit", LIMIT, LIMIT_MAX)
    given.done()
    return given.text("id"), limit


def read_id(text: str) -> str:
    """What `/article?…` and `/alike?…` ask. Raises BadParameters."""
    given = Parameters(text, ("id",))
    given.done()
    return given.text("id")
