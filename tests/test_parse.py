"""The query language: the shared cases, and what holds for any text."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.analysis.surface import plain_term
from dateline.index.analysis.terms import tokens
from dateline.search.errors import QueryError
from dateline.search.query.parse import MAX_DEPTH, MAX_LENGTH, parse, parse_lenient
from dateline.search.query.render import render
from dateline.search.query.tree import (
    And,
    Attribute,
    Dates,
    Everything,
    Fuzzy,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    SurfaceForm,
    Word,
    Zone,
)

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases" / "parse.json").read_text(encoding="utf-8"))
ATOMS = (Word, SurfaceForm, Pattern, Fuzzy, Phrase, Attribute, Dates)


def compact(node: Node) -> list[Any]:
    """The tree as the cases write it: kind, parts, and an object of what is not as usual."""
    match node:
        case Everything():
            return ["all"]
        case Word(term, zone=zone, exact=exact, form=form):
            return ["word", term, *options(zone, exact=(exact, False), form=(form, ""))]
        case SurfaceForm(form, zone=zone):
            return ["form", form, *options(zone)]
        case Pattern(pattern, zone=zone):
            return ["pattern", pattern, *options(zone)]
        case Fuzzy(term, edits, zone=zone):
            return ["fuzzy", term, edits, *options(zone)]
        case Phrase(terms, zone=zone, slop=slop, exact=exact):
            return ["phrase", [*terms], *options(zone, slop=(slop, None), exact=(exact, True))]
        case Attribute(name, terms):
            return [name, [*terms]]
        case Dates(first, last):
            return ["dates", first, last]
        case Not(part):
            return ["not", compact(part)]
    return [type(node).__name__.lower(), *map(compact, node.parts)]


def options(zone: Zone, **given_and_usual: tuple[Any, Any]) -> list[dict[str, Any]]:
    found = {name: value for name, (value, usual) in given_and_usual.items() if value != usual}
    if zone != "text":
        found["zone"] = zone
    return [found] if found else []


def nodes(node: Node) -> list[Node]:
    """A tree's nodes, parents first."""
    inner = node.parts if isinstance(node, And | Or) else [node.part] if isinstance(node, Not) else []
    return [node, *(found for part in inner for found in nodes(part))]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['why']}: {case['query']}" for case in CASES])
def test_the_query_means_what_the_shared_case_says(case: dict[str, Any]) -> None:
    node, errors = parse_lenient(case["query"], any_word=case.get("any", False))
    if "error" not in case:
        assert errors == ()
        assert compact(node) == case["expect"]
    else:
        assert errors
        assert {"at": [*errors[0].span], "reason": errors[0].reason} == case["error"]
        assert compact(node) == case["best"]
    if "sources" in case:
        assert [case["query"][slice(*found.span)] for found in nodes(node)] == case["sources"]


# Anything at all, and the pieces of the language in any order: the second finds far more.
PIECES = [
    '"', "“", "”", "(", ")", "-", "=", "~", "*", "?", ":", "..", " ", " ", " ", "\t", "\0", "'", "’s", "&",
    "–", "AND", "OR", "NOT", "and", "title:", "LEAD:", "outlet:", "author:", "date:", "after:", "before:",
    "colour:", "oil", "gas", "Ferry", "al-Mina", "U.S.", "1,750", "12:30", "2025-04", "2025", "~5", "~1",
    "é", "石油", "й", "x", "+", "!", "||", "&&", "NEAR", "w/5", "^2", "[2024 TO 2025]", "[", " TO ", "]", "{",
    "==", "US", "C++", "$", "%",
]
ANYTHING = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@settings(deadline=None)
@given(ANYTHING, st.booleans())
def test_strict_gives_the_lenient_tree_or_raises_its_first_error(text: str, any_word: bool) -> None:
    node, errors = parse_lenient(text, any_word=any_word)
    assert [*errors] == sorted(errors, key=lambda error: error.span)
    if errors:
        with pytest.raises(QueryError) as caught:
            parse(text, any_word=any_word)
        assert (str(caught.value), caught.value.span) == (str(errors[0]), errors[0].span)
    else:
        assert parse(text, any_word=any_word) == node


@settings(deadline=None)
@given(ANYTHING, st.booleans())
def test_every_token_is_in_the_tree_or_under_an_error(text: str, any_word: bool) -> None:
    node, errors = parse_lenient(text, any_word=any_word)
    covered = [error.span for error in errors] + [atom.span for atom in nodes(node) if isinstance(atom, ATOMS)]
    rest = list(text)
    for start, end in covered:
        rest[start:end] = " " * (end - start)
    left = {token.term for token in tokens("".join(rest))}
    # What may stand outside atoms: operators, and the name of a field.
    assert left <= {"and", "or", "not", "title", "lead", "outlet", "author", "date", "after", "before"}


PLAIN = ["oil", "Ferry", "and", "al-Mina", "U.S.", "1,750", "é", "石油", "Strike's"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PLAIN)))
def test_the_tree_of_plain_words_holds_their_terms_in_order(words: list[str]) -> None:
    text = " ".join(words)
    found = [term for atom in nodes(parse(text)) for term in terms(atom)]
    assert found == [token.term for token in tokens(text)]


def terms(node: Node) -> tuple[str, ...]:
    if isinstance(node, Word):
        return (node.term,)
    return node.terms if isinstance(node, Phrase) else ()


