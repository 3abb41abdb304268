"""What does a site call itself? What a logo, `About …`, `© …`, `editor@…` and `Photo: …` around an article agree on.

One kind of place alone may be of a section (`More from Culture`), a person, a topic or the publisher. So kinds of
places are reasons to believe a name, and several must agree; where a name looks like a site's, what an author is there
or the rights are enough. The weights are a conditional logit's over the names of a page and none (McFadden, 1974),
rounded; those of a page's title and of mail, which few pages showed, are chosen.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import exp, log2

from dateline.index.extract.text.outlet import is_incorporated
from dateline.index.extract.text.site_hosts import is_address
from dateline.index.extract.text.site_page import Named, site_names
from dateline.index.extract.text.text_lines import Line, LineValue

_REASONS = {
    "rights": (3.0, ("owner",)),
    "feed": (3.0, ("feed",)),
    "feed of comments": (0.0, ("comments",)),
    "title": (2.0, ("title",)),
    "rights to more": (1.5, ("part",)),
    "told": (1.5, ("told", "told twice")),
    "logo": (2.0, ("logo",)),
    "us": (1.5, ("at", "we", "asked")),
    "people": (1.5, ("employer", "role", "credit", "ends")),
    "address": (1.0, ("host",)),
    "mail": (1.5, ("mail",)),
    "begins": (0.75, ("begins", "begins twice", "begins thrice")),
    "label": (0.5, ("about", "work", "subscribe", "app", "more")),
    "speech": (0.75, ("self", "reader")),
    "by the headline": (3.5, ("beside",)),
    "says so": (0.0, ("beside by itself",)),
    "masthead": (0.0, ("top",)),
}
"""How much each reason speaks for a name by itself, and the kinds of places that are of it."""
_AGREES = 1.2
"""How much each reason after the first adds."""
_TRAITS = {
    "borne out": (1.0, ("borne out",)),
    "looks": (1.5, ("inner",)),
    "press": (1.5, ("press",)),
    "often": (0.75, ("many", "frame")),
    "foot": (0.5, ("foot",)),
    "plain": (-0.5, ("common", "initials")),
    "short": (-1.0, ("short",)),
    "publisher": (-3.0, ("publisher",)),
}
"""What makes a name likelier, or less likely, and is no reason."""
_NONE, _ODDS = 3.25, 2.25
"""How much speaks for none, and how much likelier a name must be than none and all others."""
_SEVERAL = 2
"""How many reasons must agree."""
_OWNED, _OWNS = ("owner", "part"), 3.0
"""Places of a name that owns the rights, and what must speak for it before a shorter one."""
_LABELS = frozenset(_REASONS["label"][1]) | {"logo", "title", "feed"}
"""Places in which a site names itself or its sections."""
_LOOKS, _ROLES = frozenset({"press", "inner"}), frozenset({"role", "ends"})
"""Traits of a name that no person and few firms have, and places of it behind what an author is."""
_SOURCES = frozenset({"told", "told twice", "credit", "ends", "self"})
"""Places in which the name of an agency, of a guest or of whom the text is about stands too."""
_TOPICS = frozenset({"top", "begins", "begins twice", "begins thrice", "app"})
"""Places in which a section's, a topic's or a product's name stands too, which looks like none of a site."""
_PLACES = frozenset(kind for _, of in _REASONS.values() for kind in of)
_OF_SITES = frozenset(_REASONS) - {"address", "mail", "begins", "speech", "says so", "rights to more"}
_NO_SPONSOR = frozenset(kind for reason in _OF_SITES for kind in _REASONS[reason][1]) | {*_OWNED}
"""Where the name of a sponsor, to which a page links and of which it speaks, does not stand."""


def site_name(
    lines: Sequence[Line],
    body: AbstractSet[int],
    frame: AbstractSet[int],
    beside: LineValue | None = None,
    headline: str = "",
) -> LineValue | None:
    """The name that the lines around the article, and some in it, bear out; None where none is sure.

    Args:
        lines: A page's.
        body: The indexes of those of the article's text.
        frame: The indexes of the lines that other pages of the site have too.
        beside: What stands by the headline as an outlet's name does; perhaps an agency's or a guest's.
        headline: The article's; a line that has more may be the page's title.
    """
    found = site_names(lines, body, frame, beside, headline)
    is_headed = beside is not None and any(lines[at].number < beside.line.number for at in frame)
    weights = {
        key: _weight(named)
        for key, named in found.items()
        if not (_is_sponsor(named) or _is_publisher(named, found))
        and not _may_be_other_s(named, headline, is_headed=is_headed)
    }
    if not weights:
        return None
    key = _in_full(max(weights, key=lambda one: weights[one]), found, weights)
    others = [weights[one] for one in weights if not _is_form(key, one, found)]
    odds = exp(weights[key]) / (exp(_NONE) + sum(map(exp, others)))
    if _reasons(found[key]) < _SEVERAL or odds < _ODDS:
        return None
    return _as_written(found[key])


