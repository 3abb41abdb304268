"""Back from a tree to a query string: for messages, and for looser queries that the user may choose."""

import re

from dateline.search.query.tree import (
    And,
    Atom,
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
)


def render(node: Node) -> str:
    """A query string that parses to an equal tree (spans aside), with `any_word` or without.

    Args:
        node: A tree that `parse` could make.
    """
    match node:
        case Everything():
            return ""
        case And(parts):
            return " AND ".join(_render_part(part) for part in parts)
        case Or(parts):
            return " OR ".join(_render_part(part) for part in parts)
        case Not(part):
            # A second minus right after the first would be a dash.
            return f"-({render(part)})" if isinstance(part, Not) else f"-{_render_part(part)}"
        case Dates(first, last):
            return f"date:{first}" if first == last else f"date:{first or ''}..{last or ''}"
        case Attribute(name, terms):
            return f"{name}:{_spell(terms[0]) if len(terms) == 1 else _render_quote(terms)}"
    return ("" if node.zone == "text" else f"{node.zone}:") + _render_atom(node)


def _render_part(part: Node) -> str:
    return f"({render(part)})" if isinstance(part, And | Or) else render(part)


def _render_atom(node: Atom) -> str:
    match node:
        case Word(term, exact=exact, form=form):
            return "=" * exact + (_spell_form(form) if form else _spell(term))
        case SurfaceForm(form):
            return f"=={form}"
        case Pattern(pattern):
            return _spell(pattern)
        case Fuzzy(term, edits):
            return f"{_spell(term)}~{edits}"
        case Phrase(terms, slop=slop, exact=exact):
            near = "" if slop is None else f"~{slop}"
            return _render_quote(terms) + near if exact else "-".join(map(_spell, terms))


def _render_quote(terms: tuple[str, ...]) -> str:
    return f'"{" ".join(map(_spell, terms))}"'


def _spell_form(form: str) -> str:
    """A word that gives this surface form: one that is an operator, here or elsewhere, is none with an `'s`."""
    return form + "'s" if re.fullmatch("AND|OR|NOT|(?:NEAR|ADJ)[0-9]*", form) else form


def _spell(term: str) -> str:
    """A word that gives this term: one that ends like a possessive must lose an `'s` to stay whole."""
    return term + "'s" if term.endswith("'s") else term
