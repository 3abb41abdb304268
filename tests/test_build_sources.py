"""What an index remembers of its sources, and how they go."""

from pathlib import Path

import pytest
from archives import contents, counts, record, run, save
from newsroom import ALL, ids, skipped

from dateline.index.analysis.analyzer import UnknownLanguage
from dateline.index.archive import generation
from dateline.index.build.forget import forget
from dateline.index.build.report import NothingToIndex
from dateline.index.build.run import build
from dateline.index.build.settings import LastSource, NoSources, NotASource
from dateline.index.build.writer import OtherLanguage
from dateline.index.extract.outlet_rules import BadRules, load_rules
from dateline.index.sources.walk import NoSuchSource
from dateline.search.engine.local import LocalEngine


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
