"""What does a site call itself around its articles? Where several kinds of labels agree: a logo, `About …`, `© …`.

One kind alone may be of a section (`More from Culture`), a person or a topic, and two of a part of the site.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from dateline.index.extract.boilerplate import is_boilerplate
from dateline.index.extract.bylines import byline, is_section
from dateline.index.extract.evidence import letters
from dateline.index.extract.text_lines import Line, LineValue

_NAME = r"(?P<name>[^\s|:•·–—,/][^|:•·–—,/]{1,38}?)"
_KINDS = {
    "logo": (
        r"NAME(?:['’]s)? (?:logo|home ?page|masthead)\W*(?:\1.*)?",
        r"(?:logo|home ?page) (?:for|of) NAME",
        r"NAME\W+(?:back|return) to home ?(?:page)?\b.*",
        r"welcome to NAME",
    ),
    "about": (
        r"about (?!us\b|me\b|our\b|this\b|cookies|ads\b)NAME",
        r"(?:über|à propos d[eu]|sobre|acerca de|tietoa|despre) NAME",
        r"NAME is (?:a |an |part of |owned by |published by |©|the )\S.{2,300}",
    ),
    "work": (
        r"(?:work|careers|jobs) (?:at|for|with) NAME",
        r"(?:contact|advertise (?:with|in|on)|support|write for|contributors to) NAME",
        r"(?:annoncer (?:på|i)|kontakt|werben (?:bei|auf)|anunciar en|kontakta) NAME",
    ),
    "subscribe": (
        r"(?:subscribe to|sign up (?:to|for)|join|try) NAME(?: newsletters?)?",
        r"(?:abonnez-vous à|suscr[íi]bete a|assine|abonnieren sie|abonnera på|abbonati a) NAME",
        r"NAME (?:newsletters?|magazine subscription|subscriptions?|premium|plus|membership)",
    ),
    "app": (
        r"(?:download|get) NAME app\b.{0,40}",
        r"NAME (?:apps?|e-?paper|digital newspaper|e-?edition)",
    ),
    "more": (
        r"(?:more|mehr|más|mais|plus|meer|mer) (?:from|von|aus|de|van|från|fra) NAME",
        r"(?:follow|like|folgen sie|sigue a) NAME(?: on .*)?",
        r"(?:search|shop) NAME(?: store| \[ \])?",
        r"NAME (?:store|shop|staff|team|studios?|events|archives?)",
    ),
}
_LABELS = [
    (kind, re.compile(form.replace("NAME", _NAME), re.IGNORECASE)) for kind, forms in _KINDS.items() for form in forms
]
_HINTS = frozenset(
    """logo home homepage page masthead welcome about über propos sobre acerca tietoa despre is work careers jobs
    contact advertise support write contributors annoncer kontakt werben anunciar kontakta subscribe join
    sign try abonnez-vous suscríbete suscribete assine abonnieren abonnera abbonati newsletter newsletters
    subscription subscriptions premium plus membership app apps epaper e-paper digital eedition e-edition
    more mehr más mais meer mer follow like folgen
    sigue search shop store staff team studio studios event events archive archives""".split()  # noqa: SIM905
)
"""Words of labels, for which is looked first."""
_SITE = re.compile(r"(?<![\w.+-])(?:https?://)?(?:[\w.+-]+@)?(?:www\.)?([\w-]{3,40})(?:\.com?)?\.[a-z]{2,4}\b(?!\.\w)")
_LONGEST, _MOST_WORDS = 120, 5
_MASTHEAD = 15
"""First lines of a page, in which its logo stands."""
_INITIALS = 4
_WEAK = frozenset({"more", "alone", "first"})
_ENOUGH = 3
"""Kinds of labels that must have a name; an address of it counts as one."""


def site_name(
    lines: Sequence[Line], text: range, owners: Sequence[LineValue], frame: AbstractSet[int]
) -> LineValue | None:
    """The name that most kinds of labels around the article have; None where too few have one, or two as many.

    Args:
        lines: A page's.
        text: Those of the article, its headline included.
        owners: Those that own the rights.
        frame: The indexes of the lines that other pages of the site have too, to which alone is looked.
    """
    around = [at for at in sorted(frame) if at not in text and len(lines[at].text) <= _LONGEST]
    found: dict[str, dict[str, LineValue]] = defaultdict(dict)
    for owner in owners:
        found[_key(owner.value)].setdefault("owner", owner)
    for at in around:
        for kind, name in _labels(lines[at].text):
            found[_key(name)].setdefault(kind, LineValue(name, lines[at]))
    names = {one.value.casefold().removeprefix("the "): key for key, kinds in found.items() for one in kinds.values()}
    for at in around:
        if key := names.get(lines[at].text.casefold().removeprefix("the ")):
            kind = "first" if at < _MASTHEAD else "alone"
            found[key].setdefault(kind, LineValue(lines[at].text, lines[at]))
    if max(map(len, found.values()), default=0) < _ENOUGH - 1:
        return None
    hosts = {letters(host) for line in lines if "." in line.text for host in _SITE.findall(line.text)}
    persons = {letters(by[0]) for line in lines if (by := byline(line.text))}
    counted = {
        key: len(kinds) + (key in hosts)
        for key, kinds in found.items()
        if key not in persons and kinds.keys() - _WEAK and (key in hosts or not _is_initialism(kinds))
    }
    most = max(counted.values(), default=0)
    best = [found[key] for key, count in counted.items() if count == most]
    if most < _ENOUGH or len(best) > 1:
        return None
    kinds = best[0]
    return kinds.get("alone") or kinds.get("owner") or next(iter(kinds.values()))


def _is_initialism(kinds: Mapping[str, LineValue]) -> bool:
    """Whether a name is a few capitals, which stand for another."""
    return all(len(one.value) <= _INITIALS and one.value.isupper() for one in kinds.values())


def _labels(text: str) -> Iterator[tuple[str, str]]:
    if _HINTS.isdisjoint(text.casefold().rstrip(" .:!").split()):
        return
    for kind, form in _LABELS:
        match = form.fullmatch(text)
        if match and _is_name(match["name"]):
            yield kind, match["name"].strip()


def _is_name(name: str) -> bool:
    words = name.split()
    is_short = len(name) > 2 and len(words) <= _MOST_WORDS and any(map(str.isalpha, name))
    return is_short and not (words[0][0].islower() or is_section(name) or is_boilerplate(name))


def _key(name: str) -> str:
    return letters(name).removeprefix("the")
