"""Whoosh's own searcher on our index against stock Whoosh on its own, and against our search."""

import warnings

import pytest
from archives import ENGLISH, OUTLETS, WORDS, archive, articles, corpora, record
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.filedb.filestore import RamStorage

from dateline.index.analysis.terms import tokens
from dateline.index.archive.generation import OtherVersion
from dateline.index.archive.whoosh_codec import ColumnarCodec, ReadOnlyCodec
from dateline.index.archive.whoosh_schema import schema
from dateline.index.schema import GAP, ordinal
from dateline.search.engine.local import LocalEngine
from dateline.search.query.tree import And, Attribute, Everything, Not, Or, Pattern, Phrase, Query, Word

AT = (0, 0)
TERMS = sorted({token.term for word in WORDS for token in tokens(word)} - {"gasfield"} | {"oil", "g"})
"""Without the word of which ours finds compounds, too."""


def atoms():
    term = st.sampled_from(TERMS)
    common = st.sampled_from(("gas", "exports", "the", "us", "al", "sudani"))
    apart = st.lists(common, min_size=2, max_size=3).map(tuple).filter(lambda words: not is_term("".join(words)))
    phrase = st.just(("al", "sudani")) | apart
    return (
        st.builds(Word, term, st.just(AT), st.just("text"), st.booleans(), st.just(""), st.just(()), st.just(()))
        | st.builds(Phrase, phrase, st.just(AT), st.just("text"), st.none(), st.booleans())
        | term.map(lambda word: Pattern(word[:2] + "*", AT))
        | st.sampled_from(OUTLETS[1:]).map(lambda name: Attribute("outlet", terms(name), AT))
    )


def is_term(word):
    """Whether ours would find it where a phrase is written as one."""
    return ENGLISH.stem(word) in map(ENGLISH.stem, TERMS)


def queries():
    def joined(parts):
        several = st.lists(parts, min_size=2, max_size=3).map(tuple)
        return several.map(lambda all_: And(all_, AT)) | several.map(lambda all_: Or(all_, AT)) | parts.map(
            lambda part: Not(part, AT)
        )

    return st.recursive(atoms(), joined, max_leaves=5)


def terms(text):
    return tuple(token.term for token in tokens(text))


def whooshed(node):
    """The same query in Whoosh's classes."""
    match node:
        case And(parts):
            return whoosh_query.And([whooshed(part) for part in parts])
        case Or(parts):
            return whoosh_query.Or([whooshed(part) for part in parts])
        case Not(part):
            return whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(whooshed(part))])
        case Phrase(words, exact=True):
            return whoosh_query.Phrase("exact", list(words))
        case Phrase(words):
            return whoosh_query.Phrase("text", [ENGLISH.stem(word) for word in words])
        case Pattern(pattern):
            return whoosh_query.Prefix("exact", pattern.removesuffix("*"))
        case Attribute(name, words):
            value = next(outlet for outlet in OUTLETS[1:] if terms(outlet) == words)
            return whoosh_query.Term(name, value)
        case Word(term, exact=exact):
            return whoosh_query.Term("exact", term) if exact else whoosh_query.Term("text", ENGLISH.stem(term))


def stock(records):
    """The articles in an index of Whoosh's own codec; words that no query asks for fill the gap after the headline."""
    made = RamStorage().create_index(schema("english"))
    writer = made.writer()
    for one in articles(records):
        text = f"{one.title} {'zzz ' * GAP} {one.body}"
        outlet = {"outlet": one.outlet} if one.outlet else {}
        writer.add_document(text=text, exact=text, id=one.id, path=one.id, day=ordinal(one.date), **outlet)
    writer.commit()
    return made


