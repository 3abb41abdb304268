"""Which hosts do a page's lines have, and what of a name is like a host?"""

import re
from collections.abc import Iterable, Iterator, Sequence

from dateline.index.extract.evidence import letters

_HOST = re.compile(r"(?:@|(?<=//)|(?<![\w/.-]))[A-Za-z][\w-]{0,62}(?:\.[A-Za-z][\w-]{0,62})+|@[A-Za-z][\w-]{0,62}")
_MAIL = re.compile(r"(?<=\w)@[\w-]+(?:\.[\w-]+)+")
TLD = re.compile(r"(?:\.com?)?\.[a-z]{2,7}\Z")
OTHERS = frozenset(
    """twitter facebook instagram youtube tiktok linkedin whatsapp telegram reddit pinterest google gmail apple itunes
    amazon wordpress mastodon threads flipboard outlook yahoo hotmail wikipedia gettyimages shutterstock recaptcha
    snapchat soundcloud spotify disqus""".split()  # noqa: SIM905
)
"""Hosts that pages of every site lead to."""
_SMALL_WORDS = frozenset("the of and for de la le du des der die das von el".split())  # noqa: SIM905
_ABBREVIATED = 3
"""Words from which a name is abbreviated in an address."""


def hosts(texts: Iterable[str]) -> Iterator[str]:
    """The hosts of addresses and the accounts in texts, as `letters` has them, without `www` and country."""
    for text in texts:
        for found in _HOST.findall(text) if "." in text or "@" in text else ():
            end = TLD.search(found)
            host = letters(found[: end.start()].rsplit(".")[-1]) if end else letters(found) if found[0] == "@" else ""
            if len(host) > 2 and host not in OTHERS:
                yield host


def mails(texts: Iterable[str]) -> Iterator[str]:
    """The ends of the mail addresses in texts (`@tidetable.example`)."""
    return (found for text in texts if "@" in text for found in _MAIL.findall(text))


def abbreviates(host: str, words: Sequence[str]) -> bool:
    """Whether a host is what three words and more begin with (`orudnews` of `Oru Daily News`)."""
    if len(words) < _ABBREVIATED:
        return False
    ends = {0}
    for word in map(letters, words):
        longer = {
            end + length for end in ends for length in range(1, len(word) + 1) if host.startswith(word[:length], end)
        }
        ends = longer | ends if word in _SMALL_WORDS or not word else longer
    return len(host) in ends


def is_address(name: str) -> bool:
    """Whether a name is written as a host is (`tidetable.example`)."""
    return TLD.search(name) is not None
