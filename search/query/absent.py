"""What of a query an archive does not have: outlets, authors and other names, and days."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from dateline.index.analysis.terms import fold, tokens
from dateline.index.schema import UNKNOWN
from dateline.search.query.expand import within_edits
from dateline.search.query.tree import And, Attribute, Dates, Node, Or, Query
from dateline.search.results import Counted, ListedValue

SPELLINGS = 3
"""Spellings offered for a word at most, and names for a name."""
LONG = 5
"""Letters of a word that some articles have for which others are offered, and of a name that another one holds."""
ASKED = 32
"""Words of a query, and other things asked for, up to which more is offered than any of them: it takes the square of
their number to find what to offer in place of each.
"""

Count = Callable[[Query], Counted]
Names = Callable[[str], Mapping[str, int]]
Days = tuple[str, str]
"""A first and a last ISO day."""


def every(node: Node) -> Query:
    """All articles that a tree matches, copies included."""
    return Query("", node, duplicates="show")


def unnamed(query: Query, count: Count, names: Names) -> Iterator[str]:
    """A sentence for each value of an attribute that there is not; arguments as for `relax.relaxations`."""
    for what, given, similar in missing_names(query, count, names):
        name = given if isinstance(given, str) else " ".join(given.terms)
        if similar:
            listed = ("; " if any("," in one for one in similar) else ", ").join(similar)
            yield f"There is no {what} {name}; there is {listed}{'' if listed.endswith('.') else '.'}"
        else:
            yield f"There is no {what} {name}{': it is of folders, not of files.' if what == 'path' else '.'}"


def missing_names(query: Query, count: Count, names: Names) -> Iterator[tuple[str, str | Attribute, list[str]]]:
    """The attribute, what is asked of it, as a filter or a part of the query, and the values that are like it."""
    for given in query.outlets:
        values = names("outlet")
        if fold(given.strip()) not in {fold(value or UNKNOWN) for value in values}:
            yield "outlet", given, _similar(name_terms(given), values)
    for part in _parts(query.node):
        if isinstance(part, Attribute) and not count(every(part)).total:
            yield part.name, part, _similar(part.terms, names(part.name))


def undated(query: Query, count: Count, days: Callable[[], Days | None]) -> Iterator[str]:
    """A sentence for each stretch of days that no article is of, with the days that there are.

    Args:
        query: One that matches nothing.
        count: As for `unnamed`.
        days: Gives the first and the last day of the archive's articles, if any has one.
    """
    asked = [(query.since, query.until)] if query.since or query.until else []
    asked += [(part.first, part.last) for part in _parts(query.node) if isinstance(part, Dates)]
    for first, last in dict.fromkeys(asked):
        if not count(every(Dates(first, last, (0, 0)))).total:
            known = days()
            ours = f"those here are dated {_dated(*known)}" if known else "those here have no date"
            yield f"No article is dated {_dated(first, last)}; {ours}."


def days_of(values: Iterable[ListedValue]) -> Days | None:
    """The first and the last day of the articles that have these values."""
    days = [day for row in values for day in (row.first, row.last) if day]
    return (min(days), max(days)) if days else None


def _dated(first: str | None, last: str | None) -> str:
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first} on" if first else f"until {last}"


def name_terms(name: str) -> tuple[str, ...]:
    """The words of a name, as a query has them."""
    return tuple(token.term for token in tokens(name))


def _similar(terms: tuple[str, ...], values: Mapping[str, int]) -> list[str]:
    """The values that are these without blanks, or have most words like the longer ones of these, or their initials;
    the more frequent first.
    """
    whole = "".join(terms)
    wanted = [term.removesuffix("*") for term in terms]
    wanted = [term for term in wanted if len(term) > 3] or wanted or [""]
    ranked = []
    for value, count in values.items():
        own = name_terms(value)
        like = sum(any(_is_like(term, other) for other in own) for term in wanted)
        joined, initials = "".join(own), "".join(word[0] for word in own)
        if min(len(whole), len(joined)) >= LONG and (whole in joined or joined in whole):
            like = len(wanted) + 1
        if like or (len(wanted[0]) > 1 and initials.endswith(wanted[0])):
            ranked.append((-like, -count, value))
    most = min(ranked, default=(0, 0, ""))[0]
    return [value for like, _, value in sorted(ranked) if like == most][:SPELLINGS]


def _is_like(term: str, word: str) -> bool:
    """Whether a name's word may be meant by a term: it begins so, or is a slip or two away."""
    size = len(term)
    return (size > 2 and word.startswith(term)) or within_edits(term, word, (size > 3) + (size > 5))


def _parts(node: Node) -> list[Node]:
    """What is asked for beside words: names and days, but for those that must not match."""
    match node:
        case And(parts) | Or(parts):
            return [found for part in parts for found in _parts(part)][:ASKED]
        case Attribute() | Dates():
            return [node]
        case _:
            return []
