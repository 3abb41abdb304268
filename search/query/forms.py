"""Surface forms (`index.analysis.surface`) in queries: `==US` finds them alone, and a word that is written as one ranks
the articles first that have it so.
"""

from dateline.index.analysis.surface import with_capitals, with_symbols
from dateline.index.analysis.terms import tokens
from dateline.search.query.tree import Atom, Query, SurfaceForm, Word, atoms


def forms_in(text: str) -> list[str]:
    """The surface forms that some of a query is, the most telling first; none where it is several words, or just a word
    as others.
    """
    if text.isalpha() and text[1:].islower():  # as most are
        return []
    found = list(tokens(text))
    if not found:
        return []
    first, *others = found
    symbols = with_symbols(text, first)
    if others:
        return [form for form in symbols if "-" in form and others[-1].end == first.start + len(form)]
    return [*symbols, *filter(None, [with_capitals(text[first.start : first.end])])]


def scoring_atoms(query: Query) -> list[Atom]:
    """What scores: the query's atoms, and after them the surface forms that its words are written as.

    Of a query of several words that is all in capitals, none without a symbol is one of these.
    """
    words = [atom for atom in atoms(query.node) if isinstance(atom, Word) and atom.form]
    if words and _is_shouted(query.text):
        words = [word for word in words if not word.form.isalnum()]
    return [*atoms(query.node), *(SurfaceForm(word.form, word.span, word.zone, preferred=True) for word in words)]


def _is_shouted(text: str) -> bool:
    return text.isupper() and sum(any(map(str.isalpha, part)) for part in text.split()) > 1
