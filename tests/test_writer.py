import math
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from archives import archive, batch, contents, record
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.archive import generation
from dateline.index.archive.commit import CutOff
from dateline.index.build import segment_builder
from dateline.index.build.lock import Busy, Waiting
from dateline.index.build.merge_policy import SIBLINGS, to_merge
from dateline.index.build.writer import OtherLanguage, Writer
from dateline.index.errors import CorruptIndex
from dateline.index.segment.contents import DOCS_MAX
from dateline.search.engine.local import LocalEngine
from dateline.search.query.tree import Everything, Query, Word


def ids(folder, word=None):
    node = Word(word, (0, len(word))) if word else Everything()
    return sorted(hit.id for hit in LocalEngine(folder).search(Query(word or "", node, duplicates="show"), 1000).hits)


def sizes(folder):
    return sorted(segment.doc_count_all() for segment in generation.read(folder).segments)


def test_nothing_is_seen_before_the_commit_and_all_after(tmp_path):
    archive(tmp_path, [record("1", "Gas"), record("2", "Oil")])
    before = contents(tmp_path)
    with Writer(tmp_path) as writer:
        writer.add(batch([record("3", "Gas")]))
        writer.delete(["2", "none such"])
        assert contents(tmp_path) == before
        writer.commit({})
        assert ids(tmp_path) == ["1", "3"]
    assert ids(tmp_path, "gas") == ["1", "3"]


def test_what_one_writer_forgets_another_still_knows(tmp_path, monkeypatch):
    """Two archives that a program fills in turn."""
    monkeypatch.setattr(segment_builder, "VOCABULARY_MAX", 0)
    with Writer(tmp_path / "one") as one, Writer(tmp_path / "other") as other:
        one.add(batch([record("1", "Gas")]))
        other.add(batch([record("2", "Oil")]))
        other.commit({})
        one.add(batch([record("3", "Tea")]))
        one.commit({})
    assert [ids(tmp_path / "one", word) for word in ("gas", "oil", "tea")] == [["1"], [], ["3"]]
    assert [ids(tmp_path / "other", word) for word in ("gas", "oil", "tea")] == [[], ["2"], []]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_leaving_without_a_commit_leaves_all_as_it_was(tmp_path, error):
    archive(tmp_path, [record("1", "Gas")])
    before = contents(tmp_path)

    def fail():
        with Writer(tmp_path) as writer:
            writer.add(batch([record("2", "Gas")]))
            writer.delete(["1"])
            writer._flush()
            raise error

    with pytest.raises(error):
        fail()
    assert contents(tmp_path) == before
    archive(tmp_path, [record("2", "Gas")])
    assert ids(tmp_path) == ["1", "2"]


