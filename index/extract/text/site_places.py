"""In which places does a line name a site? In labels, logos and feeds, in what an author's note, a byline or an
article's own text says of whom it was written for.

Whole lines only are labels, so that prose about a subscription or an app names nothing.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from dateline.index.extract.boilerplate import is_boilerplate, is_credit
from dateline.index.extract.bylines import byline, is_section, names_press
from dateline.index.extract.date_lines import parts
from dateline.index.extract.text.main_text import is_sentence
from dateline.index.extract.text.site_hosts import mails

LONGEST_LABEL = 120
"""Characters: a longer line is no label."""
LONGEST_NOTE = 1000
"""Characters of a note on an author."""
MOST_WORDS = 5
_NAME = r"(?P<name>[^\s|:•·–—,/][^|:•·–—,/]{1,38}?)"
_FROM = "(?:from|on|von|aus|de|van|från|fra)"
_KINDS = {
    "logo": (
        r"NAME(?:['’]s)? (?:logo|home ?page)\W*(?:\1.*|home(?: ?page)?)?",
        r"(?:logo|home ?page) (?:for|of) NAME",
        r"NAME\W+(?:back|return) to home ?(?:page)?\b.*",
        r"welcome to NAME",
    ),
    "feed": (
        r"#(?:(?:alternate|rss) )*NAME(?: » .*| (?:rss |atom )?feed\b.*| - all stories)",
    ),
    "comments": (r"#(?:(?:alternate|rss) )*NAME » [^»]{2,20} (?P=name) » .*",),
    "about": (
        r"why (?:you (?:can|should) )?trust NAME",
        r"about (?!us\b|me\b|our\b|this\b|cookies|ads\b)NAME",
        r"(?:über|à propos d[eu]|sobre|acerca de|tietoa|despre) NAME",
        r"NAME is (?:part of |owned by |published by |operated by |a part of |a trademark of |©)\S.{2,300}",
    ),
    "work": (
        r"(?:work|careers|jobs) (?:at|for|with) NAME",
        r"(?:contact|advertise (?:with|in|on)|support|write for|contributors to) NAME",
        r"(?:annoncer (?:på|i)|kontakt|werben (?:bei|auf)|anunciar en|kontakta) NAME",
    ),
    "subscribe": (
        r"(?:subscribe to|sign up (?:to|for)|join) (?:the )?NAME(?: newsletters?)?",
        r"subscribe for (?:\w+ )*access to NAME",
        r".{0,60}\b(?:sign up (?:to|for)|subscribe to) NAME['’]s (?:\w+ ){0,4}newsletters?\b.{0,80}",
        r"(?:subscribe|a subscription) to NAME (?:and|to|for|today|now)\b.{0,80}",
        r"(?:.{1,40} )?your NAME account\b.{0,60}",
        r".{1,60} agree to NAME['’]s\b.{0,60}",
        r"(?:abonnez-vous à|suscr[íi]bete a|assine|abonnieren sie|abonnera på|abbonati a) NAME",
        r"NAME (?:newsletters?|magazine subscription|subscriptions?|premium|plus|membership)",
        r"(?:abo|abonnement|suscripci[óo]n|assinatura|abbonamento|newsletter) (?:de |do |da |di |à |a |von |des )?NAME",
        r"NAME[ -](?:abo|abonnement|abonnements|prenumeration|tilaus)",
    ),
    "app": (
        r"(?:download|get) (?:the )?NAME app\b.{0,40}",
        r"get NAME on the go\b.{0,40}",
        r"NAME (?:apps?|e-?paper|digital newspaper|e-?edition)",
    ),
    "more": (
        (
            r"(?:click here to |want )?(?:read )?(?:related|more|mehr|más|mais|plus|meer|mer)(?: [\w-]+){0,3} FROM NAME"
            r"(?:\?.{0,40})?"
        ),
        r"(?:new|latest|top|most read) (?:stories|news) (?:on|from|in) NAME",
        r"(?:trending|popular|recommended|best) (?:on|from|of|at) NAME(?: videos?)?",
        r"(?:follow|like|folgen sie|sigue a) NAME(?: on .*)?",
        r"(?:search|shop) NAME(?: store| \[ \])?",
        r"(?:by )?NAME (?:store|shop|staff|team|studios?|events|archives?)",
    ),
}  # fmt: skip
_TITLE_ENDS = re.compile(rf"(?:.* )?[|»–—·•-] {_NAME}")
_TITLE_STARTS = re.compile(rf"{_NAME} [|»–—·•-] ")
_LABELS = [
    (kind, re.compile(form.replace("NAME", _NAME).replace("FROM", _FROM), re.IGNORECASE))
    for kind, forms in _KINDS.items()
    for form in forms
]
_HINTS = frozenset(
    """trust logo home homepage page welcome about related über propos sobre acerca tietoa despre is work careers jobs
    contact go trending popular recommended best advertise support write contributors annoncer kontakt werben
    anunciar kontakta subscribe join
    sign try abonnez-vous suscríbete suscribete assine abonnieren abonnera abbonati newsletter newsletters
    subscription subscriptions premium plus membership app apps epaper e-paper digital eedition e-edition
    account agree new latest top most more mehr más mais meer mer follow like folgen feed rss atom stories »
    abo abonnement abonnements suscripción suscripcion assinatura abbonamento prenumeration tilaus
    sigue search shop store staff team studio studios event events archive archives""".split()  # noqa: SIM905
)
"""Words of labels, for which is looked first."""

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩЀ-Я]"
CAPITALIZED_WORD = rf"{_CAPITAL}[\w&'’+!-]*(?:\.\w[\w-]*)*"


def _run(group: str) -> str:
    """A form of a few capitalized words, small ones between them."""
    small = r"(?:of|the|and|&|de|la|du|des|der|für) "
    return rf"(?P<{group}>(?:[Tt]he )?{CAPITALIZED_WORD}(?: (?:{small})?{CAPITALIZED_WORD}){{0,{MOST_WORDS - 1}}})"


_RUN = re.compile(_run("name"))
_SPEECH = {
    "told": """told,tells,seen by,interview with,spoke to,spoke with,speaking to,speaking with,obtained by,reviewed by
    shared with,sagte dem,sagten dem,gegenüber der,gegenüber dem,déclaré à,confié à,dijo a,declaró a,contó a,disse a
    disse ao,detto a,sa til,fortalte""",
    "we": "We at,we at",
    "at": "At,Here at,Bei,Chez,En,Hos",
    "asked": "respond to,responded to,responding to,respond immediately to,responded immediately to",
}
_PHRASES = [(kind, f"{one.strip()} ") for kind, many in _SPEECH.items() for one in re.split(r"[,\n]", many)]
"""What stands before the name of an outlet where a text speaks of one."""
_WE_FOLLOWS, _POSSESSIVE = re.compile(r",? (?:we|our|wir|nous|vi)\b"), ("'s", "’s")
_ROLE_WORD = (
    r"(?:editor|reporter|correspondent|writer|columnist|journalist|author|contributor|producer|critic|staff|redakt\w+"
    r"|journalist\w*|autor\w*|periodista|redactor\w*|jornalista|giornalista|rédact\w+)"
)
_HAS_ROLE = re.compile(_ROLE_WORD)
"""What is looked for first, in small letters."""
_ROLE = rf"\b{_ROLE_WORD}\b[^.,]{{0,40}}?"
_WORKS_FOR = re.compile(
    rf"(?i:{_ROLE})(?:\b(?:at|for|of|with|by|von|bei|der|chez|en|per|para|de|à)|,) {_run('name')}"
    r"(?=\Z|[,.|]|['’]s\b| (?:where|who|and|cover\w*|since|based|focus\w*|with)\b)"
)
_PAST = re.compile(
    r"\b(?:was|were|former(?:ly)?|previously|ex|ehemalig\w*|früher\w*|ancien(?:ne)?|antigu[oa]|tidigare|tidligere|voormalig\w*)"
    r"\b(?:(?!\b(?:is|now|ist|est|es|är|er)\b)[^.;])*\Z",
    re.IGNORECASE,
)
"""What stands before what an author is no longer."""
_LONGEST_PAST = 200
"""Characters before a role in which such a word may stand: a sentence lists several posts."""
_IS_ITS = re.compile(rf"\bis an? {_run('name')} (?:staff )?{_ROLE_WORD}\b")
_AUTHOR = re.compile(rf"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|{_CAPITAL}[\w’'-]+(?: {_CAPITAL}[\w.’'-]*){{1,2}}")
_ROLE_FIRST = re.compile(rf"(?:{_CAPITAL}\w+ ){{0,2}}(?i:{_ROLE}), {_run('name')}(?: \||\Z)")
_ROLE_BEFORE = re.compile(rf"{_ROLE}\Z", re.IGNORECASE)
_ENDS = re.compile(r"(?:[,|•/–—-]|\b(?:at|for|by|von|bei|chez|en|per|para)) \Z")
_SAYS = re.compile(r"(?:['’]s)? (?!(?:and|und|et|y|e|og|och|en|i|a) )[^\W\d_A-Z]")
"""What goes on after a name that a sentence begins with."""
_READER = re.compile(
    r"\b(?:you|your|we|our|us|vous|votre|vos|nous|notre|nos|ihre?n?|wir|unsere?\w*|nuestr\w+|usted|nosso|nossa|nostr\w+"
    r"|jij|uw|ons|onze|vår\w*|vores|din\w*)\b",
    re.IGNORECASE,
)
"""Of whom a site speaks when it speaks of itself."""
_NO_NAMES = frozenset(
    """our my your us me what how why who all service services help e-mail email mail footer header schedule manage
    the blog wiki forum""".split()  # noqa: SIM905
)
"""What stands where a site's name would, and is none."""


