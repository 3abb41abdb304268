import json
import os
import shutil
import zlib

import pytest
from archives import archive, contents, record
from whoosh import fields
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from dateline.index.archive import generation
from dateline.index.archive.commit import commit, remove_unused
from dateline.index.archive.generation import IndexedFile, NotAnIndex, OtherVersion
from dateline.index.archive.listing import digest_of, listing_of
from dateline.index.archive.whoosh_schema import schema
from dateline.index.errors import CorruptIndex
from dateline.search.engine.local import LocalEngine
from dateline.search.query.tree import Everything, Query, Word

FIRST, SECOND = [record("1", "Gas exports"), record("2", "Oil")], [record("3", "Gas")]


@pytest.fixture
def folder(tmp_path):
    return archive(tmp_path / "index", FIRST, SECOND, deleted=["2"])


def only(folder, pattern):
    (path,) = folder.glob(pattern)
    return path


def ids(engine, term="gas"):
    return [hit.id for hit in engine.search(Query(term, Word(term, (0, len(term)))), 10).hits]


def test_a_generation_comes_back_as_it_was_written(folder):
    state = generation.read(folder)
    assert (state.number, state.language) == (3, "english")
    assert [segment.doc_count() for segment in state.segments] == [1, 1]
    files = {
        "wire/ü.jsonl": IndexedFile(12, 34, {"digest": "1"}, {"wire/ü.jsonl:2": "broken JSON"}),
        "wire/none.txt": IndexedFile(0, 0, {}, {}),
    }
    state.number = 4
    commit(folder, state, files)
    assert generation.read_files(folder, 4) == files
    assert generation.newest(folder) == 4


def test_a_listing_tells_any_file_that_has_changed_and_files_that_need_a_look_have_none():
    files = {"b.txt": IndexedFile(1, 2, {"d1": "b.txt"}, {}), "a.jsonl": IndexedFile(3, 4, {"d2": "1", "d3": "2"}, {})}
    known = listing_of(files)
    assert known == (digest_of([("a.jsonl", 3, 4, ""), ("b.txt", 1, 2, "")]), 3)
    for other in ("c.txt", 1, 2, ""), ("b.txt", 0, 2, ""), ("b.txt", 1, 3, ""), ("b.txt", 1, 2, "corrected"):
        assert known.digest != digest_of([("a.jsonl", 3, 4, ""), other])
    for change in {"mtime": 0}, {"skipped": {"b.txt:2": "broken JSON"}}:
        assert listing_of(files | {"b.txt": files["b.txt"]._replace(**change)}) is None


def test_only_files_of_the_newest_generation_are_left(folder):
    names = sorted(path.name for path in folder.iterdir() if path.suffix != ".seg")
    lists = ["archive-3.json", "copies-3.arrays", "files-3.json", "pairs-3.arrays"]
    assert names == ["MAIN_WRITELOCK", "_MAIN_3.toc", *lists]
    assert len(list(folder.glob("*.seg"))) == 2


def test_cleaning_leaves_what_is_not_ours(folder):
    strange = ["notes.txt", "archive.json", "_OTHER_1.toc", "files-x.json", "photo.seg"]
    for name in strange:
        (folder / name).write_text("keep")
    left_behind = ["MAIN_new.seg", "_MAIN_4.toc.1700000000", "files-4.json", "archive-2.json", "_MAIN_1.toc"]
    for name in left_behind:
        (folder / name).write_text("old")
    remove_unused(folder, generation.read(folder))
    assert all((folder / name).exists() for name in strange)
    assert not any((folder / name).exists() for name in left_behind)


def test_a_reader_opened_before_a_commit_sees_what_was(folder):
    before = LocalEngine(folder)
    archive(folder, [record("4", "Gas again")], deleted=["1", "3"])
    assert ids(before) == ["3", "1"]
    assert before.article("1").title == "Gas exports"
    assert ids(LocalEngine(folder)) == ["4"]


def test_a_folder_without_an_index_is_told(tmp_path):
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(NotAnIndex, match=r"no index in .*`dateline index FOLDER`.*--index"):
            generation.read(folder)


def test_another_format_is_told_with_both_numbers(folder):
    change_archive_file(folder, lambda content: content.update(format=99))
    with pytest.raises(OtherVersion, match=rf"format 99.*format {generation.FORMAT}.*--rebuild"):
        generation.read(folder)