def test_a_first_run_that_fails_leaves_no_folder_and_no_file_of_others_is_touched(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/notes.txt").write_text("mine")
    for name in ("new", "kept"):
        with Writer(tmp_path / name) as writer:
            writer.add(batch([record("1", "Gas")]))
            writer._flush()
    assert not (tmp_path / "new").exists()
    assert contents(tmp_path / "kept") == {"notes.txt": b"mine"}


def test_a_commit_after_the_last_is_a_new_generation_of_the_same_segments(tmp_path):
    archive(tmp_path, [record("1", "Gas")])
    before = {path.name for path in tmp_path.glob("*.seg")}
    with Writer(tmp_path) as writer:
        writer.commit({})
    assert generation.newest(tmp_path) == 2
    assert {path.name for path in tmp_path.glob("*.seg")} == before


def test_a_second_writer_is_told_to_wait_and_then_may(tmp_path):
    with Writer(tmp_path) as writer:
        with pytest.raises(Busy, match=r"another `dateline index`.*try again"):
            Writer(tmp_path)
        writer.add(batch([record("1", "Gas")]))
        writer.commit({})
    archive(tmp_path, [record("2", "Gas")])
    assert ids(tmp_path) == ["1", "2"]


def test_a_second_writer_waits_where_it_is_asked_to(tmp_path):
    folder = tmp_path / "index"
    first = Writer(folder)
    with ThreadPoolExecutor(1) as pool:
        with pytest.warns(Waiting, match="waiting for another"):  # noqa: PT031 - it comes of the thread
            second = pool.submit(Writer, folder, wait=True)
            assert not wait([second], 0.3).done
            first.__exit__(None, None, None)  # nothing was made: the folder is gone, and made anew
        with second.result() as writer:
            writer.add(batch([record("1", "Gas")]))
            writer.commit({})
    assert ids(folder) == ["1"]


def test_what_a_run_left_that_was_cut_off_is_removed_and_it_is_said(tmp_path):
    archive(tmp_path, [record("1", "Gas")])
    before = contents(tmp_path)
    (tmp_path / "MAIN_new.seg").write_bytes(b"half")
    (tmp_path / "MAIN_0123456789abcdef.seg").write_bytes(b"whole")
    with pytest.warns(CutOff, match="cut off"):
        Writer(tmp_path).__exit__(None, None, None)
    assert contents(tmp_path) == before


def test_a_damaged_index_is_not_added_to_but_can_be_rebuilt(tmp_path):
    archive(tmp_path, [record("1", "Gas")])
    (tmp_path / "archive-1.json").write_text("{")
    before = contents(tmp_path)
    with pytest.raises(CorruptIndex, match="--rebuild"):
        Writer(tmp_path)
    assert contents(tmp_path) == before
    with Writer(tmp_path, rebuild=True) as writer:
        assert contents(tmp_path) == before
        writer.add(batch([record("2", "Gas")]))
        writer.commit({})
    assert ids(tmp_path) == ["2"]
    assert len(contents(tmp_path)) == 7


def test_a_rebuild_that_fails_leaves_the_old_index(tmp_path):
    archive(tmp_path, [record("1", "Gas")])
    before = contents(tmp_path)
    with Writer(tmp_path, rebuild=True) as writer:
        writer.add(batch([record("2", "Gas")]))
        writer._flush()
    assert contents(tmp_path) == before


def test_the_language_stays_that_of_the_archive(tmp_path):
    with Writer(tmp_path, language="french") as writer:
        writer.add(batch([record("1", "Les élections")]))
        writer.commit({})
    with Writer(tmp_path) as writer:
        assert writer.state.language == "french"
    with pytest.raises(OtherLanguage, match=r"in french, not english.*--rebuild"):
        Writer(tmp_path, language="english")
    assert ids(tmp_path, "élection") == ["1"]
    with Writer(tmp_path, language="english", rebuild=True) as writer:
        writer.add(batch([record("1", "Elections")]))
        writer.commit({})
    assert generation.read(tmp_path).language == "english"


def test_deleted_articles_are_not_found_and_their_words_leave_with_the_next_merge(tmp_path):
    archive(tmp_path, [record(str(number), f"Gas word{number}") for number in range(6)], deleted=["0"])
    assert ids(tmp_path, "gas") == ["1", "2", "3", "4", "5"]
    assert sizes(tmp_path) == [6]
    archive(tmp_path, deleted=["1"])
    assert sizes(tmp_path) == [4]
    (segment,) = generation.read(tmp_path).segments
    assert [bytes(word) for word in segment.open(tmp_path).words] == [b"gas", b"word2", b"word3", b"word4", b"word5"]
    archive(tmp_path, [record("9", "Gas")], deleted=["2", "3", "4", "5"])
    assert sizes(tmp_path) == [1]
    assert ids(tmp_path, "gas") == ["9"]


def test_space_comes_back_from_a_fifth_deleted_on_a_segment_at_each_commit(tmp_path):
    for letter in "ab":
        archive(tmp_path, [record(f"{letter}{number}", "Gas") for number in range(70 if letter == "a" else 700)])
    gone = [f"{letter}{number}" for letter in "ab" for number in range(16 if letter == "a" else 300)]
    archive(tmp_path, deleted=gone)
    assert sorted(sizes(tmp_path)) == [70, 400]
    archive(tmp_path, deleted=["b699"])
    assert sorted(sizes(tmp_path)) == [54, 400]


def test_an_article_deleted_and_added_in_one_run_is_there_once(tmp_path):
    archive(tmp_path, [record("1", "Gas"), record("2", "Oil")])
    with Writer(tmp_path) as writer:
        writer.add(batch([record("1", "Gas again")]))
        writer.delete(["1"])
        writer.commit({})
    assert ids(tmp_path) == ["1", "2"]
    assert ids(tmp_path, "again") == ["1"]


def test_two_hundred_small_runs_keep_segments_few_and_articles_whole(tmp_path):
    kept = set()
    for run in range(200):
        with Writer(tmp_path) as writer:
            writer.add(batch([record(f"{run}", f"Gas run{run}")]))
            kept.add(str(run))
            if run % 3 == 2:
                writer.delete([str(run - 2)])
                kept.discard(str(run - 2))
            writer.commit({})
        assert len(generation.read(tmp_path).segments) < SIBLINGS
    assert set(ids(tmp_path, "gas")) == kept
    assert sum(sizes(tmp_path)) <= 1.5 * len(kept)
    assert all(ids(tmp_path, f"run{run}") == ([str(run)] if str(run) in kept else []) for run in (0, 1, 2, 100, 199))
    assert len(list(tmp_path.iterdir())) == 6 + len(sizes(tmp_path))


def merge_contents(found):
    """Segment sizes after all the merges of a commit; each merge's articles are checked."""
    rewritten = 0
    while group := to_merge(found, set()):
        total = sum(found[at] for at in group)
        assert total <= DOCS_MAX
        rewritten += total
        found = [size for at, size in enumerate(found) if at not in group] + [total]
    return found, rewritten


@given(st.lists(st.integers(1, DOCS_MAX) | st.integers(1, 600), max_size=80))
@settings(deadline=None, max_examples=200)
def test_merging_ends_with_few_segments(found):
    left, _ = merge_contents(found)
    assert sum(left) == sum(found)
    assert len(left) <= 3 * (SIBLINGS - 1) + sum(found) // (DOCS_MAX // 2)


def test_adding_a_little_rewrites_a_little():
    found, rewritten, added = [100_000 // 2] * 2, 0, 0
    for _ in range(600):
        found, more = merge_contents([*found, 100])
        rewritten, added = rewritten + more, added + 100
    assert rewritten < added * math.log(DOCS_MAX, SIBLINGS)


def test_a_folder_that_can_t_be_made_is_the_system_s_error(tmp_path):
    (tmp_path / "notes").write_text("a file stands where the folder's parent should be")
    with pytest.raises(OSError, match="notes"):
        Writer(tmp_path / "notes/index")
    assert (tmp_path / "notes").is_file()