@lru_cache(maxsize=1 << 13)  # a site's pages have the same labels
def labels(text: str) -> tuple[tuple[str, str], ...]:
    """What a whole line is a label of: kinds of places, each with the name there."""
    if len(text) > LONGEST_LABEL or _HINTS.isdisjoint(text.casefold().rstrip(" .:!").split()):
        return ()
    found = [(kind, match["name"].removeprefix("the ")) for kind, form in _LABELS if (match := form.fullmatch(text))]
    return tuple((kind, name) for kind, name in found if is_name(name))


def spoken_to(text: str) -> Iterator[tuple[str, str, int]]:
    """To whom somebody spoke (`told`: the text's own outlet or another), or of whom it speaks as its outlet (`at`: `At
    Tide Table, we`; `we`: `we at Tide Table`; `asked`: `respond to Tide Table's questions`).

    Yields:
        The kind of place, the name and where it stands.
    """
    for kind, phrase in _PHRASES:
        at = text.find(phrase)
        while at >= 0:
            match = None if text[at - 1 : at].isalnum() else _RUN.match(text, at + len(phrase))
            is_told = kind in ("told", "we") or (kind == "at" and match and _WE_FOLLOWS.match(text, match.end()))
            if match and (is_told or (kind == "asked" and match["name"].endswith(_POSSESSIVE))):
                yield kind, match["name"], match.start()
            at = text.find(phrase, at + len(phrase))


