"""A query string and the options beside it to the `Query` that an engine is asked: the same for terminal and Python."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, get_args

from dateline.search.errors import BadDate
from dateline.search.query.notes import notes
from dateline.search.query.parse import parse
from dateline.search.query.period import period
from dateline.search.query.tree import FACETS, Query, Sort
from dateline.search.results import Duplicates

if TYPE_CHECKING:
    from dateline.search.query.synonyms import Synonyms


def request(
    text: str = "",
    *,
    outlets: str | Iterable[str] = (),
    since: str | date | None = None,
    until: str | date | None = None,
    sort: Sort = "relevance",
    any_word: bool = False,
    facets: Iterable[str] = (),
    explain: bool = False,
    snippets: bool = True,
    context: bool = False,
    duplicates: Duplicates = "fold",
    synonyms: "Synonyms | None" = None,
) -> Query:
    """The query that these words and options mean.

    Args:
        text: In the query language; empty for every article that the options let through.
        outlets: Only these outlets, by their whole names; one may stand by itself.
        since: Only articles from this day, month or year on: `2025-04-24`, `2025-04`, `2025`.
        until: Only articles to the end of this day, month or year.
        sort: See `search.query.tree.Query`, as for what follows.
        any_word: Words side by side mean OR instead of AND.
        facets: Which of `search.query.tree.FACETS` to count by, beside outlet and month.
        explain: Whether hits carry the parts of their scores.
        snippets: Whether hits carry snippets.
        context: Whether these are whole paragraphs.
        duplicates: What becomes of copies of one story.
        synonyms: What else the query's plain words stand for.

    Raises:
        QueryError: The text can't be understood.
        BadDate: `since` or `until` is no date, or the one comes after the other.
        ValueError: There is no such `sort`, `duplicates` or facet.
    """
    for name, value, known in (("sort", sort, get_args(Sort)), ("duplicates", duplicates, get_args(Duplicates))):
        if value not in known:
            raise ValueError(f"{name} is {', '.join(known)}, not {value!r}")
    facets = tuple(facets)
    if unknown := set(facets) - set(FACETS):
        raise ValueError(f"facets are {', '.join(FACETS)}, not {min(unknown)!r}")
    first = None if since is None else period(str(since))[0]
    last = None if until is None else period(str(until))[1]
    if first and last and last < first:
        raise BadDate(f"{since}..{until}", "it ends before it starts")
    node, said = parse(text, any_word=any_word), notes(text)
    if synonyms:
        from dateline.search.query.synonyms import with_synonyms  # seldom needed

        node, of_synonyms = with_synonyms(node, synonyms)
        said += of_synonyms
    return Query(
        text=text,
        node=node,
        outlets=(outlets,) if isinstance(outlets, str) else tuple(outlets),
        since=first,
        until=last,
        sort=sort,
        facets=facets,
        explain=explain,
        snippets=snippets,
        context=context,
        duplicates=duplicates,
        notes=said,
    )
