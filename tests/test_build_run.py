import json
import os
import sys

import pytest
from archives import aged, contents, counts, record, run, save
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import ALL, ids

from dateline.index.archive import generation
from dateline.index.build.report import NothingToIndex
from dateline.search.engine.local import LocalEngine
from dateline.search.query.tree import Everything, Query


def test_a_first_run_indexes_all_and_a_second_does_nothing(news, folder):
    assert counts(run(folder, news)) == (4, 0, 0, 0)
    assert ids(folder) == ALL
    before = contents(folder)
    assert counts(run(folder, news)) == (0, 0, 4, 0)
    assert contents(folder) == before


def test_what_is_new_changed_and_removed_is_counted_and_found(news, folder):
    run(folder, news)
    save(news / "new.jsonl", record("n1", "Snow"))
    save(news / "deep/b.jsonl", record("b1", "Ferries resume"), age=2000)
    (news / "c.txt").unlink()
    assert counts(run(folder, news)) == (1, 1, 2, 1)
    assert ids(folder) == ["a1", "a2", "b1", "n1"]
    assert ids(folder, "resume") == ["b1"]
    assert ids(folder, "fog") == []


def test_a_changed_line_changes_only_its_article(news, folder):
    run(folder, news)
    save(news / "a.jsonl", record("a1", "Gas exports"), record("a2", "Oil prices fall"), age=2000)
    assert counts(run(folder, news)) == (0, 1, 3, 0)
    save(news / "a.jsonl", record("a0", "Tea"), record("a2", "Oil prices fall"), age=3000)
    assert counts(run(folder, news)) == (1, 0, 3, 1)
    assert ids(folder) == ["a0", *ALL[1:]]


def test_a_file_only_touched_is_read_but_nothing_is_written_anew(news, folder):
    run(folder, news)
    before = {path.name for path in folder.glob("*.seg")}
    aged(news / "a.jsonl", 2000)
    assert counts(run(folder, news)) == (0, 0, 4, 0)
    assert {path.name for path in folder.glob("*.seg")} == before
    before_run = generation.newest(folder)
    run(folder, news)
    assert generation.newest(folder) == before_run


def test_a_moved_file_keeps_its_articles_under_their_own_ids(news, folder):
    run(folder, news)
    (news / "a.jsonl").rename(news / "deep/moved.jsonl")
    (news / "c.txt").rename(news / "deep/c.txt")
    report = run(folder, news)
    assert (report.new, report.removed) == (3, 3)
    assert ids(folder) == ["a1", "a2", "b1", "news/deep/c.txt"]
    assert LocalEngine(folder).article("a1").path == "news/deep/moved.jsonl"


