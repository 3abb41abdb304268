"""What a news page has around its article: share buttons, comments, teasers, author boxes.

Two questions are answered. Is this line furniture wherever it stands? And where does the article end and the
furniture of the page's foot begin? Both look at whole lines only, so that prose about comments or cookies
stays.
"""

import re
from collections.abc import Sequence

from dateline.index.analysis.terms import fold

_PLATFORM = (
    r"(?:facebook|twitter|x|whats ?app|telegram|linked ?in|reddit|pinterest|instagram|messenger|viber|youtube"
    r"|e?-?mail)\b"
)
_THING = r"(?:news|stories|story|headlines|articles|posts|videos|topics|content|links|coverage|reading|updates)"


def _whole(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(alternatives)})\s*[:»›>→.…]*", re.IGNORECASE)


_NEVER_TEXT = _whole(
    r"a\s*[+-]\s*a\s*[+-]|text size|font size",
    r"advertisements?|advertising|sponsored(?: content)?",
    r"(?:story|article) continues below(?: this)?(?: ad\w*)?",
    r"scroll to continue.{0,30}|remove ads?|skip advertisement|promoted",
    r"powered by automated translation|(?:automatically|machine) translated.{0,60}",
    r"listen(?: to (?:this )?(?:article|story))?",
    r"(?:\d+|one|two|three|four|five)[ -]?min(?:ute)?s?(?: of)? read(?:ing)?",
    r"(?:estimated )?reading time.{0,20}",
    r"share(?: this)?(?: article| story| page| post| news)?(?: (?:on|via) .{1,30})?",
    rf"share[ds]?:?(?:\s+{_PLATFORM})+|share (?:this )?(?:article |story )?(?:on|via|link)|click to share .{{3,60}}",
    rf"{_PLATFORM}(?:[\s,|/•·]+{_PLATFORM})+|tweet(?: this)?|pin it",
    r"print(?: this)?(?: article| page| story)?",
    r"\d+(?:[.,]\d+)?k? shares|copy (?:link|url)|(?:link )?(?:was )?copied!?",
    r"(?:e-?mail|save|bookmark) (?:this )?(?:article|story)",
    rf"(?:follow|join|like|find) (?:us|.{{2,30}}) on (?:\w+ )?{_PLATFORM}.{{0,20}}|follow us(?: on .{{0,40}})?",
    r"download (?:our|the) app.{0,60}",
    r"(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|inbox|(?:news|e-?mail) alerts)\b.{0,60}",
    r"(?:sign up|subscribe) (?:to|for) our\b.{0,80}",
    r"subscribe(?: (?:now|today|here))?|get .{0,60}\b(?:newsletter|in(?:to)? your inbox)\b.{0,40}",
    r"enter your e-?mail.{0,60}",
    r"(?:this|our) (?:web)?site uses cookies\b.{0,300}",
    r"we (?:and our partners )?use cookies (?:to|on|and|for)\b.{0,300}",
    r"(?:accept|reject|allow|manage)(?: all)? (?:cookies|preferences)|cookie (?:settings|preferences|policy)",
    r"accept all",
    r"by (?:continuing|using|browsing|clicking|submitting|signing up)\b.{0,80}\byou (?:agree|accept|consent)\b.{0,160}",
    r"(?:copyright )?(?:©|\(c\)).{0,160}|.{0,80}\ball rights reserved\b.{0,60}",
    r"skip to (?:main )?(?:content|navigation)|back to top|(?:toggle|hide|show) (?:caption|navigation|menu)",
    r"enlarge(?: this)? image|view \d+ photos|(?:previous|next) image|.{3,60}\(opens in (?:a )?new window\)",
    r"like this|like loading|report an error|(?:got|have) a tip\?.{0,120}",
    r"(?:read|see|watch)(?: more| also| next)\s*[:|–-]\s*.{3,200}|also read\s*[:|–-]\s*.{3,200}",
    r"read the full .{2,30} here",
    r"continue reading|(?:show|load|view|see) (?:more|all)|click here (?:to|for) .{3,80}|read more here",
)
_CREDIT = _whole(
    r"(?:file )?(?:photo|photograph|image|picture|graphic|illustration|video)s?"
    r"(?: (?:credits?|by|source|courtesy(?: of)?))?\s*[:|/©]\s*.{2,100}",
    r"(?:image|photo) (?:source|caption|credit),? .{2,200}|media caption,? .{2,200}",
    r"(?:photo|image)s? (?:by|courtesy of|via) (?-i:[A-Z])[^.!?]{1,50}",
)
_AGENCIES = (
    r"(?:AFP|AP|EPA|EPA-EFE|AAP|PA|Reuters|REUTERS|Getty(?: Images)?|Shutterstock|Anadolu(?: Agency)?|Bloomberg"
    r"|Xinhua|TASS)"
)
_CAPTION = re.compile(
    r".{15,300}?(?:[.!?\"”]\s+|\s*[(\[|]\s*)"
    r"(?:(?:File )?(?:[Pp]hoto|[Ii]mage|[Pp]icture)s?(?: credit| by| courtesy of)?\s*[:/]\s*[^.]{2,80}"
    r"|(?:Photo|Image) by [^.]{2,60})[)\]]?"
)
_AGENCY_CAPTION = re.compile(
    rf".{{15,300}}?(?:[.!?\"”]\s+|\s*[(\[|/]\s*)(?:[A-Z][\w.’' -]{{1,40}}/\s*)?{_AGENCIES}[)\]]?"
)
_SHARE = _whole(_PLATFORM, r"share|tweet|print|copy link|save|link|comment|more", r"\d+")