def titled(text: str, headline: str) -> Iterator[str]:
    """Whose page it is by its title, which has the headline and a name (`Ferry sails again | Tide Table`)."""
    if headline and len(headline) < len(text) <= len(headline) + LONGEST_LABEL:
        if text.startswith(headline) and (end := _TITLE_ENDS.fullmatch(text, len(headline))):
            yield end["name"]
        elif text.endswith(headline) and (start := _TITLE_STARTS.fullmatch(text, 0, len(text) - len(headline))):
            yield start["name"]


def employers(text: str) -> Iterator[str]:
    """For whom an author's note says that the author works now."""
    forms = (_WORKS_FOR, _IS_ITS) if _HAS_ROLE.search(text.lower()) else ()
    for match in (match for form in forms for match in form.finditer(text)):
        if not _PAST.search(text, max(0, match.start() - _LONGEST_PAST), match.start()):
            yield match["name"]


def is_note(text: str) -> bool:
    """Whether a line says for whom an author works, and where to write to."""
    return "@" in text and len(text) <= LONGEST_NOTE and any(mails([text])) and any(employers(text))


def beside_byline(text: str) -> Iterator[str]:
    """What a line says after the names of a byline, or beside them or their address: maybe for whom it was written."""
    split = parts(text) if len(text) <= LONGEST_LABEL else []
    bylines = [byline(part) or (_AUTHOR.fullmatch(part) and not names_press(part) and (part, "")) for part in split]
    for part, by in zip(split, bylines, strict=True) if any(bylines) else ():
        name = by[1].rpartition(", ")[2] if by else part
        if name[:1].isupper() and is_name(name):
            yield name
    if role := _ROLE_FIRST.match(text):
        yield role["name"]


def around_name(whole: str, before: str, after: str) -> Iterator[str]:
    """What a line says of a name in it: kinds of places, by what stands before and after."""
    if not before.strip() and not after.strip(" .:|»"):
        yield "alone"
    elif is_credit(whole):
        yield "credit"
    elif _ENDS.search(before) and not after.strip(" |.") and len(whole) < LONGEST_LABEL:
        yield "ends"
    elif not before and _SAYS.match(after) and is_sentence(whole):
        yield "self"
        if _READER.search(after):
            yield "reader"
    if _ROLE_BEFORE.search(before):
        yield "role"


def is_name(name: str) -> bool:
    """Whether this may be a site's name at all: some words, none of a section's, a label's or a call's."""
    words = name.split()
    if not 2 < len(name) <= LONGEST_LABEL // 3 or len(words) > MOST_WORDS or not any(map(str.isalpha, name)):
        return False
    return not (words[0][0].islower() or name.casefold() in _NO_NAMES or is_section(name) or is_boilerplate(name))
