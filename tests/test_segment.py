from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from archives import ENGLISH, Twin, articles, batch, corpora, record
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.analysis.analyzer import Analyzer
from dateline.index.analysis.terms import tokens
from dateline.index.article import Article
from dateline.index.build.segment_builder import SegmentBuilder
from dateline.index.errors import CorruptIndex
from dateline.index.schema import ATTRIBUTES, GAP, LEAD, ordinal
from dateline.index.segment.contents import merge_contents
from dateline.index.segment.postings import in_lead, in_title
from dateline.index.segment.reader import SegmentReader
from dateline.index.segment.write import write_segment


def segment(folder, *groups):
    """A segment of several batches of records."""
    return SegmentReader(folder / f"MAIN_{write_segment(folder, 'MAIN', drafted(*groups))}.seg")


def drafted(*groups):
    builder = SegmentBuilder(Analyzer())
    for group in groups:
        builder.add(batch(group))
    return builder.contents()


def capped(count, title, lead):
    return min(count, 255) | min(title, 7) << 8 | min(lead, 31) << 11


def frequencies(postings):
    docs, packed = postings
    return dict(zip(docs.tolist(), packed.tolist(), strict=True))


def expected(twin, words):
    return {doc: capped(*counts) for doc, counts in twin.counts(words).items()}


def assert_holds(found, records):
    """The segment holds what counting with dictionaries gives."""
    given_articles = articles(records)
    twin = Twin(given_articles)
    assert [word.decode() for word in found.words] == sorted(twin.positions, key=str.encode)
    assert [stem.decode() for stem in found.stems] == sorted(twin.stems, key=str.encode)
    for number, word in enumerate(bytes(word).decode() for word in found.words):
        counts = twin.counts([word])
        assert frequencies(found.word_postings(number)) == expected(twin, [word])
        assert found.counts(number).tolist() == [count for count, _, _ in counts.values()]
        docs, positions = found.word_positions(number)
        occurrences = [(doc, position) for doc, own in sorted(twin.positions[word].items()) for position in own]
        assert list(zip(docs.tolist(), positions.tolist(), strict=True)) == occurrences
        assert in_title(docs, positions, found.lengths).sum() == sum(title for _, title, _ in counts.values())
        assert in_lead(docs, positions, found.lengths).sum() == sum(lead for _, _, lead in counts.values())
        assert found.stems[found.word_stem.item(number)].decode() == ENGLISH.stem(word)
    for number, stem in enumerate(stem.decode() for stem in found.stems):
        assert {found.words[word].decode() for word in found.words_of(number).tolist()} == twin.stems[stem]
        assert frequencies(found.stem_postings(number)) == expected(twin, twin.stems[stem])
    assert found.lengths.tolist() == [list(lengths) for lengths in twin.lengths]
    assert [form.decode() for form in found.forms] == sorted(twin.forms, key=str.encode)
    for number, form in enumerate(form.decode() for form in found.forms):
        assert frequencies(found.form_postings(number)) == {
            doc: capped(*counts) for doc, counts in sorted(twin.forms[form].items())
        }
    assert_describes(found, given_articles)


def assert_describes(found, given_articles):
    """The segment holds the articles' days, ids, attributes and fields."""
    assert len(found) == len(given_articles)
    assert found.day.tolist() == [ordinal(article.date) for article in given_articles]
    assert [identity.decode() for identity in found.ids] == [article.id for article in given_articles]
    for doc, article in enumerate(given_articles):
        assert found.find_id(article.id.encode()) == doc
        assert found.find_id(article.id.encode() + b"?") is None
        stored = found.stored(doc)
        assert all(stored[name] == getattr(article, name) for name in ("id", "title", "body", "date", "url", "path"))
        assert stored["evidence"] == article.evidence
    for name in ATTRIBUTES:
        values = [value.decode() for value in found.values(name)]
        assert values == sorted(set(values), key=str.encode)
        assert [values[code] for code in found.codes(name)] == [value_of(name, one) for one in given_articles]


def value_of(attribute: str, article: Article) -> str:
    """What articles are filtered by; all addresses here are without `www.` and port."""
    if attribute == "path":
        return article.path.rpartition("/")[0]
    value: str = getattr(article, attribute) or ""
    return value.split("/")[2] if attribute == "url" and value else value


@given(corpora())
@settings(deadline=None, max_examples=60)
def test_a_segment_holds_what_counting_gives(tmp_path_factory, records):
    assert_holds(segment(tmp_path_factory.mktemp("segment"), records), records)


@given(corpora(), st.lists(st.integers(0, 8), max_size=3), st.data())
@settings(deadline=None, max_examples=60)
def test_merged_segments_are_the_bytes_of_their_living_articles_at_once(tmp_path_factory, records, cuts, data):
    folder = tmp_path_factory.mktemp("merged")
    bounds = sorted({0, len(records), *(cut for cut in cuts if cut < len(records))})
    numbered = [[(at, records[at]) for at in range(*pair)] for pair in pairwise(bounds)]
    living = data.draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records)).filter(any))
    drafts = []
    for group in numbered:
        made = segment(folder, [one for _, one in group])
        drafts.append(made.contents(np.array([living[at] for at, _ in group])))
    kept = [one for one, lives in zip(records, living, strict=True) if lives]
    assert write_segment(folder, "MAIN", merge_contents(drafts)) == write_segment(folder, "MAIN", drafted(kept))