_COMMENTS = _whole(
    r"(?:\d+ |view |show |all |readers?['’]? )*comments?(?: ?\(\d+\))?|join the (?:conversation|discussion)!?",
    r"(?:leave|post|add|write|submit) (?:a|your) (?:comment|reply)(?: cancel reply)?|be the first to comment",
    r"(?:log|sign) ?in to (?:leave a |post a )?comment|comments are closed|discussion|have your say",
)
_COMMENT_FORM = _whole(
    r"(?:leave|post|add|write|submit) (?:a|your) (?:comment|reply)|required|reply|be the first\b.{0,60}",
    r"sort by.{0,30}",
    r"(?:log|sign) ?in\b.{0,60}|(?:newest|oldest|best)(?: first)?|.{1,60} says|no comments(?: yet)?",
    r"load(?:ing)? comments.{0,30}",
    r"your email address will not be published.{0,80}|comments are (?:closed|moderated|subject)\b.{0,200}",
    r".{0,80}\bmoderates? (?:all )?(?:readers['’] )?comments\b.{0,600}",
    r"we welcome (?:your )?comments\b.{0,400}|\d+ comments",
)
_TEASERS = _whole(
    rf"the latest|(?:the )?latest {_THING}",
    rf"(?:most|more) (?:read|popular|viewed|shared|watched|commented)(?: {_THING})?(?: now)?",
    rf"more (?:related )?{_THING}|(?:most popular|trending|latest|next up|top {_THING}) in \S.{{1,30}}",
    rf"(?:related|more|popular) {_THING} from \S.{{1,40}}|people are also reading|next read this|read this next",
    r"related videos?|visual stories|(?:previous|next) (?:article|post)|post navigation|popular resources",
    rf"(?:related|recommended|trending|popular|similar|featured|top|recent|other) {_THING}(?: for you)?",
    r"related|recommended(?: for you)?|trending(?: now| today)?",
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)",
    r"editor['’]?s['’]? (?:picks?|choice)|read (?:more|next|also)|also read|what to read next|up next",
    r"don['’]t miss|see also",
    r"more (?:[\w-]+ )?(?:from|on|about) \S.{1,50}|more in \S.{1,30}|(?:from )?around the web|sponsored stories",
    r"in other news|recent comments",
)
_BOXES = _whole(
    r"(?:article|author) information|about the authors?|author bio(?:graphy)?|references|sources|disclaimer",
    r"tags|topics|tagged(?: in| as)?|filed under|posted in|categories|author\(s\)|(?:read )?more about",
    r"explore more on these topics|relevant tags|terms of (?:use|service)|privacy notice|advertise(?: with us)?",
    r"footer navigation",
    r"(?:tags|topics|filed under|categories|keywords)\s*:.{2,200}|newsletters?|contact us|about us",
    r"privacy policy",
)
_FAQ = _whole(r"faqs?|(?:people also ask|frequently asked questions)(?: \(faqs?\))?")
_BOX_FIELD = re.compile(r"(?:author|name|birthday|views|rating|reviews|job|hobby|introduction)\s*:.*", re.IGNORECASE)
_MARKED_QUESTION = re.compile(r".{8,200}\?\s*[›»>▾▼+⌄]")  # what unfolds in a box; an article's own have no mark
_SENTENCE_END = re.compile(r".*[.!?…][\"”’')\]]*", re.DOTALL)


def is_prose(line: str) -> bool:
    """Whether a line is a paragraph rather than a headline, a caption or a label."""
    words = len(line.split())
    return words >= 40 or (words >= 18 and _SENTENCE_END.fullmatch(line) is not None)


def is_furniture(line: str) -> bool:
    """Whether a line is never part of an article."""
    return len(line) < 400 and _NEVER_TEXT.fullmatch(line) is not None


def is_credit(line: str) -> bool:
    """Whether a line is a picture's credit, or its caption with one (`… at the border. Photo: Jane Doe`)."""
    return len(line) < 400 and bool(_CREDIT.fullmatch(line) or _CAPTION.fullmatch(line))


