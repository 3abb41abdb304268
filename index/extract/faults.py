"""What of an article's values is missing or hard to believe, and what would mend it?

Each fault has a kind of `KINDS`, what was found, and, where one can be had, a likely value: from the article's address,
the names of its file and folders, or what its neighbours say. Likely values are for a person to check; a run
never takes one by itself.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from dateline.index.article import Article
from dateline.index.extract.dates import parse_day

KINDS = ("future", "conflict", "one date", "undated", "no outlet", "no headline", "consent page", "links", "stub")
"""The worst first: a value that is wrong is worse than one that is missing."""

_STUB = 25
"""Words below which a text is hardly an article."""
_FEW, _MOST = 5, 0.8
"""Files of a folder from which one date for that part of them all is suspicious; an outlet of that part is likely."""
_CONSENT_WORDS = 250
"""Words up to which a page that speaks of cookies is no article on them."""
_APART = timedelta(days=2)
"""Days that a file or an address may be away from a date: other time zones, the next day's paper."""
_CONSENT = re.compile(
    r"cookies?\b|consent|opt[- ]out|privacy policy|datenschutz|einwillig|confidentialit|consentimiento|consenso"
    r"|samtykke|samtycke|suostumu|toestemming|zgod[aęy]\b|согласи|kişisel veri|同意",
    re.IGNORECASE,
)
_NO_ARTICLE = re.compile(
    r"before you continue|we value your privacy|just a moment|access denied|are you (?:a )?(?:human|robot)"
    r"|attention required|(?:error )?40[34]\b|(?:page )?not found|enable javascript|verify(?:ing)? you are"
    r"|security check|bitte bestätigen|page (?:introuvable|non trouv)|página no encontrada|seite nicht gefunden",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_/.]?)(\d\d)\2(\d\d)(?!\d)")
_SAYS = re.compile(r"; but (.+) says (\d{4}-\d\d-\d\d)\Z")
_SENTENCE_END = re.compile(r"[.!?…。؟।][\"'”’»)\]]*\Z")


class Fault(NamedTuple):
    """What is wrong with an article.

    Attributes:
        kind: One of `KINDS`.
        path: The article's file.
        id: The article's id.
        found: What was found, in words.
        remedy: Likely values by field (`leave_out`: `true`); empty where none can be told.
    """

    kind: str
    path: str
    id: str
    found: str
    remedy: Mapping[str, str]


def faults(articles: Iterable[Article], today: date) -> list[Fault]:
    """The faults of an archive's articles, by kind and path.

    Args:
        articles: All of them.
        today: The day that the future begins after.
    """
    neighbours = _Neighbours()
    found: list[Fault] = []
    others: list[Article] = []
    for article in articles:
        neighbours.add(article)
        found += _own(article, today)
        others.append(article._replace(body=""))
    for article in others:
        found += neighbours.faults(article)
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.path, one.id))


def _own(article: Article, today: date) -> Iterator[Fault]:
    """What is wrong with an article by itself."""
    if not _is_by_hand(article, "date"):
        yield from _day_faults(article, today)
    if not article.title and not _is_by_hand(article, "title"):
        first = article.body.split("\n", 1)[0][:200]
        yield _fault("no headline", article, f"it begins: {first[:60]}", title=first if len(first) < 120 else "")
    words = len(article.body.split())
    if _is_consent(article, words):
        found = f"{words} words, such as sites show in place of an article"
        yield _fault("consent page", article, found, leave_out="true")
    elif _is_links(article.body):
        paragraphs = article.body.count("\n\n") + 1
        yield _fault("links", article, f"{paragraphs} short lines, hardly a sentence among them", leave_out="true")
    elif words < _STUB:
        yield _fault("stub", article, f"{words} words of text" if words > 1 else f"{words or 'no'} word of text")


def _day_faults(article: Article, today: date) -> Iterator[Fault]:
    named = _named_day(article)
    if article.date is None:
        remedy = {"date": named[0]} if named else {}
        yield _fault("undated", article, f"{named[1]} says {named[0]}" if named else "no date was found", **remedy)
        return
    day = date.fromisoformat(article.date)
    why = article.evidence.get("date", "")
    if day > today + timedelta(days=1):
        yield _fault("future", article, f"{article.date} ({why}) is in the future", date=named[0] if named else "")
    elif said := _SAYS.search(why):
        yield _fault("conflict", article, f"{article.date} ({why})", date=said[2])
    elif named and abs(date.fromisoformat(named[0]) - day) > _APART:
        yield _fault("conflict", article, f"{article.date} ({why}), but {named[1]} says {named[0]}", date=named[0])


class _Neighbours:
    """What the articles of a folder, and those of a site, say together."""

    def __init__(self) -> None:
        self._outlets: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._days: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._files: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, article: Article) -> None:
        """Take an article in."""
        folder = _folder(article)
        self._files[folder].add(article.path)
        self._days[folder][article.date or ""] += 1
        for place in (folder, _site(article)):
            if place and article.outlet:
                self._outlets[place][article.outlet] += 1

    def faults(self, article: Article) -> Iterator[Fault]:
        """What is wrong with an article beside the others."""
        folder = _folder(article)
        if not article.outlet and not _is_by_hand(article, "outlet"):
            counts = self._outlets.get(_site(article)) or self._outlets[folder]
            enough = _MOST * (counts.total() if _site(article) else self._days[folder].total())
            likely = next((name for name, count in counts.most_common(1) if count >= enough), "")
            found = f"others beside it are from {likely}" if likely else "no outlet was found"
            yield _fault("no outlet", article, found, outlet=likely)
        days = self._days[folder]
        is_one = len(self._files[folder]) >= _FEW and days[article.date or ""] >= _MOST * days.total()
        if article.date and is_one and not _is_by_hand(article, "date"):
            found = f"{article.date}, as {days[article.date]:,} of {days.total():,} articles of {folder}"
            yield _fault("one date", article, f"{found}; the day they were saved?")


def _fault(kind: str, article: Article, found: str, **remedy: str) -> Fault:
    return Fault(kind, article.path, article.id, found, {name: value for name, value in remedy.items() if value})


def _named_day(article: Article) -> tuple[str, str] | None:
    """A day that the address or the file's name tells, and which of them does."""
    for text, where in ((_split(article.url).path, "its address"), (article.path, "its file's name")):
        for match in reversed(list(_DAY.finditer(text))):
            if day := parse_day(f"{match[1]}-{match[3]}-{match[4]}"):
                return day, where
    return None


def _split(url: str | None) -> SplitResult:
    try:
        return urlsplit(url or "")
    except ValueError:
        return urlsplit("")


def _site(article: Article) -> str:
    return _split(article.url).hostname or ""


def _folder(article: Article) -> str:
    return f"{PurePosixPath(article.path).parent}/"


def _is_by_hand(article: Article, name: str) -> bool:
    """Whether a person has said what a field is, or that there is none."""
    return article.confidence(name) == "by hand"


def _is_consent(article: Article, words: int) -> bool:
    if _NO_ARTICLE.match(article.title.strip()) and words < _CONSENT_WORDS:
        return True
    return words < _CONSENT_WORDS and len(_CONSENT.findall(article.body)) * 40 > words + 40


def _is_links(body: str) -> bool:
    """Whether a text is short lines throughout, hardly any a sentence."""
    lines = [line for line in body.split("\n\n") if line]
    ends = sum(bool(_SENTENCE_END.search(line)) for line in lines)
    return len(lines) >= 8 and sum(len(line.split()) for line in lines) < 14 * len(lines) and ends * 5 < len(lines)