def _in_full(key: str, found: Mapping[str, Named], weights: Mapping[str, float]) -> str:
    """A name as who owns the rights is called: `Oru Star` for `Star`, `Oru News Service` for `ONS`."""
    if _owns(found[key]):
        return key
    longer = [one for one in weights if weights[one] > _OWNS and _owns(found[one])]
    return max((one for one in longer if found[one].is_shortened_to(key)), key=lambda one: weights[one], default=key)


def _is_form(key: str, one: str, found: Mapping[str, Named]) -> bool:
    """Whether two names are, or have in them, one name."""
    return one in key or key in one or found[one].is_shortened_to(key) or found[key].is_shortened_to(one)


def _is_sponsor(named: Named) -> bool:
    """Whether a page may only link to a name and speak of it; mail to one of the press is to the page's own."""
    mail = named.places.get("mail")
    is_press = mail is not None and "press" in named.traits and " " in mail.value
    return _NO_SPONSOR.isdisjoint(named.places) and not is_press


def _is_publisher(named: Named, found: Mapping[str, Named]) -> bool:
    """Whether a name owns the rights and stands nowhere above the text, where another that the page says more often,
    on labels too, is its outlet's.
    """
    if not _owns(named) or "heads" in named.traits or not _LOOKS.isdisjoint(named.traits):
        return False
    outlets = (one for one in found.values() if "common" not in one.traits and not _LABELS.isdisjoint(one.places))
    return any(one.said.total() > named.said.total() for one in outlets)


def _may_be_other_s(named: Named, headline: str, *, is_headed: bool) -> bool:
    """Whether a name stands only where that of an agency, a guest, a section or a topic does, too."""
    other = _SOURCES if not _LOOKS.isdisjoint(named.traits) else _SOURCES | _TOPICS
    if any(place.value in headline for place in named.places.values()):
        other |= {"host"}
    if is_headed:  # by a menu, which would have the site's name too
        other |= {"beside", "beside by itself"}
    return (named.places.keys() | named.traits) & _PLACES <= other


def _owns(named: Named) -> bool:
    return any(kind in named.places for kind in _OWNED)


def _weight(named: Named) -> float:
    """How much speaks for a name; a second place of one reason adds less than the first."""
    kinds = named.places.keys() | named.traits
    weights = (*_REASONS.values(), *_TRAITS.values())
    agree = _AGREES * max(0, _reasons(named) - 1)
    return agree + sum(weight * log2(1 + len(kinds.intersection(of))) for weight, of in weights)


def _reasons(named: Named) -> int:
    """How many reasons the places of a name are."""
    kinds = named.places.keys() | named.traits
    return sum(not kinds.isdisjoint(of) for _, of in _REASONS.values()) + _looks_right(named)


def _looks_right(named: Named) -> bool:
    """Whether a name that looks like a site's stands where few others do: it owns the rights as no publisher would,
    or an author works for it in a role.
    """
    kinds = named.places.keys()
    owns = "owner" in kinds and not is_incorporated(named.places["owner"])
    employs = "employer" in kinds and not _ROLES.isdisjoint(kinds)
    return (owns or employs) and "publisher" not in named.traits and not _LOOKS.isdisjoint(named.traits)


def _as_written(named: Named) -> LineValue:
    """A name as the page says it most often by itself, in words rather than as an address, and the best place of it."""
    said = named.said
    if all(one.isupper() and " " in one for one in said):  # a logo may leave its article out
        said = Counter(place.value for place in named.places.values()) + said
    words = [one for one in said if not is_address(one)]
    addresses = [one for one in said if is_address(one) and not one.islower()]
    among = words if any(" " in one for one in words) else [*words, *addresses]
    among = [one for one in among if not (one.isupper() and " " in one)] or among  # a logo may leave its article out
    best = max(among or said, key=lambda one: (said[one], one[:4] in ("The ", "THE "), not one.isupper()))
    kinds = ["beside", *_OWNED, *(kind for _, of in _REASONS.values() for kind in of), *named.places]
    places = [named.places[kind] for kind in kinds if kind in named.places]
    return next((place for place in places if place.value == best), LineValue(best, places[0].line))