def is_caption(line: str) -> bool:
    """Whether a line above the text is a caption: it ends in an agency's name (`… in Washington. AFP`)."""
    return len(line) < 400 and _AGENCY_CAPTION.fullmatch(line) is not None


def share_buttons(lines: Sequence[str]) -> set[int]:
    """The places of two or more lines in a row that are share buttons (`Facebook`, `X`, `Print`)."""
    places = {at for at, line in enumerate(lines) if len(line) < 20 and _SHARE.fullmatch(line)}
    return {at for at in places if at - 1 in places or at + 1 in places}


def same(line: str, other: str) -> bool:
    """Whether two lines say the same, capitals and marks aside."""
    return _bare(line) == _bare(other) != ""


def _is_marked_question(line: str) -> bool:
    return _MARKED_QUESTION.fullmatch(line) is not None


def _bare(line: str) -> str:
    return " ".join(re.findall(r"\w+", fold(line)))


class Foot:
    """Where the foot of a page begins.

    Attributes:
        start: The first line of the furniture; the number of lines where there is none.
        dropped: Lines before it that belong to a block of teasers inside the text.
        dated: Whether a labelled date in the furniture is still the article's: only where it is a teaser or
            two that stand between the text and the page's own date line.
    """

    def __init__(self, lines: Sequence[str], headline: str) -> None:
        self.lines = lines
        self.headline = headline
        self.dropped: set[int] = set()
        self.dated = False
        self._measure()
        self.start = self._find()

    def _measure(self) -> None:
        """For each line: how many words and paragraphs come from it on, and whether the next line is a paragraph."""
        size = len(self.lines) + 1
        self._words, self._prose, self._next_is_prose = [0] * size, [0] * size, [False] * size
        self._last_pair = -1  # where the last two paragraphs in a row begin
        for at in range(size - 2, -1, -1):
            line, prose = self.lines[at], is_prose(self.lines[at])
            self._words[at] = self._words[at + 1] + len(line.split())
            self._prose[at] = self._prose[at + 1] + prose
            self._next_is_prose[at] = self._next_is_prose[at + 1] if is_furniture(line) else prose
            if prose and self._next_is_prose[at + 1]:
                self._last_pair = max(self._last_pair, at)

    def _find(self) -> int:
        self._text = next((at for at, line in enumerate(self.lines) if is_prose(line)), len(self.lines))
        for at in range(self._text + 1, len(self.lines)):
            line = self.lines[at]
            if len(line) > 250:
                continue
            if self._begins_furniture(at, line):
                return at
            if self._is_twin(at):
                self.dated = True
                return at
            if _TEASERS.fullmatch(line):
                self._drop_block(at)
        return len(self.lines)

    def _begins_furniture(self, at: int, line: str) -> bool:
        following = self.lines[at + 1 : at + 11]
        if len(self.headline) > 15 and same(line, self.headline):
            return self._is_under_text(at)
        if _COMMENTS.fullmatch(line):
            return self._is_foot(at) or any(_COMMENT_FORM.fullmatch(after) for after in following)
        if _TEASERS.fullmatch(line):
            return self._is_foot(at) and not self._resumes(at)
        if _FAQ.fullmatch(line):
            return any(_is_marked_question(after) for after in following[:2])
        if _BOXES.fullmatch(line):
            box = sum(_BOX_FIELD.fullmatch(after) is not None for after in following) > 1
            return box or self._is_foot(at)
        return _is_marked_question(line)

    def _is_under_text(self, at: int) -> bool:
        """Whether a repeated headline closes the article, rather than opens it under a page's menu."""
        return self._prose[0] - self._prose[at] > 1 or self._text < 6

    def _is_foot(self, at: int) -> bool:
        """Whether little text comes after a line: a small part of the page's words, or hardly a paragraph."""
        after, words = self._words[at], self._words[0]
        if after * 2 <= words and after <= max(120, words // 3):
            return True
        return self._prose[at + 1] * 5 < len(self.lines) - at - 1 and not self._resumes(at)

    def _resumes(self, at: int) -> bool:
        """Whether the article goes on after a label of teasers: prose at once, or two paragraphs in a row."""
        return self._next_is_prose[at + 1] or self._last_pair > at

    def _is_twin(self, at: int) -> bool:
        """A headline said twice, as picture and link, with no more text after it."""
        line, after = self.lines[at], self.lines[at + 1 : at + 2]
        is_teaser = bool(after) and 3 < len(line.split()) < 30 and same(line, after[0])
        return is_teaser and self._prose[at + 1] == 0

    def _drop_block(self, at: int) -> None:
        """The label of teasers in mid-text, and the few headlines under it."""
        self.dropped.add(at)
        for place in range(at + 1, min(at + 6, len(self.lines))):
            if _SENTENCE_END.fullmatch(self.lines[place]) or len(self.lines[place].split()) > 20:
                break
            self.dropped.add(place)
