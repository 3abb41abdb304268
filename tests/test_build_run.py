import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from archives import aged, contents, counts, record, run, save
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.analysis.analyzer import UnknownLanguage
from dateline.index.archive import generation
from dateline.index.build import discovery
from dateline.index.build.forget import forget
from dateline.index.build.report import NothingToIndex, StrictSkip
from dateline.index.build.run import build
from dateline.index.build.settings import LastSource, NoSources, NotASource
from dateline.index.build.writer import OtherLanguage
from dateline.index.extract.corrections import load_corrections
from dateline.index.extract.html import page
from dateline.index.extract.outlet_rules import BadRules, load_rules
from dateline.index.extract.toml_file import BadToml
from dateline.index.sources.walk import NoSuchSource
from dateline.search.engine.local import LocalEngine
from dateline.search.query.tree import Everything, Query, Word

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL, no pipes and no file size limit")


@pytest.fixture
def news(tmp_path):
    """A folder of three files with four articles, and the index beside it to be."""
    save(tmp_path / "news/a.jsonl", record("a1", "Gas exports"), record("a2", "Oil prices"))
    save(tmp_path / "news/deep/b.jsonl", record("b1", "Ferries"))
    (tmp_path / "news/c.txt").write_text("Harbour closed\n\nFog came in.\n")
    aged(tmp_path / "news/c.txt")
    return tmp_path / "news"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / ".dateline"


def ids(folder, word=None):
    node = Word(word, (0, len(word))) if word else Everything()
    return sorted(hit.id for hit in LocalEngine(folder).search(Query(word or "", node, duplicates="show"), 1000).hits)


def skipped(report):
    return [(skip.path, skip.reason) for skip in report.skipped]


ALL = ["a1", "a2", "b1", "news/c.txt"]


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


def test_a_source_that_is_gone_or_empty_leaves_all_as_it_was(news, folder, tmp_path):
    other = save(tmp_path / "other/x.jsonl", record("x1", "Gas")).parent
    run(folder, news)
    run(folder, other)
    before = contents(folder)
    news.rename(tmp_path / "unmounted")
    with pytest.raises(NoSuchSource, match="news"):
        run(folder, news, other)
    news.mkdir()
    for sources in ([news], [news, other]):
        with pytest.raises(NothingToIndex, match=r"nothing to index in .*news"):
            run(folder, *sources)
    assert contents(folder) == before


