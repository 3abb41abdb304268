"""What does a site call itself around its articles? What a logo, `About …`, `© …`, `editor@…` and `Photo: …` agree on.

One kind of place alone may be of a section (`More from Culture`), a person, a topic or the publisher, so at least two
must have the name that do so for reasons of their own.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from dateline.index.extract.boilerplate import is_boilerplate, is_credit
from dateline.index.extract.bylines import byline, is_section
from dateline.index.extract.evidence import letters
from dateline.index.extract.main_text import is_sentence
from dateline.index.extract.outlet import is_publisher
from dateline.index.extract.text_lines import Line, LineValue

_Kinds = dict[str, LineValue]
"""Of a name: the kinds of places that have it, each with one of them."""

_NAME = r"(?P<name>[^\s|:•·–—,/][^|:•·–—,/]{1,38}?)"
_KINDS = {
    "logo": (
        r"NAME(?:['’]s)? (?:logo|home ?page)\W*(?:\1.*)?",
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
    """logo home homepage page welcome about über propos sobre acerca tietoa despre is work careers jobs
    contact advertise support write contributors annoncer kontakt werben anunciar kontakta subscribe join
    sign try abonnez-vous suscríbete suscribete assine abonnieren abonnera abbonati newsletter newsletters
    subscription subscriptions premium plus membership app apps epaper e-paper digital eedition e-edition
    more mehr más mais meer mer follow like folgen
    sigue search shop store staff team studio studios event events archive archives""".split()  # noqa: SIM905
)
"""Words of labels, for which is looked first."""
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|columnist|journalist|author|contributor|producer|critic|staff|redakt\w+"
    r"|journalist\w*|autor\w*|periodista|redactor\w*|jornalista|giornalista|rédact\w+)\b[^.]{0,40}\Z",
    re.IGNORECASE,
)
"""What stands before the name of whom an author works for."""
_ENDS = re.compile(r"(?:[,|•/–—-]|\b(?:at|for|by|von|bei|chez|en|per|para)) \Z")
_SAYS = re.compile(r"(?:['’]s)? (?!(?:and|und|et|y|e|og|och|en|i|a) )[^\W\d_A-Z]")
"""What goes on after a name that a sentence begins with."""
_NO_NAMES = frozenset(
    "our my your us me what how why who all e-mail email mail footer header schedule manage".split()  # noqa: SIM905
)
"""What stands where a site's name would, and is none."""
_CAPITALIZED = re.compile(r"\b[A-Z][\w’'.-]* \Z")
_HOST = re.compile(r"@?[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)*")
_TLD = re.compile(r"(?:\.com?)?\.[a-z]{2,7}\Z")
_OTHERS = frozenset(
    """twitter facebook instagram youtube tiktok linkedin whatsapp telegram reddit pinterest google gmail apple itunes
    amazon wordpress mastodon threads flipboard outlook yahoo hotmail wikipedia gettyimages shutterstock recaptcha
    snapchat soundcloud spotify disqus""".split()  # noqa: SIM905
)
"""Hosts that pages of every site lead to."""
_LONGEST, _LONGEST_SENTENCE, _MOST_WORDS = 120, 400, 5
_MASTHEAD = 15
"""First lines of a page, in which its logo stands."""
_INITIALS = 4
_MANY, _MOST = 4, 50
"""Times that a page says a name which it says often, and at most that are looked at."""
_BEGIN = 3
"""Labels that begin with a site's name: `Courier Travel`, `Courier Shop`, `Courier Jobs`."""
_REASONS = {
    "owner": "rights", "logo": "logo", "host": "address", "about": "about", "work": "work", "subscribe": "subscribe",
    "app": "app", "credit": "people", "ends": "people", "role": "people", "self": "self",
}  # fmt: skip
"""Kinds of places, by the reason that they have a site's name for."""
_PLAIN = frozenset({"alone", "owner", "logo"})
"""Where a name stands without any other word."""
_ENOUGH, _ENOUGH_IF_PLAIN, _KINDS_OF_ONE = 3, 2, 4
"""Reasons that suffice, those of a name that stands plain too, and kinds where they all have one reason."""


def site_name(
    lines: Sequence[Line], body: AbstractSet[int], owners: Sequence[LineValue], frame: AbstractSet[int]
) -> LineValue | None:
    """The name that the lines around the article bear out; None where none is sure.

    Args:
        lines: A page's.
        body: The indexes of those of the article's text.
        owners: Those that own the rights.
        frame: The indexes of the lines that other pages of the site have too.
    """
    found = _names(lines, body, owners, frame)
    counted = {key: len(kinds) + len(_reasons(kinds)) for key, kinds in found.items() if _is_sure(kinds)}
    most = max(counted.values(), default=0)
    best = [found[key] for key, count in counted.items() if count == most]
    if len(best) != 1:
        return None
    said = Counter(one.value for one in best[0].values())
    return max(best[0].values(), key=lambda one: said[one.value])


def _reasons(kinds: Collection[str]) -> set[str]:
    """Why places of these kinds have a name; the owner's address is no second reason."""
    reasons = {_REASONS[kind] for kind in kinds if kind in _REASONS}
    return reasons - {"address"} if "rights" in reasons else reasons


def _is_sure(kinds: Collection[str]) -> bool:
    reasons = len(_reasons(kinds))
    if _PLAIN.isdisjoint(kinds):
        return reasons >= _ENOUGH
    return reasons >= _ENOUGH_IF_PLAIN or (reasons > 0 and len(kinds) >= _KINDS_OF_ONE)


