"""Which names does a page say may be its site's, and in which places does it have each of them?"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, chain, islice
from typing import NamedTuple

from dateline.index.extract.bylines import byline, names_press
from dateline.index.extract.evidence import letters
from dateline.index.extract.text.main_text import is_sentence
from dateline.index.extract.text.outlet import SPACELESS, is_publisher, names_owner, owners_of, states_rights
from dateline.index.extract.text.site_hosts import OTHERS, TLD, abbreviates, hosts, is_address, mails
from dateline.index.extract.text.site_places import (
    CAPITALIZED_WORD,
    LONGEST_LABEL,
    LONGEST_NOTE,
    MOST_WORDS,
    around_name,
    beside_byline,
    employers,
    is_name,
    is_note,
    labels,
    spoken_to,
    titled,
)
from dateline.index.extract.text.text_lines import Line, LineValue

_GOES_ON = re.compile(r"\.\w")
_WORD = re.compile(CAPITALIZED_WORD)
_NEXT_WORD = re.compile(r" ?[&-]? ?([\w&'’+!]+)")
_CAPITALIZED = re.compile(rf"{CAPITALIZED_WORD} \Z")
_INNER = re.compile(r"[a-z][A-Z]|\.[a-z]")
_TWICE = re.compile(r"(?P<name>.{3,40}?)\W*(?P=name)")
_CUT_OFF = re.compile(r"['’]s?\Z| (?:and|und|et|y|e|og|och|en|i)\Z")
"""What of a sentence goes on after a name."""
_EDGES = ' .:|«»„“”"®™_\\*#—–[]/-'
_NEAR = 2
"""First and last lines of the text in which such a note may stand."""
_MASTHEAD = 15
"""First lines of a page, in which its logo stands."""
_INITIALS = 4
"""Letters up to which capitals are initials."""
_LONGEST_WORD = 30
"""Characters before a name in which the word before it stands."""
_MANY, _MOST = 4, 50
"""Times that a page says a name which it says often, and at most that are looked at."""
_MOST_NAMES, _MOST_HOSTS = 100, 100
"""Names and hosts of a page that are looked at."""
_OWNER = frozenset({"owner", "part", "guest"})
_BEGINS = ("begins", "begins twice", "begins thrice")


class Named(NamedTuple):
    """What a page has of a name.

    Attributes:
        places: Kinds of places that have it, each with one of them.
        traits: What it looks like by itself, how often the page has it, and whether above the text (`heads`).
        said: How often it stands around the text by itself, in each of its forms (`Tide Table`, `The Tide Table`).
    """

    places: dict[str, LineValue]
    traits: set[str]
    said: Counter[str]

    def is_shortened_to(self, key: str) -> bool:
        """Whether some letters are the first or last words of the name, or what they begin with (`ons` of `Oru News
        Service`).
        """
        split = [_bare(place.value).split() for place in self.places.values()]
        parts = (part for words in split for at in range(1, len(words)) for part in (words[:at], words[at:]))
        return any(abbreviates(key, words) for words in split) or any(_key(" ".join(part)) == key for part in parts)


def site_names(
    lines: Sequence[Line], body: AbstractSet[int], frame: AbstractSet[int], beside: LineValue | None, headline: str = ""
) -> dict[str, Named]:
    """The names that may be the site's, by their letters; `site_name` has the arguments."""
    page = _Page(lines, body, frame, headline)
    found = _named(chain([("beside", *beside)] if beside else [], page.names()))
    authors = {by[0] for at in page.around if (by := byline(lines[at].text))}
    for key in {_key(one) for one in authors if not is_address(one)} & found.keys():
        del found[key]
    owners = [key for key, named in found.items() if "owner" in named.places]
    for key, named in found.items():
        for name in dict.fromkeys(_bare(place.value) for place in list(named.places.values())):
            page.witness(name, named)
        names = {place.value for place in named.places.values()}
        named.traits.update(page.traits(names))
        if not _OWNER.isdisjoint(named.places) and any(page.says(_bare(name)) for name in names):
            named.traits.add("borne out")
        if "initials" in named.traits and "alone" not in named.places:  # which stand for another name
            named.traits.add("short")
        if "beside" in named.places:
            others_own = owners and not any(one in key or key in one for one in owners)
            _by_headline(named, is_guest="guest" in named.places or bool(others_own))
    return found


