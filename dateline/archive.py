"""The archive as a Python program sees it: opened, searched, read.

The examples are over the sample corpus, as `make demo` indexes it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dateline.index.archive.generation import FOLDER, NotAnIndex, OtherVersion
from dateline.index.article import Article
from dateline.index.errors import CorruptIndex, DatelineError
from dateline.indexing import build_index
from dateline.search.engine.engine import is_address, open_engine
from dateline.search.errors import BadDate, NoSuchArticle, QueryError
from dateline.search.query.request import request
from dateline.search.query.synonyms import read_synonyms
from dateline.search.query.tree import Sort
from dateline.search.results import Duplicates, FacetCount, Hit, Results

__all__ = [
    "Archive",
    "Article",
    "BadDate",
    "CorruptIndex",
    "DatelineError",
    "Hit",
    "NoSuchArticle",
    "NotAnIndex",
    "OtherVersion",
    "QueryError",
    "Results",
    "build_index",
    "open",
]

Filter = str | Iterable[str]
Day = str | date | None


class Archive:
    """An index, or several as if they were one, opened for searching. What changes meanwhile is seen as it was when
    opened.

    >>> archive = Archive(".dateline")
    >>> archive
    Archive('.dateline')
    >>> archive.count("eels")
    1

    Args:
        folder: The index's folder, or its address on a cluster.
        others: Folders of indexes that are to be searched together with it. Answers are those of one index of all their
            articles: scores, counts and copies. Of articles with one id the later have a number after it: `23003~2`.

    Raises:
        NotAnIndex, OtherVersion, CorruptIndex: It is no index that can be read.
        DatelineError: Several are not of one language, or one of several is on a cluster.
    """

    def __init__(self, folder: str | Path = FOLDER, *others: str | Path) -> None:
        self.folder = folder if is_address(str(folder)) else Path(folder)
        self.others = tuple(map(Path, others))
        self._engine = open_engine(str(folder), *map(str, others))

    def __repr__(self) -> str:
        return f"Archive({', '.join(repr(str(one)) for one in (self.folder, *self.others))})"

    def search(
        self,
        query: str = "",
        limit: int = 10,
        offset: int = 0,
        *,
        outlets: Filter = (),
        since: Day = None,
        until: Day = None,
        sort: Sort = "relevance",
        any_word: bool = False,
        facets: Iterable[str] = (),
        explain: bool = False,
        context: bool = False,
        duplicates: Duplicates = "fold",
        synonyms: str | Path | None = None,
    ) -> Results:
        """The articles that match a query, best first: the same answer as `dateline search` gives.

        >>> results = Archive(".dateline").search("dockers strike", limit=2)
        >>> results.total
        5
        >>> for hit in results:
        ...     print(hit.rank, hit.date, hit.outlet)
        1 2024-10-02 Calvessa Wire
        2 2024-10-03 Beacon Public Broadcasting

        Args:
            query: In the query language (`docs/query-language.md`); empty for every article that the rest lets through.
            limit: Hits at most.
            offset: Hits to pass over first.
            outlets: Only this outlet, or these, each a whole name without regard to case and accents.
            since: Only from this day, month or year on: `2025-04-24`, `2025-04`, `2025`, or a `datetime.date`.
            until: Only to the end of this day, month or year.
            sort: `relevance`, `newest` or `oldest`.
            any_word: Any of the words is enough.
            facets: Which of `author`, `place`, `path` (the folder) and `url` (the site) to count all matches by, beside
                outlet and month.
            explain: Whether hits say in `explanation` why they rank where they do.
            context: Whether snippets are the whole paragraphs that they are from.
            duplicates: Of copies of one story `fold` shows the best, with the others in its `copies`, and `total`
                counts stories; `show` shows and counts each; `only` is `fold` for stories that have copies.
            synonyms: A file of what else words stand for (`docs/query-language.md`); the answer's `warnings` tell it.

        Raises:
            QueryError: The query can't be understood; it says where and why.
            BadDate: `since` or `until` is no date.
            BadSynonyms: The file makes no sense.
            ValueError: `limit` or `offset` is negative, or there is no such `sort`, `duplicates` or facet.
        """
        _check_counts(limit, offset)
        asked = request(
            query, outlets=outlets, since=since, until=until, sort=sort, any_word=any_word, facets=facets,
            explain=explain, context=context, duplicates=duplicates,
            synonyms=None if synonyms is None else read_synonyms(Path(synonyms)),
        )  # fmt: skip
        return self._engine.search(asked, limit, offset)

    def ids(
        self,
        query: str = "",
        limit: int = 10,
        offset: int = 0,
        *,
        outlets: Filter = (),
        since: Day = None,
        until: Day = None,
        sort: Sort = "relevance",
        any_word: bool = False,
        duplicates: Duplicates = "fold",
    ) -> list[str]:
        """The ids of the hits of `search`, for the same arguments and with the same errors, in a fifth to a half of its
        time: of the articles nothing is read, and of all matches nothing is counted.

        >>> archive = Archive(".dateline")
        >>> archive.ids("dockers strike") == [hit.id for hit in archive.search("dockers strike")]
        True
        """
        _check_counts(limit, offset)
        asked = request(
            query, outlets=outlets, since=since, until=until, sort=sort, any_word=any_word, duplicates=duplicates
        )  # fmt: skip
        return self._engine.ids(asked, limit, offset)

    def count(
        self,
        query: str = "",
        *,
        outlets: Filter = (),
        since: Day = None,
        until: Day = None,
        any_word: bool = False,
        duplicates: Duplicates = "fold",
    ) -> int:
        """The `total` of `search`, for the same arguments and with the same errors.

        >>> Archive(".dateline").count("dockers strike", until="2024-09")
        3
        """
        asked = request(
            query, outlets=outlets, since=since, until=until, any_word=any_word, duplicates=duplicates
        )  # fmt: skip
        return self._engine.count(asked)

    def facets(
        self,
        query: str = "",
        *,
        outlets: Filter = (),
        since: Day = None,
        until: Day = None,
        any_word: bool = False,
        facets: Iterable[str] = (),
    ) -> Mapping[str, tuple[FacetCount, ...]]:
        """How many of the matches, copies included, each `outlet` and each `month` has, and each value of other
        `facets`; arguments and errors as for `search`.

        >>> Archive(".dateline").facets("dockers strike")["month"]
        (FacetCount(value='2024-09', count=3), FacetCount(value='2024-10', count=2))
        """
        found = self.search(
            query, 0, outlets=outlets, since=since, until=until, any_word=any_word, facets=facets
        )  # fmt: skip
        return found.facets

    def articles(self) -> Iterator[Article]:
        """Every article, whole, in no order that means anything.

        >>> [article.path for article in Archive(".dateline").articles() if "hosepipe" in article.title.lower()]
        ['corpus/radio-ilvane/hosepipe ban.txt']
        """
        return self._engine.articles()

    def article(self, wanted: str) -> Article:
        """The article with this id, or of this path, or whose path alone ends so.

        >>> Archive(".dateline").article("bees at cape dunning.txt").title
        'Lighthouse bees swarm on keeper’s bicycle, delaying the post'

        Raises:
            NoSuchArticle: None has it, or several do.
        """
        return self._engine.article(wanted)

    def copies(self, wanted: str) -> list[Article]:
        """An article, named as for `article`, and its copies, in time's order; none where it has no copies.

        >>> Archive(".dateline").copies("bees at cape dunning.txt")
        []

        Raises:
            NoSuchArticle: As `article` does.
        """
        return [article for _, article in self._engine.copies(wanted)]

    def similar(self, wanted: str, limit: int = 10) -> Results:
        """The articles most like one, named as for `article`, best first; it and its copies are left out. What made a
        hit so is in its `explanation`, and `query` with `any_word` repeats the search.

        >>> [hit.title.text for hit in Archive(".dateline").similar("23003", limit=1)]
        ['Mackerel talks fail as Calvessa guards its numbers']

        Raises:
            NoSuchArticle: As `article` does.
            ValueError: `limit` is negative.
        """
        from dateline.search.engine.similar import similar

        _check_counts(limit)
        return similar(self._engine, wanted, limit)

    def status(self) -> dict[str, Any]:
        """What the index holds, as `dateline status --format json` writes it; its files are checked.

        >>> Archive(".dateline").status()["language"]
        'english'

        Raises:
            CorruptIndex: A file is damaged.
        """
        return self._engine.status()


def _check_counts(limit: int, offset: int = 0) -> None:
    """Raises ValueError where one is negative."""
    if limit < 0 or offset < 0:
        raise ValueError(f"limit and offset count articles: {limit}, {offset}")


def open(folder: str | Path = FOLDER, *others: str | Path) -> Archive:  # noqa: A001 - as `gzip.open` is named
    """Open the index in a folder, or at an address, for searching, or several together; see `Archive`."""
    return Archive(folder, *others)
