"""The query language: from a query string to the tree of `search.query.tree`.

The grammar, loosest first; `beside` joins with AND, or with OR under `any_word`::

    alternatives = beside { "OR" beside }
    beside       = chain { chain }
    chain        = unary { "AND" unary }
    unary        = ( "NOT" | "-" | "+" | name ":" ) unary | "(" alternatives ")" | quote | word

One parser, and it never stops: it notes each error with its span and goes on with what is left.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from dateline.search.errors import QueryError
from dateline.search.query.atoms import parse_atom
from dateline.search.query.elsewhere import FOREIGN_FIELDS
from dateline.search.query.syntax import BLANK, CURLY, DATE_FIELDS, FIELDS, QUOTE, RANGE, SITE, SPOKEN, STOP, shown
from dateline.search.query.tree import And, Everything, Fuzzy, Node, Not, Or, Pattern, Phrase, leaves
from dateline.search.results import Span

MAX_LENGTH = 10_000
MAX_DEPTH = 50
MOST_PATTERNS, MOST_FUZZY = 1_000, 200
"""Words with `*` or `?` and phrases that have some; words with `~`, which take several times as long: a millisecond or
two each for 100,000 words of an archive.
"""
_TOKEN = re.compile(
    rf"(?P<blank>[{BLANK}]+)"
    r"|(?P<parenthesis>[()])"
    rf"|(?P<form>==(?=[\"{CURLY}]){QUOTE})"
    rf"|(?P<quote>{QUOTE})"
    rf"|(?P<range>{RANGE}|(?:(?<=(?:date|Date|DATE):)|(?<=(?:date|Date|DATE):\())(?:{SPOKEN}))"
    rf"|(?P<sign>-(?![-){BLANK}]|\Z)|[!¬](?![-!¬){BLANK}]|\Z)|\+(?![+){BLANK}]|\Z))"
    rf"|(?P<operator>(?:AND|OR|NOT|&&?|\|\|?)(?![^{STOP}]))"
    rf"|(?P<field>{SITE}|[^\W\d_]+:)"
    rf"|(?P<word>[^{STOP}]+)"
)
_BREAK = rf"[){BLANK}]|\Z"
_PREFIXES = ("NOT", "-", "+", "field")
_ELSEWHERE = {"!": "-", "¬": "-", "&": "AND", "&&": "AND", "||": "OR", "|": "OR"}
"""What other tools write for our operators."""

_Joint = TypeVar("_Joint", And, Or)


class Token(NamedTuple):
    """A stretch of a query, `text[start:end]`."""

    kind: str  # ( ) - + AND OR NOT field quote word, and "end" after the last
    start: int
    end: int


def parse(text: str, *, any_word: bool = False) -> Node:
    """The tree of a query.

    Args:
        text: The query; an empty one means every article.
        any_word: Words side by side mean OR instead of AND.

    Raises:
        QueryError: The first thing in it that can't be understood.
    """
    node, errors = parse_lenient(text, any_word=any_word)
    if errors:
        raise errors[0]
    return node


def parse_lenient(text: str, *, any_word: bool = False) -> tuple[Node, tuple[QueryError, ...]]:
    """The tree of what can be understood of a query, and an error for each part that can't, in order."""
    if len(text) > MAX_LENGTH:
        reason = f"the query is longer than {MAX_LENGTH} characters"
        return Everything(), (QueryError(text, (0, len(text)), reason, "shorten it"),)
    parser = _Parser(text, any_word=any_word)
    node = parser.query()
    every = list(leaves(node))
    patterns, fuzzy = list(filter(_has_pattern, every)), [leaf for leaf in every if isinstance(leaf, Fuzzy)]
    for signs, found, most in (("* or ?", patterns, MOST_PATTERNS), ("~", fuzzy, MOST_FUZZY)):
        if len(found) > most:
            reason = f"there are more than {most:,} words with {signs}"
            parser.error(found[most].span, reason, "ask for fewer in one query")
    return node, tuple(sorted(parser.errors, key=lambda error: error.span))


def _has_pattern(leaf: Node) -> bool:
    match leaf:
        case Phrase(terms):
            return any("*" in term for term in terms)
        case _:
            return isinstance(leaf, Pattern)


def lex(text: str) -> list[Token]:
    """The tokens of a query, and one of kind "end" behind them."""
    found = []
    for match in _TOKEN.finditer(text):
        kind, shown = str(match.lastgroup), match.group()
        is_known = shown[:-1].lower() in (*FIELDS, *FOREIGN_FIELDS)
        if kind == "field" and not is_known and re.compile(_BREAK).match(text, match.end()):
            kind = "word"  # `Note: more`
        if kind in ("parenthesis", "sign", "operator"):
            kind = _ELSEWHERE.get(shown, shown)
        elif kind in ("range", "form"):
            kind = "word"
        if kind != "blank":
            found.append(Token(kind, match.start(), match.end()))
    return [*found, Token("end", len(text), len(text))]


def _join(joint: type[_Joint], parts: Sequence[Node | None]) -> Node | None:
    """One node of the parts there are, those of the same kind dissolved in it."""
    present = [part for part in parts if part]
    if len(present) < 2:
        return present[0] if present else None
    flat = [inner for part in present for inner in (part.parts if isinstance(part, joint) else (part,))]
    return joint(tuple(flat), (min(part.span[0] for part in present), max(part.span[1] for part in present)))