def test_nothing_to_index_leaves_no_index(tmp_path, folder):
    (tmp_path / "news").mkdir()
    (tmp_path / "news/photo.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(NothingToIndex, match=r"there is no file of a kind that is read \(\.txt"):
        run(folder, tmp_path / "news")
    (tmp_path / "news/blank.txt").write_text(" \n")
    with pytest.raises(NothingToIndex, match=r"news/blank\.txt: empty"):
        run(folder, tmp_path / "news")
    assert not folder.exists()


def test_sources_of_other_runs_stay(news, folder, tmp_path):
    other = save(tmp_path / "other/x.jsonl", record("x1", "Gas")).parent
    assert counts(run(folder, news)) == (4, 0, 0, 0)
    assert counts(run(folder, other)) == (1, 0, 0, 0)
    (news / "c.txt").unlink()
    assert counts(run(folder, other)) == (0, 0, 1, 0)
    assert ids(folder) == [*ALL, "x1"]
    assert counts(run(folder, news)) == (0, 0, 3, 1)
    assert ids(folder) == ["a1", "a2", "b1", "x1"]


def test_a_single_file_and_a_folder_above_are_sources_too(news, folder, tmp_path):
    run(folder, news / "a.jsonl")
    assert ids(folder) == ["a1", "a2"]
    run(folder, tmp_path)
    assert ids(folder) == ALL
    (news / "c.txt").unlink()
    run(folder, tmp_path)
    assert ids(folder) == ["a1", "a2", "b1"]


def test_an_article_file_removed_is_noticed_from_a_folder_above_the_index_s(news, tmp_path):
    folder = tmp_path / "deep/down/index"
    run(folder, tmp_path)
    (news / "c.txt").unlink()
    assert counts(run(folder, tmp_path)) == (0, 0, 3, 1)


def test_a_file_that_breaks_keeps_what_it_gave_and_is_told_in_every_run(news, folder):
    run(folder, news)
    (news / "a.jsonl").write_bytes(b"")
    (news / "c.txt").write_bytes(b"GIF\x01\x02\x03" * 100)
    for name in ("a.jsonl", "c.txt"):
        aged(news / name, 2000)
    expected = [("news/a.jsonl", "empty"), ("news/c.txt", "not text")]
    for _ in range(2):
        report = run(folder, news)
        assert (report.new, report.changed, report.removed) == (0, 0, 0)
        assert sorted(skipped(report)) == expected
        assert ids(folder) == ALL
    save(news / "a.jsonl", record("a1", "Gas exports"), age=3000)
    assert counts(run(folder, news)) == (0, 0, 2, 1)
    assert ids(folder) == ["a1", "b1", "news/c.txt"]


def test_a_file_that_breaks_half_way_keeps_the_rest(folder, tmp_path):
    news = tmp_path / "news"
    lines = [json.dumps(record(f"g{number}", f"Gas {number}", os.urandom(600).hex())) for number in range(400)]
    news.mkdir()
    whole = gzip.compress("\n".join(lines).encode())
    (news / "a.jsonl.gz").write_bytes(whole)
    aged(news / "a.jsonl.gz")
    assert counts(run(folder, news)) == (400, 0, 0, 0)
    lines[0] = json.dumps(record("g0", "Gas corrected"))
    (news / "a.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode())[:-200_000])
    report = run(folder, aged(news / "a.jsonl.gz", 2000).parent)
    assert (report.new, report.changed, report.removed) == (0, 1, 0)
    assert skipped(report) == [("news/a.jsonl.gz", "a broken gzip file")]
    assert ids(folder) == sorted(f"g{number}" for number in range(400))
    assert ids(folder, "corrected") == ["g0"]


def test_an_unreadable_new_file_is_tried_again_when_it_is_mended(news, folder):
    (news / "z.txt").write_bytes(b"")
    aged(news / "z.txt")
    assert skipped(run(folder, news)) == [("news/z.txt", "empty")]
    before_run = generation.newest(folder)
    assert skipped(run(folder, news)) == [("news/z.txt", "empty")]
    assert generation.newest(folder) == before_run
    (news / "z.txt").write_text("Lighthouse sold\n\nAt last.\n")
    assert counts(run(folder, news)) == (1, 0, 4, 0)


def test_a_bad_line_is_told_in_every_run(news, folder):
    with (news / "a.jsonl").open("a") as file:
        file.write("{broken\n")
    aged(news / "a.jsonl")
    for expected in ((4, 0, 0, 0), (0, 0, 4, 0)):
        report = run(folder, news)
        assert counts(report) == expected
        ((path, reason),) = skipped(report)
        assert path == "news/a.jsonl:3"
        assert reason.startswith("broken JSON")


def test_strict_changes_nothing_where_something_is_skipped(news, folder):
    (news / "z.txt").write_text("")
    with pytest.raises(StrictSkip, match=r"1 skipped.*\n  news/z\.txt: empty"):
        run(folder, news, strict=True)
    assert not folder.exists()
    run(folder, news)
    before = contents(folder)
    save(news / "n.jsonl", record("n1", "Snow"))
    with pytest.raises(StrictSkip):
        run(folder, news, strict=True)
    assert contents(folder) == before
    (news / "z.txt").unlink()
    assert counts(run(folder, news, strict=True)) == (1, 0, 4, 0)


def test_changed_rules_are_applied_to_what_was_read_before(news, folder, tmp_path):
    other = save(tmp_path / "other/x.jsonl", record("x1", "Gas")).parent
    rules = tmp_path / "rules.toml"
    rules.write_text('[[outlet]]\nname = "Harbour Courier"\npaths = ["**.jsonl"]\n')
    run(folder, news, other)
    assert counts(run(folder, news, rules=load_rules(rules))) == (0, 3, 1, 0)
    assert LocalEngine(folder).article("a1").outlet == "Harbour Courier"
    assert LocalEngine(folder).article("x1").outlet is None
    assert counts(run(folder, news, other, rules=load_rules(rules))) == (0, 1, 4, 0)
    assert LocalEngine(folder).article("x1").outlet == "Harbour Courier"
    before_run = generation.newest(folder)
    run(folder, news, other, rules=load_rules(rules))
    assert generation.newest(folder) == before_run


def test_another_language_is_refused_unless_rebuilt(news, folder):
    run(folder, news)
    before = contents(folder)
    with pytest.raises(OtherLanguage, match=r"in english, not german.*--rebuild"):
        run(folder, news, language="german")
    assert contents(folder) == before
    assert counts(run(folder, news, language="german", rebuild=True)) == (4, 0, 0, 0)
    assert generation.read(folder).language == "german"
    assert counts(run(folder, news)) == (0, 0, 4, 0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_unknown_language_is_told_and_leaves_nothing(folder, tmp_path, jobs):
    news = save(tmp_path / "news/a.jsonl", *[record(str(at), "Gas", "exports " * 9000) for at in range(20)]).parent
    with pytest.raises(UnknownLanguage, match="'klingon'"):
        run(folder, news, language="klingon", jobs=jobs)
    assert not folder.exists()


def test_a_rebuild_forgets_other_sources(news, folder, tmp_path):
    run(folder, save(tmp_path / "other/x.jsonl", record("x1", "Gas")).parent)
    assert counts(run(folder, news, rebuild=True)) == (4, 0, 0, 0)
    assert ids(folder) == ALL


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


def test_an_unreadable_file_s_ids_are_not_given_away(folder, tmp_path):
    news = save(tmp_path / "news/a.jsonl", record("1", "Gas")).parent
    run(folder, news)
    save(news / "a.jsonl", age=2000)
    save(news / "b.jsonl", record("1", "Tea"))
    assert counts(run(folder, news)) == (1, 0, 0, 0)
    assert ids(folder, "gas") == ["1"]
    assert ids(folder, "tea") == ["news/b.jsonl:1"]


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


def test_the_same_sources_give_the_same_bytes_with_one_process_or_two(tmp_path):
    news = tmp_path / "news"
    for number in range(6):
        save(news / f"{number}.jsonl", *[record(f"{number}-{at}", f"Gas {at}", "oil " * 1200) for at in range(50)])
    made = [tmp_path / name for name in ("one", "again", "two")]
    for folder, jobs in zip(made, (1, 1, 2), strict=True):
        seen = []
        run(folder, news, jobs=jobs, progress=lambda done, total, seen=seen: seen.append((done, total)))
        assert seen[-1][0] == seen[-1][1] > 1 << 20
        assert seen == sorted(seen)
    one, again, two = map(contents, made)
    assert one.keys() == again.keys() == two.keys()
    assert one == again == two


# A run that is stopped at its `sys.argv[4]`th step of writing: each file opened, renamed or deleted is one.
STOPPED = """
import os, resource, signal, sys
from pathlib import Path
from dateline.index.build.run import build
from dateline.index.extract.outlet_rules import Rules

news, folder, how, number = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
steps = 0

def hook(event, args):
    global steps
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
    if (writes or event in ("os.rename", "os.remove")) and str(folder) in str(args[0]):
        steps += 1
        if steps > number:
            os.kill(os.getpid(), signal.SIGKILL)

if how == "kill":
    sys.addaudithook(hook)
else:
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
build([news], folder, Rules())
"""


def stopped(news, folder, how, number):
    command = [sys.executable, "-c", STOPPED, str(news), str(folder), how, str(number)]
    return subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False)


@UNIX
@pytest.mark.filterwarnings("ignore:an indexing run")
def test_a_run_killed_at_any_step_leaves_the_index_before_or_after(news, folder):
    run(folder, news)
    save(news / "n.jsonl", record("n1", "Snow"))
    (news / "c.txt").unlink()
    before, after, outcomes = ALL, ["a1", "a2", "b1", "n1"], []
    snapshot = contents(folder)
    for step in range(40):
        ended = stopped(news, folder, "kill", step)
        outcomes.append(ids(folder))
        assert outcomes[-1] in (before, after)
        if ended.returncode == 0:
            break
        assert ended.returncode == -9
        run(folder, news)
        assert ids(folder) == after
        assert len(contents(folder)) == 6 + len(generation.read(folder).segments)
        for path in folder.iterdir():
            path.unlink()
        for name, data in snapshot.items():
            (folder / name).write_bytes(data)
    assert outcomes[0] == outcomes[3] == before
    assert outcomes[-1] == outcomes[-2] == after


@UNIX
@pytest.mark.parametrize("limit", [0, 100, 300])
def test_a_full_disk_leaves_the_index_as_it_was(news, folder, limit):
    run(folder, news)
    before = contents(folder)
    save(news / "n.jsonl", record("n1", "Snow"))
    assert "File too large" in stopped(news, folder, "disk", limit).stderr
    assert contents(folder) == before
    assert counts(run(folder, news)) == (1, 0, 4, 0)
    for path in (news / "n.jsonl", news / "a.jsonl"):
        aged(path, 5000)
    before = contents(folder)
    assert "File too large" in stopped(news, folder, "disk", limit).stderr
    assert contents(folder) == before


@UNIX
def test_a_first_run_on_a_full_disk_leaves_nothing(news, folder):
    assert "File too large" in stopped(news, folder, "disk", 100).stderr
    assert not folder.exists()


def test_a_run_interrupted_while_reading_leaves_the_index_as_it_was(news, folder):
    run(folder, news)
    before = contents(folder)
    save(news / "n.jsonl", record("n1", "Snow"))

    def interrupt(_done, _total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(folder, news, progress=interrupt)
    assert contents(folder) == before
    assert counts(run(folder, news)) == (1, 0, 4, 0)


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


def test_a_file_that_raises_anything_is_skipped_and_named_and_the_others_are_read(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Rain\n\nIt fell.")
    (tmp_path / "b.html").write_text("<h1>Broken</h1>")
    monkeypatch.setattr(page, "article", lambda _raw: {}["missing"])
    report = run(tmp_path / "index", tmp_path)
    assert report.new == 1
    (skipped,) = report.skipped
    assert (skipped.path, skipped.reason) == ("b.html", "an error in Dateline, KeyError; --verbose tells more")
    assert "KeyError: 'missing'" in skipped.trace


# What an index remembers


@UNIX
@pytest.mark.parametrize("name", ["b.txt", "b.txt.gz", "b.jsonl", "b.zip", "a.txt.meta.json"])
def test_a_file_that_becomes_a_pipe_after_it_was_found_is_not_waited_on(tmp_path, monkeypatch, name):
    for one in ("a.txt", name, "c.txt"):
        (tmp_path / "news" / one).parent.mkdir(exist_ok=True)
        (tmp_path / "news" / one).write_text(f"{one}\n\nIt fell.\n")

    def then_replaced(*asked):
        found = discovery.walked(*asked)
        (tmp_path / "news" / name).unlink()
        os.mkfifo(tmp_path / "news" / name)
        return found

    monkeypatch.setattr("dateline.index.build.run.walked", then_replaced)
    report = run(tmp_path / "i", tmp_path / "news")
    assert report.new == 2
    [(path, reason)] = skipped(report)
    assert path == f"news/{name}"
    assert "it is a pipe" in reason


@UNIX
@pytest.mark.parametrize("load", [load_rules, load_corrections])
def test_a_pipe_in_place_of_rules_is_told_and_not_waited_on(tmp_path, load):
    os.mkfifo(tmp_path / "rules.toml")
    with pytest.raises(BadToml, match="it is a pipe"):
        load(tmp_path / "rules.toml")


def test_a_run_without_sources_and_rules_brings_all_up_to_date_as_before(news, folder, tmp_path):
    other = save(tmp_path / "other/x.jsonl", record("x1", "Gas")).parent
    rules = tmp_path / "rules.toml"
    rules.write_text('[[outlet]]\nname = "Harbour Courier"\npaths = ["**.jsonl"]\n')
    run(folder, news, rules=load_rules(rules))
    assert generation.read(folder).sources == ["news"]
    build([other], folder)
    assert generation.read(folder).sources == ["news", "other"]
    before = contents(folder)
    assert counts(build([], folder)) == (0, 0, 5, 0)
    assert contents(folder) == before
    save(other / "y.jsonl", record("y1", "Tea"))
    (news / "c.txt").unlink()
    assert counts(build([], folder)) == (1, 0, 4, 1)
    assert {LocalEngine(folder).article(one).outlet for one in ("a1", "x1", "y1")} == {"Harbour Courier"}
    assert counts(build([], folder, rebuild=True)) == (5, 0, 0, 0)
    assert LocalEngine(folder).article("y1").outlet == "Harbour Courier"


def test_sources_within_another_are_one_and_a_rebuild_begins_anew(news, folder, tmp_path):
    other = save(tmp_path / "other/x.jsonl", record("x1", "Gas")).parent
    run(folder, news / "deep")
    run(folder, other)
    run(folder, news)
    assert generation.read(folder).sources == ["other", "news"]
    run(folder, news / "a.jsonl")
    assert generation.read(folder).sources == ["other", "news"]
    run(folder, other, rebuild=True)
    assert generation.read(folder).sources == ["other"]


def test_rules_are_read_as_they_are_now_and_missing_ones_named(news, folder, tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text('[[outlet]]\nname = "Harbour Courier"\npaths = ["**.jsonl"]\n')
    run(folder, news, rules=load_rules(rules))
    rules.write_text('[[outlet]]\nname = "Harbour Post"\npaths = ["**.jsonl"]\n')
    report = build([], folder)
    assert (counts(report), report.notes) == ((0, 3, 1, 0), ["The rules have changed, so all articles are read anew."])
    assert LocalEngine(folder).article("a1").outlet == "Harbour Post"
    rules.unlink()
    with pytest.raises(BadRules, match="--no-rules"):
        build([], folder)
    assert counts(run(folder, news)) == (0, 3, 1, 0)
    assert generation.read(folder).rules_file == ""


def test_articles_of_other_sources_that_new_rules_wait_for_are_told(news, folder, tmp_path):
    other = save(tmp_path / "other/x.jsonl", record("x1", "Gas")).parent
    rules = tmp_path / "rules.toml"
    rules.write_text('[[outlet]]\nname = "Harbour Courier"\npaths = ["**.jsonl"]\n')
    run(folder, news, other)
    (note,) = run(folder, other, rules=load_rules(rules)).notes
    assert "Those of news follow" in note
    assert counts(build([], folder)) == (0, 3, 2, 0)


def test_a_rule_that_nothing_follows_is_named(news, folder, tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[outlet]]\nname = "Courier"\npaths = ["**.jsonl", "new/**", "deep/**"]\n'
        'text = ["Fog  came in", "Nobody wrote"]\n'
        '[[outlet]]\nname = "Post"\naliases = ["post.example"]\n'
    )
    assert run(folder, news, rules=load_rules(rules)).notes == [
        "Rules: the path new/** of Courier matches no file.",
        "Rules: the path deep/** of Courier matches no file; **/deep/** does.",
        "Rules: the text “nobody wrote” of Courier is in no page that names no outlet.",
        "Rules: no page says post.example, the aliases of Post.",
    ]
    assert run(folder, news, rules=load_rules(rules)).notes == []


def test_an_index_that_remembers_nothing_asks_for_sources(folder):
    with pytest.raises(NoSources, match="name the folders once"):
        build([], folder)
    assert not folder.exists()


def test_a_source_has_one_name_from_wherever_one_stands(news, folder, monkeypatch):
    run(folder, news)
    monkeypatch.chdir(news)
    assert build([Path()], Path("..", folder.name)).unchanged == 4
    with pytest.raises(NotASource, match=r"its sources are news$"):
        forget(news / "deep", folder)


def test_a_source_that_is_forgotten_goes_with_its_articles(news, folder, tmp_path):
    other = save(tmp_path / "other/x.jsonl", record("x1", "Gas")).parent
    run(folder, news, other)
    (other / "x.jsonl").unlink()
    other.rmdir()
    with pytest.raises(NotASource, match="news, other"):
        forget(news / "deep", folder)
    assert forget(Path("other"), folder) == 1  # as messages name it
    assert ids(folder) == ALL
    assert counts(build([], folder)) == (0, 0, 4, 0)
    before = contents(folder)
    with pytest.raises(LastSource):
        forget(news, folder)
    assert contents(folder) == before


def test_a_source_that_is_empty_or_gone_keeps_its_articles_unless_they_may_go(news, folder, tmp_path):
    other = save(tmp_path / "other/x.jsonl", record("x1", "Gas")).parent
    run(folder, news, other)
    (other / "x.jsonl").unlink()
    asked = []
    report = build([], folder, drop=lambda *said: bool(asked.append(said)))
    assert asked == [("other", 1)]
    reason = "it is empty now, so its articles stay (1); `dateline index --forget other` drops them"
    assert skipped(report) == [("other", reason)]
    assert ids(folder, "gas") == ["a1", "x1"]
    other.rmdir()
    assert "not there now" in skipped(build([], folder))[0][1]
    assert ids(folder, "gas") == ["a1", "x1"]
    other.mkdir()
    assert counts(build([], folder, drop=lambda _source, _count: True)) == (0, 0, 4, 1)
    assert ids(folder, "gas") == ["a1"]


def test_files_that_can_hold_no_article_are_counted(news, folder):
    (news / "scan.png").write_bytes(b"%PDF")
    (news / "notes").write_text("notes")
    report = run(folder, news, strict=True)
    assert [tuple(one) for one in report.left_out] == [("news/notes", ""), ("news/scan.png", ".png")]