def test_a_file_changed_while_its_clock_stands_still_is_read_again(news, folder):
    (news / "a.jsonl").write_text(json.dumps(record("a1", "Gas one")))  # just now: its time can't be trusted
    run(folder, news)
    stat = (news / "a.jsonl").stat()
    (news / "a.jsonl").write_text(json.dumps(record("a1", "Gas two")))
    os.utime(news / "a.jsonl", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert counts(run(folder, news)) == (0, 1, 2, 0)
    assert ids(folder, "two") == ["a1"]


def test_nothing_to_index_leaves_no_index(tmp_path, folder):
    (tmp_path / "news").mkdir()
    (tmp_path / "news/photo.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(NothingToIndex, match=r"there is no file of a kind that is read \(\.txt"):
        run(folder, tmp_path / "news")
    (tmp_path / "news/blank.txt").write_text(" \n")
    with pytest.raises(NothingToIndex, match=r"news/blank\.txt: empty"):
        run(folder, tmp_path / "news")
    assert not folder.exists()


def test_an_article_file_removed_is_noticed_from_a_folder_above_the_index_s(news, tmp_path):
    folder = tmp_path / "deep/down/index"
    run(folder, tmp_path)
    (news / "c.txt").unlink()
    assert counts(run(folder, tmp_path)) == (0, 0, 3, 1)


def test_ids_that_several_articles_claim_stay_with_the_first(folder, tmp_path):
    news = tmp_path / "news"
    save(news / "a.jsonl", record("1", "Gas"), record("2", "Oil"), record("1", "Tea"))
    save(news / "b.jsonl", record("2", "Ferries"), record("news/a.jsonl:3", "Snow"))
    run(folder, news)
    assert ids(folder) == ["1", "2", "news/a.jsonl:3", "news/b.jsonl:1", "news/b.jsonl:2"]
    assert LocalEngine(folder).article("2").title == "Oil"
    assert LocalEngine(folder).article("news/a.jsonl:3").title == "Tea"
    before = contents(folder)
    run(folder, news)
    assert contents(folder) == before
    (news / "a.jsonl").unlink()
    assert counts(run(folder, news)) == (0, 0, 2, 3)
    assert ids(folder) == ["news/b.jsonl:1", "news/b.jsonl:2"]


def test_ids_stay_unique_when_lines_move(folder, tmp_path):
    news = tmp_path / "news"
    save(news / "a.jsonl", record("1", "Gas"), record("1", "Tea"))
    run(folder, news)
    assert ids(folder) == ["1", "news/a.jsonl:2"]
    save(news / "a.jsonl", record("1", "Gas"), record("1", "Snow"), record("1", "Tea"), age=2000)
    assert counts(run(folder, news)) == (1, 0, 2, 0)
    assert ids(folder, "tea") == ["news/a.jsonl:2"]
    assert len(set(ids(folder))) == len(ids(folder)) == 3


def test_an_article_whose_id_an_earlier_line_takes_gets_another(folder, tmp_path):
    others = [record(f"o{number}", f"Oil {number}", "Crude. " * 200) for number in range(1200)]  # more than a batch
    news = save(tmp_path / "news/a.jsonl", *others, record("1", "Gas")).parent
    run(folder, news)
    save(news / "a.jsonl", record("1", "Gas corrected"), *others, record("1", "Gas"), age=2000)
    assert counts(run(folder, news)) == (1, 1, 1200, 0)
    assert ids(folder, "gas") == ["1", "news/a.jsonl:1202"]
    assert ids(folder, "corrected") == ["1"]


def test_an_article_that_a_file_holds_twice_counts_once_however_far_apart(folder, tmp_path):
    double, others = record("1", "Gas"), [record(f"o{number}", f"Oil {number}") for number in range(300)]
    news = save(tmp_path / "news/a.jsonl", double, double, *others[:260], record("1", "Gas"), *others[260:]).parent
    assert counts(run(folder, news)) == (301, 0, 0, 0)
    assert ids(folder, "gas") == ["1"]
    assert ids(folder, "299") == ["o299"]
    aged(news / "a.jsonl", 2000)
    assert counts(run(folder, news)) == (0, 0, 301, 0)
    save(news / "a.jsonl", *others, age=3000)
    assert counts(run(folder, news)) == (0, 0, 300, 1)
    assert ids(folder, "gas") == []


LINES = st.lists(st.tuples(st.sampled_from(["1", "2", None]), st.sampled_from(["Gas", "Oil", "Tea"])), max_size=4)
FILES = st.dictionaries(st.sampled_from(["a", "b", "c"]), LINES.filter(bool), min_size=1, max_size=3)


@given(st.lists(FILES, min_size=2, max_size=5))
@settings(deadline=None, max_examples=30)
def test_after_any_edits_the_index_holds_what_the_files_hold(tmp_path_factory, versions):
    base = tmp_path_factory.mktemp("edits")
    for age, files in enumerate(versions):
        for name in ("a", "b", "c"):
            (base / f"news/{name}.jsonl").unlink(missing_ok=True)
        for name, lines in files.items():
            records = [{"title": title} | ({"id": identity} if identity else {}) for identity, title in lines]
            save(base / f"news/{name}.jsonl", *records, age=age)
        report = run(base / "index", base / "news")
        found = LocalEngine(base / "index").search(Query("", Everything(), duplicates="show"), 100).hits
        expected = []
        for name, lines in files.items():  # lines alike in id and headline are one article, but not those without id
            distinct = {(identity or number, title) for number, (identity, title) in enumerate(lines)}
            expected += [(f"news/{name}.jsonl", title) for _, title in distinct]
        assert sorted((hit.path, hit.title.text) for hit in found) == sorted(expected)
        assert len({hit.id for hit in found}) == len(found) == report.new + report.changed + report.unchanged


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are text there")
def test_a_file_whose_name_is_no_utf8_is_known_again(tmp_path, folder):
    name = os.fsdecode(b"news/caf\xe9.txt")
    (tmp_path / "news").mkdir()
    (tmp_path / name).write_text("Harbour closed\n\nFog came in.\n")
    aged(tmp_path / name)
    assert counts(run(folder, tmp_path / "news")) == (1, 0, 0, 0)
    before = contents(folder)
    assert counts(run(folder, tmp_path / "news")) == (0, 0, 1, 0)
    assert contents(folder) == before
    assert ids(folder, "fog") == [r"news/caf\xe9.txt"]


def test_files_that_can_hold_no_article_are_counted(news, folder):
    (news / "scan.png").write_bytes(b"%PDF")
    (news / "notes").write_text("notes")
    report = run(folder, news, strict=True)
    assert [tuple(one) for one in report.left_out] == [("news/notes", ""), ("news/scan.png", ".png")]
