"""Which outlet does a plain-text page name at its foot? One that the page bears out elsewhere; none where in doubt.

The owner of the rights is an outlet's publisher as often as the outlet, so it counts only where the page has the name
in other places too: as a label of its own, or in what it says about itself.
"""

import re
from collections.abc import Iterator, Sequence

from dateline.index.analysis.terms import fold
from dateline.index.extract.bylines import is_section, names_press
from dateline.index.extract.evidence import letters
from dateline.index.extract.text_lines import Line, LineValue

_MARK = re.compile(
    r"(?:\bcopyright\b\s*)?(?:©|\(c\)(?=\W*(?:19|20)\d\d))(?:\s*copyright\b)?|\bcopyright\b(?=\W*(?:19|20)\d\d)",
    re.IGNORECASE,
)
_YEARS = r"(?:(?:19|20)\d\d(?:\s*[-–—]\s*(?:(?:19|20)\d\d)?)?)"
_BEFORE_A_NAME = re.compile(rf"[\s,.:|-]*{_YEARS}?[\s,.:|-]*(?:(?:by|von|par|por|di|av|af|przez)\s)?\s*", re.IGNORECASE)
_AFTER_A_NAME = re.compile(
    rf"\s*(?:[|•·,;(]|\s[-–—]\s|(?<!\b[SFM]t)\.\s|\.\Z|{_YEARS}|\b(?:all|tous|alle?|todos|tutti|alla|kaikki|wszelkie|все|minden|toate"
    r"|vsechna|všechna|sva|tüm)\s)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"rights? reserved|droits r[ée]serv|rechte vorbehalten|derechos reservados|direitos reservados|diritti riservati"
    r"|rechten voorbehouden|oikeudet pid|prawa zastrze|права защищены|права захищ|rettigheter|r[äa]ttigheter"
    r"|rettigheder|jog fenntartva|drepturile rezervate|pr[áa]va vyhrazena|prava pridržana|hakları saklıdır"
    r"|版权所有|版權所有",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"[\s,]+(?:inc|llc|l\.l\.c|ltd|limited|gmbh|mbh|ag|kg|se|s\.?a\.?s?|s\.?p\.?a|s\.?r\.?l|s\.?l|b\.?v|n\.?v|ab|asa?|a/s|oyj?"
    r"|pty|plc|corp|corporation|co|company|kft|zrt|sp\. z o\.o|d\.o\.o|s\.r\.o|a\.s|media|group|publishing|publications"
    r"|newspapers|news network|verlag|medien|mediengruppe|community)\.?\Z",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b(?:media|group|groupe|grupo|gruppo|publishing|publications?|publishers?|holdings?|communications?|enterprises?"
    r"|studios?|networks?|corporation|company|interactive|broadcasting|productions?|digital|newspapers|verlag|medien"
    r"|mediengruppe|mediehus|editions?|editorial[ei]?|uitgevers?|uitgeverij|kustannus|forlag|wydawnictwo|theme|powered"
    r"|wordpress|regents|university)\b"
)
_OWNER_WORDS = ("©", "20", "19", "opyright", "OPYRIGHT", "ights")
_EDGES = " .,-–—|:"
_LONGEST_LINE, _LONGEST_NAME, _MOST_WORDS = 300, 40, 5
_NEAR = 2
"""Lines beside a copyright line that may be its parts."""
_FOOT = 12
"""Last lines of a text without a foot in which the owner of the rights may stand."""


class Owners:
    """The owners of the rights that a page names below its text.

    Attributes:
        named: All of them.
        outlet: The one that the page bears out, None where none is.
    """

    def __init__(self, lines: Sequence[Line], text: range) -> None:
        """Reads a page's lines; `text` are those of the article."""
        foot = lines[text.stop :] or lines[-_FOOT:]
        self.named = [LineValue(name, line) for line in foot for name in _owners(line.text)]
        page = _page(lines[: text.stop]) if self.named else []
        borne_out = (
            owner._replace(value=found)
            for owner in self.named
            for name in _names(owner.value)
            if (found := _borne_out(name, page, whole=name == owner.value))
        )
        self.outlet = next(borne_out, None)

    def contradict(self, outlet: str) -> bool:
        """Whether one that owns the rights is another than the outlet that the page names above its text."""
        name, owners = letters(outlet), [letters(owner.value) for owner in self.named]
        return not all(name in owner or owner in name for owner in owners)


def _page(lines: Sequence[Line]) -> list[str]:
    """What a page says above its foot, copyright lines and their neighbours aside."""
    says = [at for at, line in enumerate(lines) if _may_name_owner(line.text)]
    marks = {at for at in says if _MARK.search(lines[at].text) or _RIGHTS.search(lines[at].text)}
    return [line.text for at, line in enumerate(lines) if marks.isdisjoint(range(at - _NEAR, at + _NEAR + 1))]


def _may_name_owner(line: str) -> bool:
    return any(word in line for word in _OWNER_WORDS)


def _owners(line: str) -> Iterator[str]:
    """The owners of the rights that a line names."""
    if len(line) > _LONGEST_LINE or not _may_name_owner(line):
        return
    for mark in _MARK.finditer(line):
        name = _first_name(line[mark.end() :])
        if not name and not line[: mark.start()].strip().endswith("."):
            name = re.sub(rf"{_YEARS}|\bis\Z", "", line[: mark.start()]).strip(_EDGES)
        if _is_name(name):
            yield name
    if not _MARK.search(line) and re.search(_YEARS, line) and (rights := _RIGHTS.search(line)):
        name = _first_name(line[: rights.start()])
        if _is_name(name):
            yield name


def _first_name(text: str) -> str:
    """What a text begins with, years and `by` before it aside, up to what can't be of a name."""
    start = _BEFORE_A_NAME.match(text)
    after = text[start.end() if start else 0 :]
    end = _AFTER_A_NAME.search(after)
    return (after[: end.start()] if end else after).strip(_EDGES)


def _is_name(name: str) -> bool:
    return (
        1 < len(name) <= _LONGEST_NAME
        and len(name.split()) <= _MOST_WORDS
        and not name[0].islower()
        and name[0].isalnum()
        and not is_section(name)
    )


def _names(owner: str) -> Iterator[str]:
    """The names that an owner may be known by: without what only tells of a company (`The Oru Herald Media, Inc.`)."""
    name = owner
    while True:
        if not is_publisher(name):
            yield name
        shorter = _COMPANY.sub("", name).strip(" ,&")
        if shorter == name or len(shorter) < 3:
            return
        name = shorter


def is_publisher(name: str) -> bool:
    """Whether a name says itself that it is a publisher's."""
    return _PUBLISHER.search(fold(name)) is not None


def _borne_out(name: str, page: Sequence[str], *, whole: bool) -> str | None:
    """A name as the page has it elsewhere, with its article (`The`); None where it does not.

    A part of the owner's name, not the `whole`, must stand twice, and by itself.
    """
    alone = "" if whole else r"(?!['’]?\w*[ &]+[A-Z0-9&])"
    form = re.compile(rf"(?<![\w@.])(?:[Tt]he )?{re.escape(name)}(?!\w){alone}")
    longer = re.compile(rf"(?<!\w){re.escape(name)}(?: [A-Z]\w+|\.[a-z]{{2,3}}\b)")
    texts = [text for text in page if name in text]
    if not names_press(name) and any(names_press(match) for text in texts for match in longer.findall(text)):
        return None  # `Oru` of a page that speaks of `Oru News` too
    said = [match.group() for text in texts for match in form.finditer(text)]
    return max(said, key=lambda one: (said.count(one), one == name)) if len(said) > (0 if whole else 1) else None