def test_several_batches_are_one_segment_as_a_single_batch_is(tmp_path):
    first, second = [record("1", "Gas exports", "the US")], [record("2", "Exports", "U.S. gas\n\nExporting oil")]
    assert_holds(segment(tmp_path, first, second), first + second)


def test_counts_beyond_the_caps_stay_exact(tmp_path):
    many = record("1", "gas " * 12 + "oil", "gas " * 300 + "\n\n" + "gas oil " * 1000)
    records = [record("0", "oil"), many, record("2", "", "oil " * 254), record("3", "", "oil " * 255)]
    found = segment(tmp_path, records)
    assert_holds(found, records)
    gas = found.words.find(b"gas")
    assert found.counts(gas).tolist() == [12 + 300 + 1000]
    assert found.word_postings(gas)[1].tolist() == [0xFFFF]
    again = segment(tmp_path, records[1:3])
    name = write_segment(tmp_path, "MAIN", merge_contents([found.contents(np.array([False, True, True, False]))]))
    merged = SegmentReader(tmp_path / f"MAIN_{name}.seg")
    assert [merged.counts(word).tolist() for word in (0, 1)] == [again.counts(word).tolist() for word in (0, 1)]


def test_an_article_longer_than_two_bytes_count(tmp_path):
    records = [record("1", "Ledger", "one two " * 40_000 + "three"), record("2", "three")]
    found = segment(tmp_path, records)
    docs, positions = found.word_positions(found.words.find(b"three"))
    assert docs.tolist() == [0, 1]
    assert positions.tolist() == [1 + GAP + 80_000, 0]
    assert found.counts(found.words.find(b"two")).tolist() == [40_000]


def test_a_headline_alone_a_body_alone_and_marks_alone(tmp_path):
    records = [record("1", "Gas"), record("2", "", "Gas\n\nexports"), record("3", "—", "…")]
    found = segment(tmp_path, records)
    assert_holds(found, records)
    assert found.lengths.tolist() == [[1, 0, 0], [0, 2, 1], [0, 0, 0]]


def test_only_the_first_words_of_a_long_first_paragraph_are_the_lead(tmp_path):
    records = [record("1", "Gas", "gas " * (LEAD + 20))]
    found = segment(tmp_path, records)
    assert found.lengths.tolist() == [[1, LEAD + 20, LEAD]]
    assert_holds(found, records)


def test_articles_without_a_single_word_make_a_segment(tmp_path):
    found = segment(tmp_path, [record("1", "…"), record("2", "!")])
    assert (len(found), len(found.words), len(found.stems)) == (2, 0, 0)
    assert found.find_id(b"2") == 1


def test_values_are_found_by_their_words_side_by_side(tmp_path):
    outlets = ["Rudaw", None, "The Baghdad Post", "Baghdad", "Le Phare du Détroit", "—"]
    found = segment(tmp_path, [record(str(at), "x", outlet=outlet) for at, outlet in enumerate(outlets)])
    values = [value.decode() for value in found.values("outlet")]

    def having(words):
        return {values[code] for code in found.values_with("outlet", words.encode()).tolist()}

    assert having(" baghdad ") == {"The Baghdad Post", "Baghdad"}
    assert having(" baghdad post ") == {"The Baghdad Post"}
    assert having(" post the ") == set()
    assert having(" detr") == {"Le Phare du Détroit"}
    assert having(" unknown ") == {""}


def test_a_damaged_article_is_told_and_verifying_finds_it(tmp_path):
    made = segment(tmp_path, [record("1", "Gas", "exports " * 50)])
    data, stored = made.path.read_bytes(), made._file.strings("stored")[0]
    made.path.write_bytes(data.replace(stored, b"\0" * len(stored)))
    broken = SegmentReader(made.path)
    with pytest.raises(CorruptIndex, match=r"checksum of `stored\.blob`"):
        broken.stored(0)
    with pytest.raises(CorruptIndex, match=r"stored\.blob"):
        broken.verify()


def test_the_words_of_a_token_are_its_terms(tmp_path):
    """What the segment calls a word is what the analyzer of queries makes of it."""
    text = "U.S. al-Sudani's 1,750 naïve"
    found = segment(tmp_path, [record("1", text)])
    assert {word.decode() for word in found.words} == {token.term for token in tokens(text)} | {"-al-sudani"}


def test_threads_may_read_one_segment(tmp_path):
    records = [record(str(at), f"Tide table {at}", f"High water at {at}. " * 40) for at in range(500)]
    found = segment(tmp_path, records)
    alone = [found.stored(doc) for doc in range(len(records))]
    with ThreadPoolExecutor(4) as pool:
        read = pool.map(lambda start: [found.stored((start + doc * 7) % 500) for doc in range(500)], range(40))
        assert all(one == [alone[(start + doc * 7) % 500] for doc in range(500)] for start, one in enumerate(read))
