import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.index.sources import decode as module
from dateline.index.sources.decode import UnreadableFile, clean_text, decode, open_file, read_blocks, read_bytes

FRENCH = "Le café « Zahrin » a été fermé, a dit le maire à l’été dernier – c’était « prévu »."
POLISH = "Żołnierze wrócili do miasta, gdzie źle się działo; książę wysłał gońca i łódź z chlebem."
RUSSIAN = "Город закрыл рынок на неделю, сообщил мэр. Торговцы обещали вернуться весной с новыми товарами."
JAPANESE = "市は市場を一週間閉鎖したと市長が述べた。商人たちは春に戻ると約束した。"
CHINESE = "市长说，该市已关闭市场一周。商人们答应在春天带着新货物回来。"
ARABIC = "أغلقت المدينة السوق لمدة أسبوع، كما قال رئيس البلدية. ووعد التجار بالعودة في الربيع."
GREEK = "Η πόλη έκλεισε την αγορά για μια εβδομάδα, είπε ο δήμαρχος. Οι έμποροι θα επιστρέψουν."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_form_with_or_without_a_mark(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)) == FRENCH


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (ARABIC, "cp1256"),
        (GREEK, "cp1253"),
    ],
)
def test_legacy_encodings_are_told_by_their_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_used() -> None:
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1250"><p>{POLISH[:8]}</p>'
    assert POLISH[:8] in decode(page.encode("cp1250"))
    assert decode("été".encode("cp1252"), declared="latin-1") == "été"
    assert decode(f'<meta charset="iso-2022-jp">{JAPANESE}'.encode("iso2022_jp")).endswith(JAPANESE)


def test_a_wrong_or_odd_declaration_does_no_harm() -> None:
    assert decode('<meta charset="utf-16">été'.encode()).endswith("été")
    assert decode('<meta charset="rot13">été'.encode()).endswith("été")
    assert decode("été".encode(), declared="no such thing") == "été"


ODD = ["rot13", "base64", "zlib", "bz2", "uu", "quopri", "hex", "undefined", "idna", "utf-7"]


@pytest.mark.parametrize("name", ODD)
def test_a_codec_that_is_no_encoding_of_text_is_not_used(name) -> None:
    page = f'<meta charset="{name}">L\x92été à Oru'.encode("latin-1")
    assert decode(page).endswith("L’été à Oru")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [
    "Rain fell.\nIt was wet.",
    "Дождь шёл весь день.\nБыло мокро.",
    "هطل المطر طوال اليوم\nفي الميناء.",
    "雨が降った。\n港は濡れた。",
])  # fmt: skip
def test_utf16_without_a_mark_is_told_by_its_blanks(encoding, text) -> None:
    assert decode((text * 9).encode(encoding)) == text * 9


def test_stray_windows_bytes_in_utf8_are_read_run_by_run() -> None:
    mixed = "“Oru” said été\n".encode() + b"\x93Oru\x94 said \xe9t\xe9"
    assert decode(mixed) == "“Oru” said été\n“Oru” said été"


def test_line_ends_become_one_and_control_characters_go() -> None:
    assert decode(b"one\r\ntwo\rthree\x0cfour\x00\x07\tfive\x1b") == "one\ntwo\nthree\nfour\tfive"


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_cleaned_as_if_it_stood_among_other_letters(text: str) -> None:
    assert clean_text(text) + "ß" == clean_text(f"{text}ß")


@given(st.binary(max_size=300))
def test_any_bytes_become_clean_text(data: bytes) -> None:
    text = decode(data)
    assert "\r" not in text
    assert "\x00" not in text
    text.encode()


def _bytes(path: Path, most: int = module.MOST_BYTES) -> bytes:
    with open_file(path) as opened:
        return read_bytes(opened, most)


def _blocks(path: Path, size: int) -> list[bytes]:
    with open_file(path) as opened:
        return list(read_blocks(opened, size))


def test_gzip_is_unpacked_and_broken_gzip_has_a_reason(tmp_path: Path) -> None:
    whole, cut, no_gzip = tmp_path / "a.txt.gz", tmp_path / "b.txt.gz", tmp_path / "c.txt.gz"
    whole.write_bytes(gzip.compress(b"one\ntwo\n" * 100))
    cut.write_bytes(whole.read_bytes()[:-10])
    no_gzip.write_bytes(b"plain text")
    assert _bytes(whole) == b"one\ntwo\n" * 100
    assert b"".join(_blocks(whole, 64)) == b"one\ntwo\n" * 100
    assert all(block.endswith(b"\n") for block in _blocks(whole, 10))
    for path in (cut, no_gzip):
        with pytest.raises(UnreadableFile, match="broken gzip"):
            _bytes(path)
        with pytest.raises(UnreadableFile, match="broken gzip"):
            _blocks(path, 64)


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ONE_MAX", 2**20)
    bomb = tmp_path / "bomb.txt.gz"
    bomb.write_bytes(gzip.compress(bytes(2**20 + 1)))
    with pytest.raises(UnreadableFile, match="larger than 1 MB"):
        _bytes(bomb, 2**20)
    with pytest.raises(UnreadableFile, match="line is longer"):
        _blocks(bomb, 2**16)