def _named(names: Iterable[tuple[str, str, Line]]) -> dict[str, Named]:
    """By their letters what may be the site's name, with the first place of each kind that has it."""
    found: dict[str, Named] = {}
    for kind, name, line in names:
        if len(found) == _MOST_NAMES:
            break
        bare = _CUT_OFF.sub("", name.strip(_EDGES)).strip(_EDGES)
        twice = _TWICE.fullmatch(bare)  # what a logo shows, and its label
        bare = twice["name"] if twice else bare
        first = bare.partition(" ")[0]
        bare = first if is_address(first) else bare  # behind which a section stands
        if is_name(bare) and len(_key(bare)) > 1 and _key(bare) not in OTHERS:
            named = found.setdefault(_key(bare), Named({}, set(), Counter()))
            named.places.setdefault(kind, LineValue(bare, line))
    return found


def _by_headline(named: Named, *, is_guest: bool) -> None:
    """Takes the line by the headline that has a name for one place, and for none where that is an agency's or a
    guest's: another owns the rights to the page, or this one those to the text.
    """
    beside = named.places["beside"]
    for kind in [kind for kind, place in named.places.items() if place.line == beside.line]:
        del named.places[kind]
    if not is_guest:
        named.places["beside"] = beside
        if "press" in named.traits and beside.value == beside.line.text and not is_address(beside.value):
            named.places["beside by itself"] = beside