def _names(
    lines: Sequence[Line], body: AbstractSet[int], owners: Sequence[LineValue], frame: AbstractSet[int]
) -> dict[str, _Kinds]:
    """The names that lines around an article say may be the site's, each with the kinds of places that have it."""
    around = [line for at, line in enumerate(lines) if at not in body and len(line.text) <= _LONGEST_SENTENCE]
    found: dict[str, _Kinds] = defaultdict(dict)
    for owner in owners:
        found[_key(owner.value)].setdefault("owner", owner)
    of_frame = [lines[at] for at in sorted(frame) if at not in body and len(lines[at].text) <= _LONGEST]
    for line in of_frame:
        for kind, name in _labels(line.text) if len(line.text) <= _LONGEST else ():
            found[_key(name)].setdefault(kind, LineValue(name, line))
    hosts = set(_hosts(around))
    for alone in _alone(of_frame, hosts):
        found[_key(alone.value)].setdefault("alone", alone)
    persons = {_key(by[0]) for line in around if (by := byline(line.text))}
    page = _Page(around)
    for key, kinds in found.items():
        if key in hosts or f"the{key}" in hosts:
            kinds["host"] = next(iter(kinds.values()))
        for name in {_bare(one.value) for one in kinds.values()}:
            for kind, value in page.witnesses(name).items():
                kinds.setdefault(kind, value)
    return {key: kinds for key, kinds in found.items() if key not in persons and _may_be_site(kinds)}


def _may_be_site(kinds: Mapping[str, LineValue]) -> bool:
    """Whether a name is neither its publisher's nor a few capitals, which stand for another, nowhere by themselves."""
    names = [one.value for one in kinds.values()]
    is_initials = all(len(name) <= _INITIALS and name.isupper() for name in names)
    return not any(map(is_publisher, names)) and ("alone" in kinds or not is_initials)


class _Page:
    """The lines around an article, to be searched for names."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.text = "\n".join(["", *(line.text for line in lines), ""])

    def witnesses(self, name: str) -> _Kinds:
        """The kinds of places that have a name, each with one of them; none where it is a part of a longer one."""
        found, labels, longer, count = _Kinds(), set[str](), 0, 0
        for said, before, after in islice(self._places(name), _MOST):
            whole = f"{before}{said}{after}"
            value = LineValue(said, self.lines[self.text.count("\n", 1, self.text.find(whole))])
            if after[:1] == " " and after[1:2].isupper():
                labels |= {whole} if not before and len(whole.split()) <= _MOST_WORDS + 1 else set()
            elif said == name and _CAPITALIZED.search(before) and is_sentence(whole):
                longer += 1
            else:
                count += 1
                found = dict.fromkeys(_kinds(whole, before, after), value) | found
        if longer > count:
            return {}
        if len(labels) >= _BEGIN:
            found["begins"] = value
        if count >= _MANY:
            found["many"] = value
        return found

    def _places(self, name: str) -> Iterator[tuple[str, str, str]]:
        """The name as it stands there, with its article, and what stands in the line before and after it."""
        end = 0
        while (at := self.text.find(name, end)) >= 0:
            end = at + len(name)
            if self.text[at - 1].isalnum() or self.text[at - 1] in "@./-" or self.text[end].isalnum():
                continue
            before = self.text[self.text.rfind("\n", 0, at) + 1 : at]
            after = self.text[end : self.text.find("\n", end)]
            said = next((f"{the}{name}" for the in ("The ", "the ", "THE ") if before.endswith(the)), name)
            yield said, before[: len(before) - (len(said) - len(name))], after


def _kinds(whole: str, before: str, after: str) -> Iterator[str]:
    """What a line says of a name in it."""
    if not before.strip() and not after.strip(" .:|»"):
        yield "alone"
    elif is_credit(whole):
        yield "credit"
    elif _ENDS.search(before) and not after.strip(" |.") and len(whole) < _LONGEST:
        yield "ends"
    elif not before and _SAYS.match(after) and is_sentence(whole):
        yield "self"
    if _ROLE.search(before):
        yield "role"


def _alone(around: Sequence[Line], hosts: AbstractSet[str]) -> Iterator[LineValue]:
    """Names that are a line of their own: in the masthead, and again, or as a host has it."""
    seen: dict[str, int] = defaultdict(int)
    short = [line for line in around if len(line.text) <= _LONGEST // 3 and len(line.text.split()) <= _MOST_WORDS]
    for line in short:
        seen[line.text] += 1
    for line in {line.text: line for line in reversed(short)}.values():
        name = line.text.strip(" .:|»")
        is_site = (hosts and _key(name) in hosts) or (seen[line.text] > 2 and line in around[:_MASTHEAD])
        if is_site and len(name) > 2 and _is_name(name):
            yield LineValue(name, line)


def _hosts(lines: Sequence[Line]) -> Iterator[str]:
    """The hosts of addresses and the accounts that lines have, as `letters` has them, without `www` and country."""
    for line in lines:
        for found in _HOST.findall(line.text) if "." in line.text or "@" in line.text else ():
            end = _TLD.search(found)
            host = letters(found[: end.start()].rsplit(".")[-1]) if end else letters(found) if found[0] == "@" else ""
            if host and host not in _OTHERS:
                yield host


def _bare(name: str) -> str:
    return name[4:] if name[:4].casefold() == "the " else name


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
    is_other = words[0][0].islower() or name.casefold() in _NO_NAMES or is_section(name) or is_boilerplate(name)
    return is_short and not is_other


def _key(name: str) -> str:
    return letters(name).removeprefix("the")
