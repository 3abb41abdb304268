import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.index.arrays import pack
from dateline.index.durable import write_file
from dateline.index.errors import CorruptIndex
from dateline.index.segment import array_file
from dateline.index.segment.array_file import ArrayFile

ARRAYS = {
    "doc": np.array([0, 3, 3, 7], "<u2"),
    "empty": np.empty(0, "<u4"),
    "place": np.arange(1000, dtype="<u4"),
    "word.blob": np.frombuffer(b"gasoil", "u1"),
    "word.ends": np.array([3, 6], "<u4"),
}


@pytest.fixture
def path(tmp_path):
    write_file(tmp_path / "a.seg", array_file.file_parts(ARRAYS))
    return tmp_path / "a.seg"


def test_arrays_come_back_as_they_were_aligned_and_read_only(path):
    file = ArrayFile(path)
    for name, array in ARRAYS.items():
        found = file.array(name)
        assert found.dtype == array.dtype
        assert found.tolist() == array.tolist()
        assert not found.flags.writeable
        assert found.ctypes.data % 64 == 0 or not len(found)
    assert list(file.strings("word")) == [b"gas", b"oil"]
    file.verify()


@given(words=st.lists(st.text(max_size=4), unique=True, max_size=20), wanted=st.text(max_size=4))
@settings(deadline=None, max_examples=100)
def test_a_string_table_finds_what_a_sorted_list_finds(tmp_path_factory, words, wanted):
    encoded = sorted(word.encode() for word in words)
    blob, ends = array_file.string_table(encoded)
    path = tmp_path_factory.mktemp("table") / "a.seg"
    write_file(path, array_file.file_parts({"word.blob": blob, "word.ends": ends}))
    table = ArrayFile(path).strings("word")
    key = wanted.encode()
    assert list(table) == [table[at] for at in range(len(table))] == encoded
    assert table.find(key) == (encoded.index(key) if key in encoded else None)
    assert [table[at] for at in table.span(key)] == [word for word in encoded if word.startswith(key)]
    with pytest.raises(IndexError):
        table[len(encoded)]


@pytest.mark.parametrize(("top", "dtype"), [(0, "u1"), (255, "u1"), (256, "u2"), (65_536, "u4"), (1 << 32, "u8")])
def test_numbers_take_the_fewest_bytes_that_hold_them(top, dtype):
    packed = pack(np.array([0, top], np.uint64))
    assert packed.dtype == np.dtype(dtype)
    assert packed.tolist() == [0, top]


def test_a_file_cut_anywhere_is_told(path):
    data = path.read_bytes()
    for size in [*range(0, 600, 7), len(data) - 1]:
        path.write_bytes(data[:size])
        with pytest.raises(CorruptIndex, match=r"a\.seg.*--rebuild"):
            ArrayFile(path)


def test_a_changed_byte_is_told_or_was_padding(path):
    data = path.read_bytes()
    for at in range(0, len(data), 3):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x04]) + data[at + 1 :])
        try:
            file = ArrayFile(path)
            file.verify()
        except CorruptIndex:
            continue
        assert all(file.array(name).tolist() == array.tolist() for name, array in ARRAYS.items())


def test_a_missing_file_and_another_kind_of_file_are_told(tmp_path):
    with pytest.raises(CorruptIndex, match="missing"):
        ArrayFile(tmp_path / "none.seg")
    (tmp_path / "photo.seg").write_bytes(b"\x89PNG" * 100)
    with pytest.raises(CorruptIndex, match="not a segment"):
        ArrayFile(tmp_path / "photo.seg")


def test_checksums_longer_than_the_file_needs_are_not_read(path):
    with path.open("r+b") as file:
        file.truncate(3 << 30)
        file.seek(23)
        file.write((1 << 31).to_bytes(4, "little"))
    with pytest.raises(CorruptIndex, match="checksums of 2,147,483,648"):
        ArrayFile(path)
