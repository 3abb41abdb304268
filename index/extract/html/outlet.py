"""Who published a page: the name that a site gives itself, where the page's address or a second place bears it out."""

import re
from collections.abc import Mapping

from dateline.index.analysis.terms import fold
from dateline.index.extract.evidence import Value, letters
from dateline.index.extract.html.tree import LONGEST
from dateline.index.extract.paragraphs import one_line

_GENERIC = re.compile(r"(?i)^the\s+|\s+(?:news|online)$|\.(?:com|org|net|co\.uk)\b|\.\w\w$")
BREAK = re.compile(r"\s+[|–—·•»-]+\s+|\s*[|»]\s*|\s+[|–—-]$")
"""What stands between a headline, a section and an outlet in a title."""
_TAGLINE = re.compile(rf"{BREAK.pattern}|:\s+")
_NOT_NAMES = {"com", "co", "org", "net", "news", "www"}  # labels of a host that name nobody
_SUFFIX_WORDS = 5  # a longer end of a title is a part of the headline


def outlet(metas: Mapping[str, str], publishers: list[str], page_title: str, host: str) -> Value | None:
    """The name that the site gives itself: one that its address bears out, or given twice, or the first.

    Args:
        metas: Contents of `<meta>` elements by small-letter name.
        publishers: The names of the JSON-LD article's publishers.
        page_title: The text of `<title>`, whose end is the outlet often.
        host: The page's host without `www.`, perhaps empty.
    """
    stated = [
        Value(_as_name(_without_tagline(one_line(name or "")[:LONGEST].lstrip("@"), host), host), evidence)
        for name, evidence in (
            (metas.get("og:site_name"), "meta og:site_name"),
            (next(iter(publishers), ""), "JSON-LD publisher"),
            (metas.get("application-name"), "meta application-name"),
            (metas.get("dc.publisher"), "meta dc.publisher"),
            (metas.get("apple-mobile-web-app-title"), "meta apple-mobile-web-app-title"),
            (metas.get("article:publisher", "").lstrip("0123456789"), "meta article:publisher"),  # may be a number
        )
    ]
    stated = [found for found in stated if letters(found.value) and "://" not in found.value]
    ends = reversed(BREAK.split(page_title)[1:])
    suffixes = [Value(end, "title suffix") for end in ends if 0 < len(end.split()) <= _SUFFIX_WORDS]
    borne_out = [found for found in (*stated, *suffixes) if _names_host(found.value, host)]
    borne_out.sort(key=lambda found: _is_label(found.value))  # `Tide Table` before `tidetable.example`
    own = [found for found in borne_out if found in stated and not _is_label(found.value)]
    twice = [
        found
        for number, found in enumerate(stated)
        if any(same_name(found.value, other.value) for other in (*stated[number + 1 :], *suffixes))
    ]
    last = [Value(host, "address")] if host else []
    publisher = [found for found in stated if found.evidence == "meta article:publisher" and _is_label(stated[0].value)]
    return next(iter((*own, *publisher, *borne_out, *twice, *stated, *suffixes[:1], *last)), None)


def _is_label(name: str) -> bool:
    """Whether a name is rather the host that a site's parts are served under: another that is stated is better."""
    return name == name.lower()


def _as_name(name: str, host: str) -> str:
    """A name; for a bare label of the host (`tide`), which is none, the host from that label on (`tide.com`)."""
    labels = host.split(".")[:-1]
    return ".".join(host.split(".")[labels.index(name) :]) if name in labels else name


def _without_tagline(name: str, host: str) -> str:
    """`The Courier - News that matters` is `The Courier`."""
    parts = [part for part in _TAGLINE.split(name) if letters(part)]
    return next((part for part in parts if _names_host(part, host)), next(iter(parts), ""))


def _core(name: str) -> str:
    """The letters of a name without "The", "News" and ".com"."""
    return letters(_GENERIC.sub("", one_line(name))) or letters(name)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one outlet's: equal, or one with a word more (`Courier`, `Courier Daily`)."""
    shorter, longer = sorted((_core(one), _core(other)), key=len)
    within = len(shorter) > 3 and shorter in longer and len(one.split()) < 6
    return bool(shorter) and (shorter == longer or within)


def _names_host(name: str, host: str) -> bool:
    """Whether an address bears a name out, in whole or by its initials: `The Courier` by `thecourier.com`."""
    if name and name == host:
        return True
    core, initials = _core(name), "".join(word[0] for word in fold(name).split())
    for label in {letters(label) for label in host.split(".")[:-1]} - _NOT_NAMES:
        if label in (core, "the" + core) or (len(label) > 1 and label == initials):
            return True
        if min(len(label), len(core)) > 3 and (label in core or core in label):
            return True
    return False