def found(searcher, query, name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        docs = set(searcher.docs_for_query(query))
        assert {hit.docnum for hit in searcher.search(query, limit=None)} == docs
        return {searcher.stored_fields(doc)[name] for doc in docs}


@given(corpora(least=3, most=9), st.lists(queries(), min_size=6, max_size=6), st.data())
@settings(deadline=None, max_examples=60)
def test_three_searches_find_the_same_articles(tmp_path_factory, records, nodes, data):
    ids = [one["id"] for one in records]
    cut = data.draw(st.integers(1, len(records) - 1))
    gone = data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=len(ids) - 1))
    folder = archive(tmp_path_factory.mktemp("archive"), records[:cut], records[cut:], deleted=gone)
    left = [one for one in records if one["id"] not in gone]
    ours = LocalEngine(folder)
    with whoosh_index.open_dir(folder).searcher() as columnar, stock(left).searcher() as reference:
        for node in nodes:
            query = whooshed(node)
            expected = found(reference, query, "path")
            assert found(columnar, query, "id") == expected
            assert {hit.id for hit in ours.search(Query("", node, duplicates="show"), 100).hits} == expected
        assert columnar.doc_count() == len(left)
        everything = ours.search(Query("", Everything(), duplicates="show"), 100).hits
        assert {hit.id for hit in everything} == {one["id"] for one in left}


@pytest.fixture
def harbour(tmp_path):
    return archive(
        tmp_path,
        [
            record("1", "Gas exports resume", "Gas flows.", outlet="Rudaw", date="2025-04-24", author="Ingrid Solem"),
            record("2", "Oil", "The gas gases.", outlet="Shafaq News", date="2025-04-26"),
        ],
        [record("3", "Ferries", "No exports of gas.", outlet="Rudaw", place="ERBIL")],
    )


def test_a_hit_carries_the_stored_fields_and_sorts_by_its_columns(harbour):
    with whoosh_index.open_dir(harbour).searcher() as searcher:
        results = searcher.search(whoosh_query.Term("text", "gas"), sortedby="day")
        assert [(hit["id"], hit["title"], hit["outlet"]) for hit in results] == [
            ("3", "Ferries", "Rudaw"),
            ("1", "Gas exports resume", "Rudaw"),
            ("2", "Oil", "Shafaq News"),
        ]
        assert searcher.document(id="3")["place"] == "ERBIL"
        grouped = searcher.search(whoosh_query.Every(), groupedby="outlet").groups("outlet")
        assert {name: len(docs) for name, docs in grouped.items()} == {"Rudaw": 2, "Shafaq News": 1}


def test_the_terms_of_every_field_are_there_in_order(harbour):
    with whoosh_index.open_dir(harbour).reader() as reader:
        assert list(reader.lexicon("exact"))[:4] == [b"exports", b"ferries", b"flows", b"gas"]
        assert list(reader.lexicon("outlet")) == [b"Rudaw", b"Shafaq News"]
        assert list(reader.lexicon("author")) == [b"Ingrid Solem"]
        assert list(reader.expand_prefix("exact", "ga")) == [b"gas", b"gases"]
        assert reader.doc_frequency("exact", "gas") == 3
        assert reader.frequency("text", "gas") == 4
        assert ("exact", "gasworks") not in reader
        assert reader.doc_field_length(0, "text") == 5


def test_the_better_match_scores_higher_in_whoosh_too(harbour):
    with whoosh_index.open_dir(harbour).searcher() as searcher:
        assert next(hit["id"] for hit in searcher.search(whoosh_query.Term("exact", "gas"))) == "1"


def test_whoosh_s_own_writer_can_t_write_our_segments(harbour):
    with pytest.raises(ReadOnlyCodec, match=r"index\.writer\.Writer"):
        whoosh_index.open_dir(harbour).writer(codec=ColumnarCodec())


def test_an_index_that_whoosh_has_written_to_is_told(harbour):
    writer = whoosh_index.open_dir(harbour).writer()
    writer.add_document(text="gas", id="4")
    writer.commit()
    with pytest.raises(OtherVersion, match="--rebuild"):
        LocalEngine(harbour)