class _Page:
    """A page's lines, to be searched for names."""

    def __init__(self, lines: Sequence[Line], body: AbstractSet[int], frame: AbstractSet[int], headline: str) -> None:
        self.lines, self.body, self.frame, self.headline = lines, body, frame, headline
        self.text = "\n".join(["", *(line.text for line in lines), ""])
        self.around = [at for at in range(len(lines)) if at not in body]
        self.start, self.end = min(body, default=len(lines)), max(body, default=0)
        self.foot = min((at for at in frame if at > self.end), default=len(lines) if frame else -1)
        self.starts = list(accumulate((len(line.text) + 1 for line in lines), initial=1))
        beside = [line.text for at, line in enumerate(lines) if self.is_beside(at)]
        self.hosts = dict.fromkeys(islice(hosts(beside), _MOST_HOSTS))
        self.mailed = dict.fromkeys(islice(hosts(mails(beside)), _MOST_HOSTS))

    def names(self) -> Iterator[tuple[str, str, Line]]:
        """What may be the site's name: kind of place, name and line."""
        for at, line in enumerate(self.lines):
            for kind, name in labels(line.text) if len(line.text) <= LONGEST_LABEL else ():
                yield kind, name, line
            if at in self.body:
                continue
            for owner in owners_of(line):
                kind = "part" if owner.is_part or not states_rights(line.text) else "owner"
                yield kind if self.is_framed(at) else "guest", owner.value, line
            if at < self.start:
                for name in titled(line.text, self.headline):
                    yield "title", name, line
            if at < min(_MASTHEAD, self.start) and len(line.text) <= LONGEST_LABEL:
                yield "top" if at in self.frame else "above", line.text, line
        yield from self._speech()
        for name, place in self._written() if self.hosts else ():
            yield "host", name, self.lines[self._at(place)]
            if not self._ends_longer(place) and not self.mailed.keys().isdisjoint(map(letters, (name, f"the{name}"))):
                yield "mail", name, self.lines[self._at(place)]

    def _speech(self) -> Iterator[tuple[str, str, Line]]:
        """What the text says of whom it was written for."""
        said = [line for at, line in enumerate(self.lines) if at in self.body or "e at " in line.text]
        starts = list(accumulate((len(line.text) + 1 for line in said), initial=0))
        times = Counter[str]()
        for kind, name, place in spoken_to("\n".join(line.text for line in said)):
            times[name] += kind == "told"
            line = said[bisect_right(starts, place) - 1]
            yield "told twice" if kind == "told" and times[name] > 1 else kind, name, line
        for at, line in enumerate(self.lines):
            if at in self.frame or not self.is_beside(at) or len(line.text) > LONGEST_NOTE:
                continue
            if self.headline and self.headline in line.text:
                continue
            by = beside_byline(line.text) if self.start - _MASTHEAD <= at <= self.start + _NEAR else ()
            for name in (*employers(line.text), *by):
                yield "employer", name, line

    def is_beside(self, at: int) -> bool:
        """Whether a line stands around the text, begins or ends it, or is an author's note within."""
        is_within = at in self.body and self.start + _NEAR <= at <= self.end - _NEAR
        return not is_within or is_note(self.lines[at].text)

    def is_framed(self, at: int) -> bool:
        """Whether a line is of the site's frame, or stands in its foot, as one with a year may."""
        return at in self.frame or at > self.foot

    def _at(self, place: int) -> int:
        """The index of the line in which a place of the text is."""
        return bisect_right(self.starts, place) - 1

    def _written(self) -> Iterator[tuple[str, int]]:
        """The names that have the letters of a host, as the page writes them in words, and where."""
        hosts = {*self.hosts, *(host[3:] for host in self.hosts if host[:3] == "the")}
        begins = {host[:length] for host in hosts for length in (1, 2, 3)}
        for word in _WORD.finditer(self.text):
            if word.group()[:3].lower() not in begins:
                continue
            end, said = word.end(), letters(word.group())
            for _ in range(MOST_WORDS):
                if said in hosts:
                    yield self.text[word.start() : end], word.start()
                after = _NEXT_WORD.match(self.text, end)
                if not after:
                    break
                end, said = after.end(), said + letters(after[1])

    def _ends_longer(self, place: int) -> bool:
        """Whether the name there is the end of a longer one, as a capitalized word before it tells."""
        before = _CAPITALIZED.search(self.text, max(0, place - _LONGEST_WORD), place)
        return before is not None and before[0] not in ("The ", "THE ")

    def witness(self, name: str, named: Named) -> None:
        """Adds the kinds of places around the text that have a name; none where it is a part of a longer one."""
        found, begun, longer, framed, count, heads = dict[str, LineValue](), set[str](), 0, 0, 0, False
        for said, at, before, after in islice(self._places(name), _MOST):
            whole = f"{before}{said}{after}"
            if after[:1] == " " and after[1:2].isupper():
                is_label = any(kind != "logo" for kind, _ in labels(whole))
                if not before and len(whole.split()) <= MOST_WORDS + 1 and not is_label:
                    begun.add(whole)
            elif said == name and _CAPITALIZED.search(before) and is_sentence(whole):
                longer += 1
            else:
                count += 1
                framed += at in self.frame
                heads |= at < self.start
                if said[:4] != "the " and not _GOES_ON.match(after):
                    named.said[said] += 1
                for kind in () if labels(whole) else around_name(whole, before, after):
                    if kind in ("alone", "reader") or at not in self.frame:
                        found.setdefault(kind, LineValue(said, self.lines[at]))
                    if kind == "alone" and at in self.frame and at > self.end:
                        found.setdefault("foot", LineValue(said, self.lines[at]))
        if longer > count:
            return
        named.places.update(found | named.places)
        often = (["many"] * (count >= _MANY), ["frame"] * (framed > 1), ["heads"] * heads)
        named.traits.update(_BEGINS[: len(begun)], *often)

    def says(self, name: str) -> bool:
        """Whether the article or what stands above it says a name, copyright lines aside."""
        above = (self.lines[self._at(at)] for at in self._finds(name))
        return any(line.number <= self.lines[self.end].number and not names_owner(line.text) for line in above)

    def traits(self, names: AbstractSet[str]) -> Iterator[str]:
        """What the forms of a name look like by themselves."""
        for kind, of in (("host", self.hosts), ("mail", self.mailed)):
            if any(abbreviates(host, name.split()) for name in names for host in of):
                yield kind
        if any(map(names_press, names)):
            yield "press"
        if any(map(_INNER.search, names)):
            yield "inner"
        if any(map(is_publisher, names)):
            yield "publisher"
        if any(any(self._finds(_bare(name).lower())) for name in names if not name.islower()):
            yield "common"
        if all(len(name) <= _INITIALS and name.isupper() for name in names):
            yield "initials"

    def _places(self, name: str) -> Iterator[tuple[str, int, str, str]]:
        """The name as it stands around the text, with its article; its line, and what stands there before and after."""
        for at in self._finds(name):
            end = at + len(name)
            line = self._at(at)
            if line in self.body and line <= self.end - _NEAR:
                continue
            before = self.text[self.text.rfind("\n", 0, at) + 1 : at]
            after = self.text[end : self.text.find("\n", end)]
            said = next((f"{the}{name}" for the in ("The ", "the ", "THE ") if before.endswith(the)), name)
            yield said, line, before[: len(before) - (len(said) - len(name))], after

    def _finds(self, name: str) -> Iterator[int]:
        """Where a name stands that is no part of a word or an address."""
        end, is_spaceless = 0, SPACELESS.match(name) is not None
        while (at := self.text.find(name, end)) >= 0:
            end = at + len(name)
            is_within = self.text[at - 1].isalnum() or self.text[at - 1] in "@./-" or self.text[end].isalnum()
            if is_spaceless or not is_within:
                yield at


def _bare(name: str) -> str:
    return name[4:] if name[:4].casefold() == "the " else name


def _key(name: str) -> str:
    return letters(TLD.sub("", name) or name).removeprefix("the")
