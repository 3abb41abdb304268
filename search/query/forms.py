"""Surface forms (`index.analysis.surface`) in queries: `==US` finds them alone, and a word that is written as one ranks
the articles first that have it so.
"""

from dateline.index.analysis.surface import as_acronym, with_symbols
from dateline.index.analysis.terms import tokens
from dateline.search.query.tree import Atom, Query, SurfaceForm, Word, atoms


def forms_in(text: str) -> list[str]:
    """The surface forms that some of a query is, the most telling first; none where it is several words, or just a word
    as others.
    """
    if text.isalpha() and not text.isupper():  # as most are
        return []
    found = list(tokens(text))
    if len(found) != 1:
        return []
    token = found[0]
    return [*with_symbols(text, token), *filter(None, [as_acronym(text[token.start : token.end])])]


def scoring_atoms(query: Query) -> list[Atom]:
    """What scores: the query's atoms, and after them the surface forms that its words are written as.

    Of a query of several words that is all in capitals, no acronym is one of these.
    """
    words = [atom for atom in atoms(query.node) if isinstance(atom, Word) and atom.form]
    if words and _is_shouted(query.text):
        words = [word for word in words if not word.form.isalpha()]
    return [*atoms(query.node), *(SurfaceForm(word.form, word.span, word.zone, preferred=True) for word in words)]


def _is_shouted(text: str) -> bool:
    return text.isupper() and sum(any(map(str.isalpha, part)) for part in text.split()) > 1
