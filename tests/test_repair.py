"""Checking an archive, and saving what is whole of a damaged one."""

import random

import pytest
from archives import copied, record, run, save
from damage import asked, corrupt, make_archive

from dateline.index.archive import generation
from dateline.index.archive.commit import commit
from dateline.index.archive.generation import NotAnIndex
from dateline.index.build.check import check
from dateline.index.build.repair import NothingSaved, repair
from dateline.index.errors import DatelineError
from dateline.search.engine.local import LocalEngine

TEXT = [record(str(number), f"Gas {number}", f"Harbour {number} exporting companies. " * 200) for number in range(40)]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "index"
    run(folder, save(tmp_path / "a.jsonl", *TEXT))
    run(folder, save(tmp_path / "b.jsonl", record("other", "Tin", "Quay.")))
    return folder


def titles(folder):
    return {article.id: article.title for article in LocalEngine(folder).articles()}


def segment_of(folder, identity):
    entries = generation.read(folder).segments
    return next(entry.open(folder).path for entry in entries if entry.open(folder).find_id(identity) is not None)


def damage_text(folder, number):
    """Change a byte of one article's text."""
    path = segment_of(folder, b"0")
    data, blob = bytearray(path.read_bytes()), generation.read(folder).segments[0].open(folder)._file
    at = blob.entries["stored.blob"].start + blob.array("stored.ends").tolist()[number] - 3
    data[at] ^= 255
    path.write_bytes(data)
    return path


def test_a_whole_archive_is_told_to_be_whole_and_deeper_too(tmp_path):
    folder = make_archive(tmp_path / "index")
    found = check(folder)
    assert (found.segments, found.articles, found.damage) == (3, 100, [])
    run(tmp_path / "merged", save(tmp_path / "a.jsonl", *TEXT))
    assert check(tmp_path / "merged", deep=True).damage == []


def test_postings_that_the_texts_do_not_give_are_found_by_the_deep_check_alone(folder):
    state = generation.read(folder)
    state.language = "german"
    files = generation.read_files(folder, state.number)
    state.number += 1
    commit(folder, state, files)
    assert check(folder).damage == []
    assert "is not what the articles' texts give" in str(check(folder, deep=True).damage[0])


def test_every_damaged_file_is_named(folder):
    damaged = [damage_text(folder, 5), next(folder.glob("files-*.json"))]
    damaged[1].write_text("x")
    assert [fault.path for fault in check(folder).damage] == damaged


def test_whole_segments_and_whole_articles_are_kept_and_the_lost_named(folder):
    before = titles(folder)
    damage_text(folder, 5)
    done = repair(folder)
    assert (done.whole, done.damaged) == (1, 1)
    (lost,) = done.lost.values()
    assert "5" in lost
    assert titles(folder) == {one: title for one, title in before.items() if one not in lost}
    assert done.articles == len(before) - len(lost)
    assert check(folder).damage == []


def test_what_was_lost_is_read_again_by_the_command_and_by_the_next_run(folder, tmp_path, dateline):
    before = titles(folder)
    whole = copied(folder, tmp_path / "whole")
    damage_text(folder, 5)
    ended = dateline("repair", "--index", str(folder))
    assert "1 of 2 segments whole" in ended.out
    assert "lost of a.jsonl: " in ended.err
    assert titles(folder) == before
    copied(whole, folder)
    damage_text(folder, 5)
    repair(folder)
    run(folder, tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    assert titles(folder) == before


LISTS = ("archive-*.json", "_MAIN_*.toc", "files-*.json", "copies-*.arrays", "pairs-*.arrays")


@pytest.mark.parametrize("pattern", LISTS)
def test_lists_that_are_lost_are_made_anew(folder, tmp_path, pattern):
    run(folder, save(tmp_path / "b.jsonl", record("new", "Lead", "Quay."), age=2000))
    before = titles(folder)
    (path,) = folder.glob(pattern)
    path.write_bytes(b"")
    repair(folder)
    assert titles(folder) == before
    assert check(folder).damage == []


def test_where_nothing_can_be_saved_nothing_is_changed(folder, tmp_path):
    for path in folder.glob("*.seg"):
        path.write_bytes(b"x")
    names = sorted(path.name for path in folder.iterdir())
    with pytest.raises(NothingSaved, match="no article"):
        repair(folder)
    assert sorted(path.name for path in folder.iterdir()) == names
    with pytest.raises(NotAnIndex):
        repair(tmp_path)


def test_whatever_the_damage_what_is_left_is_right(tmp_path):
    whole = make_archive(tmp_path / "whole")
    expected, rng = asked(whole)["articles"], random.Random(5)  # noqa: S311
    known = {article.id: article for article in expected}
    saved = 0
    for _ in range(15):
        folder = copied(whole, tmp_path / "index")
        how = corrupt(folder, rng)
        try:
            repair(folder)
        except DatelineError:
            continue
        left = list(LocalEngine(folder).articles())
        assert all(known.get(article.id) == article for article in left), how
        assert len({article.id for article in left}) == len(left)
        assert check(folder).damage == []
        saved += len(left) > 30
    assert saved > 10


def test_the_check_command_names_the_damage_and_what_to_do(folder, dateline):
    assert "is whole: 2 segments, 41 articles" in dateline("check", "--deep", "--index", str(folder)).out
    damaged = damage_text(folder, 3)
    ended = dateline("check", "--index", str(folder))
    assert ended.code == 2
    assert str(damaged) in ended.out
    assert "dateline repair" in ended.err


def test_an_archive_of_no_list_at_all_is_put_together_from_its_segments(folder):
    before = titles(folder)
    for path in [*folder.glob("*.json"), *folder.glob("*.toc")]:
        path.unlink()
    repair(folder)
    assert titles(folder) == before