class _Parser:
    """Recursive descent over the tokens of one query; a method's None is a part that an error covers."""

    def __init__(self, text: str, *, any_word: bool) -> None:
        self.text = text
        self.any_word = any_word
        self.errors: list[QueryError] = []
        self.tokens = lex(text)
        self.position = 0
        self.depth = 0
        self.field = ""

    @property
    def next(self) -> Token:
        return self.tokens[self.position]

    def error(self, span: Span, reason: str, advice: str) -> None:
        self.errors.append(QueryError(self.text, span, reason, advice))

    def take(self, kind: str) -> Token | None:
        token = self.next
        if token.kind != kind:
            return None
        self.position += 1
        return token

    # The grammar

    def query(self) -> Node:
        self.check_operators()
        parts = [self.alternatives()]
        while self.next.kind != "end":
            stray = self.next
            self.position += 1
            self.error(stray[1:], "this parenthesis closes nothing", "leave it out, or open one before it")
            parts.append(self.alternatives())
        return _join(And, parts) or Everything()

    def check_operators(self) -> None:
        """Note the operators that lack a part; the grammar's methods then pass over them."""
        for before, token, after in zip([None, *self.tokens], self.tokens, self.tokens[1:], strict=False):
            if token.kind in ("AND", "OR") and (before is None or before.kind == "("):
                self.dangling(token, "before")
            elif token.kind in ("AND", "OR", "NOT", "-", "+") and after.kind in ("AND", "OR", ")", "end"):
                self.dangling(token, "after")
            elif token.kind == "(" and after.kind == ")":
                self.error((token.start, after.end), "there is nothing in the parentheses", "leave them out")

    def dangling(self, token: Token, side: str) -> None:
        advice = f"add what is missing, or write `{token.kind.lower()}` to search for the word"
        if token.kind in ("-", "+"):
            advice = f"write what {'to leave out' if token.kind == '-' else 'must be there'} right after it"
        self.error(token[1:], f"there is nothing {side} {token.kind}", advice)

    def alternatives(self) -> Node | None:
        parts = [self.beside()]
        while self.take("OR"):
            parts.append(self.beside())
        return _join(Or, parts)

    def beside(self) -> Node | None:
        parts = []
        while self.next.kind not in ("OR", ")", "end"):
            parts.append(self.chain())
        if not self.any_word:
            return _join(And, parts)
        wanted = [part for part in parts if not isinstance(part, Not)]
        return _join(And, [_join(Or, wanted), *(part for part in parts if isinstance(part, Not))])

    def chain(self) -> Node | None:
        parts = [self.unary()]
        while self.take("AND"):
            parts.append(self.unary())
        return _join(And, parts)

    def unary(self) -> Node | None:
        token = self.next
        if token.kind in ("AND", "OR", ")", "end"):
            return None
        self.position += 1
        if token.kind in ("quote", "word"):
            return parse_atom(self.text, token[1:], self.field, self.error)
        node = None
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.too_deep(token)
        elif token.kind == "(":
            node = self.group(token)
        elif token.kind == "field":
            node = self.fielded(token)
        elif token.kind == "+":
            node = self.unary()
            if self.any_word:
                reason = "+ has no meaning where any of the words is enough"
                self.error(token[1:], reason, "join what must be there by AND")
        else:
            part = self.unary()
            node = part and Not(part, (token.start, part.span[1]))
        self.depth -= 1
        return node

    def group(self, opening: Token) -> Node | None:
        node = self.alternatives()
        closing = self.take(")")
        if not closing:
            self.error(opening[1:], "this parenthesis is not closed", "add a ) where it should end")
        return node and node._replace(span=(opening.start, closing.end if closing else node.span[1]))

    def fielded(self, token: Token) -> Node | None:
        name, value = self.text[token.start : token.end].partition(":")[0].lower(), self.next
        if name not in FIELDS:
            quoted = self.text[token.start : value.end if value.kind == "word" else token.end]
            example = f': "{quoted}"' if len(quoted) <= 40 else ""
            known = FOREIGN_FIELDS.get(name)
            ours = f"that is {known} here" if known else f"the fields are {', '.join(FIELDS)}"
            advice = f"{ours}; to search for it as text, quote it{example}"
            self.error(token[1:], f"there is no field {shown(self.text[token.start : token.end])}", advice)
            return self.unary()
        if self.field:
            self.error(token[1:], f"`{name}:` stands inside `{self.field}:`", "write the fields side by side")
            return self.unary()
        if value.kind not in ("quote", "word", "(") or value.start != token.end:
            example = "2025-04" if name in DATE_FIELDS else "word"
            advice = f"write its value right after the colon, as in {name}:{example}"
            self.error(token[1:], f"`{name}:` needs a value", advice)
            return None
        self.field = name
        node = self.unary()
        self.field = ""
        return node and node._replace(span=(token.start, node.span[1]))

    def too_deep(self, token: Token) -> None:
        """Pass over the whole part that starts with a token."""
        self.position -= 1
        level = 0
        while self.next.kind != "end":
            kind = self.next.kind
            level += (kind == "(") - (kind == ")")
            self.position += 1
            if level == 0 and kind not in _PREFIXES:
                break
        span = (token.start, self.tokens[self.position - 1].end)
        self.error(span, f"this is nested more than {MAX_DEPTH} deep", "write it with fewer parentheses")