@settings(deadline=None)
@given(ANYTHING)
def test_a_node_s_span_is_its_source(text: str) -> None:
    """Parsed by itself, the source of any part outside a field's group gives that part again."""
    node, errors = parse_lenient(text)
    if not errors and ":(" not in text:
        for part in nodes(node):
            source = text[slice(*part.span)]
            assert source == source.strip()
            assert compact(parse(source)) == compact(part)


TERM = st.from_regex(r"[a-zà-öа-я]{1,9}|[0-9]{1,4}|o'[a-z]{3}", fullmatch=True).filter(
    lambda term: [token.term for token in tokens(term)] == [term])
WILD = st.from_regex(r"[*?]?[a-z]{1,4}[*?][a-z]{1,4}", fullmatch=True)
PREFIX = TERM.map(lambda term: term + "*")
DAY = st.dates(min_value=date(1000, 1, 1),
               max_value=date(2999, 12, 31)).map(str)
AT = (0, 0)


def plural(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=2, max_size=4).map(tuple)


FORM = st.from_regex(r"[A-ZÄÖЖ]{2,6}|[$€][0-9]{1,3}bn|[0-9]{1,4}%|[a-z]{1,5}(\+\+?|#)", fullmatch=True)
ZONE = st.sampled_from(get_args(Zone))
PART: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, TERM, st.just(AT), ZONE, st.booleans(), form=st.just(""), compounds=st.just(()), apart=st.just(())),
    st.builds(SurfaceForm, FORM, st.just(AT), ZONE),
    st.builds(lambda form, *rest: Word(plain_term(form), *rest, form=form), FORM, st.just(AT), ZONE, st.booleans()),
    st.builds(Pattern, PREFIX | WILD, st.just(AT), ZONE),
    st.builds(Fuzzy, TERM.filter(lambda term: len(term) > 2), st.sampled_from([1, 2]), st.just(AT), ZONE),
    st.builds(Phrase, plural(TERM | PREFIX), st.just(AT), ZONE, st.none() | st.integers(0, 99), st.just(True)),
    st.builds(Phrase, plural(TERM), st.just(AT), ZONE, st.none(), st.just(False)),
    st.builds(Attribute, st.sampled_from(["outlet", "author", "place", "path", "url"]), plural(TERM), st.just(AT)),
    st.builds(Attribute, st.just("outlet"), st.tuples(PREFIX) | st.tuples(TERM, PREFIX), st.just(AT)),
    st.builds(Dates, DAY, st.none(), st.just(AT)) | st.builds(Dates, st.none(), DAY, st.just(AT)),
    DAY.map(lambda day: Dates(day, day, AT)),
)


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        inner.map(lambda part: Not(part, AT)),
        plural(inner.filter(lambda part: not isinstance(part, And))).map(lambda parts: And(parts, AT)),
        plural(inner.filter(lambda part: not isinstance(part, Or))).map(lambda parts: Or(parts, AT)),
    )


@settings(deadline=None)
@given(st.recursive(PART, branches, max_leaves=8) | st.just(Everything()), st.booleans())
def test_a_rendered_tree_parses_to_itself(tree: Node, any_word: bool) -> None:
    assert compact(parse(render(tree), any_word=any_word)) == compact(tree)


@settings(deadline=None)
@given(ANYTHING)
def test_a_parsed_query_survives_rendering(text: str) -> None:
    node, errors = parse_lenient(text)
    # A few letters fold to something that is no term (`½`): the words of these can't be written again.
    if not errors and text.isascii():
        assert compact(parse(render(node))) == compact(node)


ENDLESS = ["(", "-", "-(", "NOT ", "NOT(", "title:", "colour:", '"', "a OR ", ")", "(a ", "a -", "a.", "1."]


@pytest.mark.parametrize("piece", ENDLESS)
def test_no_depth_or_length_breaks_the_parser(piece: str) -> None:
    for text in (piece * (MAX_LENGTH // len(piece)), piece * 100_000):
        _, errors = parse_lenient(text)
        assert all(0 <= error.span[0] <= error.span[1] <= len(text) for error in errors)


def test_nesting_has_a_limit() -> None:
    assert compact(parse("(" * MAX_DEPTH + "ferry" + ")" * MAX_DEPTH)) == ["word", "ferry"]
    deeper = "ferry OR " + "(" * (MAX_DEPTH + 1) + "strike" + ")" * (MAX_DEPTH + 1)
    with pytest.raises(QueryError, match="nested more than 50 deep"):
        parse(deeper)
    assert compact(parse_lenient(deeper)[0]) == ["word", "ferry"]


def test_a_query_has_a_longest_length() -> None:
    assert parse("ferry" + " " * (MAX_LENGTH - 5)) == Word("ferry", (0, 5))
    with pytest.raises(QueryError, match="longer than 10000 characters"):
        parse("a" * (MAX_LENGTH + 1))


def test_every_example_of_the_documentation_is_a_query() -> None:
    page = (HERE.parent / "docs" / "query-language.md").read_text(encoding="utf-8")
    good, bad = page.split("## Errors")
    tables = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
    examples = tables.findall(good)
    assert len(examples) > 25
    for example in examples:
        parse(example)
    rejected = tables.findall(bad)
    assert len(rejected) > 4
    for example in rejected:
        with pytest.raises(QueryError):
            parse(example)