def test_an_index_of_another_program_is_told(tmp_path):
    whoosh_index.create_in(tmp_path, fields.Schema(text=fields.TEXT)).close()
    with pytest.raises(OtherVersion, match=r"not ours.*--rebuild"):
        generation.read(tmp_path)


def open_all(folder):
    return LocalEngine(folder), generation.read_files(folder, 3)


def cut(data):
    return data[: len(data) // 2]


def garbage(data):
    return b"\xff\x00{]" * len(data)


def empty(_data):
    return b""


@pytest.mark.parametrize("pattern", ["archive-*.json", "files-*.json", "_MAIN_*.toc", "*.seg"])
@pytest.mark.parametrize("damage", [cut, garbage, empty])
def test_damage_is_told_with_the_file_and_what_to_do(folder, pattern, damage):
    path = min(folder.glob(pattern))
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(CorruptIndex, match=r"damaged.*`dateline index --rebuild FOLDER`") as told:
        open_all(folder)
    assert told.value.path == path


@pytest.mark.parametrize("pattern", ["files-*.json", "*.seg"])
def test_a_missing_file_is_told(folder, pattern):
    path = min(folder.glob(pattern))
    path.unlink()
    with pytest.raises(CorruptIndex, match="--rebuild") as told:
        open_all(folder)
    assert told.value.path == path


def test_an_index_without_its_archive_file_is_told(folder):
    only(folder, "archive-*.json").unlink()
    with pytest.raises(OtherVersion, match="--rebuild"):
        open_all(folder)


@pytest.mark.parametrize("wrong", ["[]", "null", '{"format": 1}', '{"format": 1, "language": "english"}'])
def test_an_archive_file_that_lacks_something_is_told(folder, wrong):
    path = only(folder, "archive-*.json")
    path.write_text(wrong)
    with pytest.raises(CorruptIndex, match=path.name):
        generation.read(folder)


@pytest.mark.parametrize("wrong", ["[]", "null", '{"a": 5}', '{"a": [1, 2]}', '{"a": [1, 2, 3, 4, 5]}'])
def test_a_file_list_of_another_shape_is_told(folder, wrong):
    path = only(folder, "files-*.json")
    path.write_text(wrong)
    with pytest.raises(CorruptIndex, match=path.name):
        generation.read_files(folder, 3)


class Bomb:
    """A pickle that makes a folder when it is read."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


class BombSchema(Bomb, fields.Schema):
    """The same as a schema."""

    def __init__(self, path):
        fields.Schema.__init__(self)
        self.path = path


def change_archive_file(folder, change):
    """Change what the archive file says, its checksum along."""
    path = only(folder, "archive-*.json")
    content = json.loads(path.read_bytes().partition(b"\n")[2])
    change(content)
    text = json.dumps(content).encode()
    path.write_bytes(b"%08x\n" % zlib.crc32(text) + text)
    return path


def hostile_contents(folder, contents):
    """A table of contents that an attacker wrote, checksums and all."""
    path = only(folder, "_MAIN_*.toc")
    path.unlink()
    contents.write(FileStorage(str(folder)), "MAIN")
    change_archive_file(folder, lambda content: content.update(toc=zlib.crc32(path.read_bytes())))


@pytest.mark.parametrize(
    "hostile", [lambda path: (schema("english"), [Bomb(path)]), lambda path: (BombSchema(path), [])]
)
def test_a_hostile_table_of_contents_runs_nothing(folder, tmp_path, hostile):
    made = tmp_path / "made-by-the-pickle"
    hostile_contents(folder, TOC(*hostile(made), 3))
    assert ids(LocalEngine(folder)) == ["3", "1"]
    assert not made.exists()


@pytest.mark.parametrize(
    "segment",
    [
        ["../../etc/passwd", 3, 9, []],
        [7, 3, 9, []],
        ["ab", 3, 9, [5]],
        ["ab", 3, 9, [-1]],
        ["ab", 3, 9, ["a"]],
        ["ab", "many", 9, [0]],
        ["ab", 3, 9],
        "segment",
        None,
    ],
)
def test_a_segment_that_can_t_be_is_refused(folder, segment):
    path = change_archive_file(folder, lambda content: content.update(segments=[segment]))
    with pytest.raises(CorruptIndex, match=path.name):
        generation.read(folder)


def test_an_index_can_be_moved(folder, tmp_path):
    before = contents(folder)
    moved = shutil.move(folder, tmp_path / "elsewhere")
    assert ids(LocalEngine(moved)) == ["3", "1"]
    assert LocalEngine(moved).search(Query("", Everything()), 10).total == 2
    assert contents(moved) == before
