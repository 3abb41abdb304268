"""Indexes as bad luck and as strangers leave them, and what may come of them: the right answer or a named error."""

import io
import json
import random
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import zstandard
from archives import OUTLETS, WORDS, batch, record, run, save
from costs import Wrong

from dateline.index.archive import generation
from dateline.index.archive.commit import commit
from dateline.index.build.writer import Writer
from dateline.index.errors import DatelineError
from dateline.index.segment import bigrams
from dateline.index.segment.array_file import ArrayFile, file_parts
from dateline.search.cli import cli
from dateline.search.engine.local import LocalEngine
from dateline.search.query.request import request
from dateline.search.site.build import build_site

QUERIES = (
    *("gas", "exports company", "=exporting", '"the company"', '"gas the"', '"gas us naive"~5', "gas*", "*ports"),
    *("gsa~", "the OR naive", "-gas", "outlet:rudaw", "date:2024", "title:gas", "lead:company", "", "absent"),
    '"=gas ex*"',
)
"""They read every array of a segment, between them."""


def make_archive(folder: Path, seed: int = 0) -> Path:
    """An index of two segments, one with deletions, that has all there is: bigrams, exceptions, a dictionary."""
    rng = random.Random(seed)  # noqa: S311 - the same each time

    def articles(first: int, count: int) -> list[dict[str, object]]:
        return [
            record(
                f"wire/{number:03}",
                " ".join(rng.choices(WORDS, k=4)),
                "\n\n".join(" ".join(rng.choices(WORDS, k=40)) for _ in range(rng.choice([1, 2, 4, 40]))),
                outlet=rng.choice(OUTLETS),
                date=f"2024-{rng.randrange(1, 13):02}-11",
                author=rng.choice([None, "Ingrid Solem"]),
            )
            for number in range(first, first + count)
        ]

    often = record("often", "gas " * 9, "gas the company " * 300)
    first = [*articles(0, 60), often]
    with patch.object(bigrams, "FREQUENT", 40):
        run(folder, save(folder.parent / "wire0.jsonl", *first))
        run(folder, save(folder.parent / "one.jsonl", record("only", "Gas")))
        run(folder, save(folder.parent / "wire1.jsonl", *articles(100, 40)))
        run(folder, save(folder.parent / "wire0.jsonl", *first[2:], age=2000))
    return folder


def answers(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """What can be asked of an index, by name; the first opens it."""
    engine: list[LocalEngine] = []
    yield "open", lambda: engine.append(LocalEngine(folder))
    if not engine:
        return
    for text in QUERIES:
        yield f"search {text}", lambda text=text: engine[0].search(request(text, explain=True), 10)
    for wanted in ("wire/021", "often", "one.jsonl"):
        yield f"show {wanted}", lambda wanted=wanted: engine[0].mark(request("gas"), engine[0].article(wanted))
    yield "articles", lambda: list(engine[0].articles())


def asked(folder: Path) -> dict[str, object]:
    """All answers; an error of ours by its type."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {name: _answer_of(answer) for name, answer in answers(folder)}


def _answer_of(answer: Callable[[], object]) -> object:
    try:
        return answer()
    except DatelineError as error:
        return type(error)


def assert_same_or_told(found: dict[str, object], expected: dict[str, object], *others: dict[str, object]) -> bool:
    """Every answer is the right one or an error; whether there was an error."""
    told = False
    for name, answer in found.items():
        if any(answer == one.get(name) for one in (expected, *others)):
            continue
        if not (isinstance(answer, type) and issubclass(answer, DatelineError)):
            raise Wrong(name)
        told = True
    return told


KINDS = ("flip", "flip", "flip", "zero", "noise", "cut", "swap", "gone")
"""Of corruptions."""


def corrupt(folder: Path, rng: random.Random) -> str:
    """Damage an index as disks and people do; says how."""
    paths = sorted(path for path in folder.iterdir() if path.stat().st_size)
    path = rng.choice([path for path in paths if path.suffix == ".seg"] if rng.random() < 0.8 else paths)
    data, kind = bytearray(path.read_bytes()), rng.choice(KINDS)
    at = rng.randrange(len(data))
    if kind == "flip":
        data[at] ^= 1 << rng.randrange(8)
    elif kind in ("zero", "noise"):
        size = min(rng.choice([16, 512, 4096]), len(data) - at)
        data[at : at + size] = bytes(size) if kind == "zero" else rng.randbytes(size)
    elif kind == "cut":
        del data[at:]
    elif kind == "swap":
        other = rng.choice([one for one in paths if one.suffix == path.suffix])
        other_data = other.read_bytes()
        other.write_bytes(data)
        data = bytearray(other_data)
    path.write_bytes(data)
    if kind == "gone":
        path.unlink()
    return f"{kind} {path.name} at {at}"


def _nested(depth: int) -> Any:
    """Lists in lists. `json` would not write them: they are put in by name."""
    return f"\0nested {depth}"


STRANGE = (
    *(None, True, "", "x", "../../secret", "\x1b[31m", "9" * 5000, [], {}, [[]], -1, 0, 1, 2, 1.5),
    *(float("nan"), float("inf"), 2**16, 2**31, 2**32, 2**63, 2**64, 10**30, -(10**30)),
    *(_nested(1000), _nested(100_000), ["x"] * 9000),
)


def _dumps(tree: Any) -> bytes:
    text = json.dumps(tree)
    for depth in (1000, 100_000):
        text = text.replace(json.dumps(_nested(depth)), "[" * depth + "]" * depth)
    return text.encode()


def _mutate(tree: Any, rng: random.Random) -> Any:
    """A tree of JSON with something in it strange."""
    if not isinstance(tree, dict | list) or not tree or rng.random() < 0.15:
        return rng.choice(STRANGE)
    items = dict(tree) if isinstance(tree, dict) else dict(enumerate(tree))
    at = rng.choice(list(items))
    what = rng.random()
    if what < 0.08:
        del items[at]
    elif what < 0.16 and isinstance(tree, list):
        return tree * rng.choice([2, 9000])
    elif what < 0.2 and isinstance(tree, dict):
        items[rng.choice(["", "x", "day", "__proto__"])] = items[at]
    else:
        items[at] = _mutate(items[at], rng)
    return items if isinstance(tree, dict) else list(items.values())


def checked(path: Path, change: Callable[[Any], Any]) -> None:
    """Change a JSON file of an index, its checksum along."""
    text = _dumps(change(json.loads(path.read_bytes().partition(b"\n")[2])))
    path.write_bytes(b"%08x\n" % zlib.crc32(text) + text)


def replaced(path: Path, data: bytes) -> None:
    """A segment of other bytes, at home in its archive."""
    path.write_bytes(data)
    checksum = int.from_bytes(data[27:31], "little")

    def adopt(about: Any) -> Any:
        if path.suffix == ".arrays":
            about["copies"] = checksum
        for entry in about["segments"]:
            if f"MAIN_{entry[0]}.seg" == path.name:
                entry[3] = checksum
        return about

    checked(next(path.parent.glob("archive-*.json")), adopt)


def _hostile_header(path: Path, rng: random.Random) -> None:
    data = path.read_bytes()
    size, sums = (int.from_bytes(data[at : at + 4], "little") for at in (19, 23))
    header, rest = data[31 : 31 + size], data[31 + size :]
    header = _dumps(_mutate(json.loads(header), rng))
    fixed = data[:19] + len(header).to_bytes(4, "little") + sums.to_bytes(4, "little")
    replaced(path, fixed + zlib.crc32(header + rest[:sums]).to_bytes(4, "little") + header + rest)


def _hostile_arrays(path: Path, rng: random.Random) -> None:
    """Arrays that don't fit each other, or whose values are of another world; checksums are right."""
    file = ArrayFile(path)
    arrays = {name: file.array(name) for name in file.entries}
    for name in rng.sample(sorted(arrays), min(rng.choice([1, 1, 2, 5]), len(arrays))):
        array = arrays[name].copy()
        top = np.iinfo(array.dtype).max
        what = rng.randrange(7)
        if what == 0 and len(array):
            array[rng.randrange(len(array))] = rng.choice([0, 1, top, top // 2 + 1])
        elif what == 1:
            array[:] = rng.choice([0, 1, top])
        elif what == 2:
            array = np.frombuffer(rng.randbytes(array.nbytes), array.dtype)
        elif what == 3:
            array = array[::-1].copy()
        elif what == 4:
            array = array.astype(rng.choice(["<u1", "<u2", "<u4", "<u8"]))
        elif what == 5:
            array = array[: rng.randrange(len(array) + 1)]
        else:
            array = np.sort(np.frombuffer(rng.randbytes(array.nbytes), array.dtype))
        arrays[name] = array
    replaced(path, b"".join(file_parts(arrays)))


def _bomb(rng: random.Random) -> bytes:
    """A frame that unpacks to more than memory holds, or says that it does, or does not say."""
    kind = rng.randrange(4)
    text = bytes([rng.choice([0, 32, 97])]) * (1 << rng.choice([10, 20, 24, 26]))
    packer = zstandard.ZstdCompressor(write_content_size=kind != 0)
    frame = packer.compress(text)
    if kind == 1:  # the size it tells is another
        at = frame.find(len(text).to_bytes(4, "little"))
        return frame[:at] + (1 << 31).to_bytes(4, "little") + frame[at + 4 :] if at > 0 else frame
    return frame * (20 if kind == 2 else 1)


def _hostile_articles(path: Path, rng: random.Random) -> None:
    file = ArrayFile(path)
    arrays = {name: file.array(name) for name in file.entries}
    frames = list(file.strings("stored"))
    for at in rng.sample(range(len(frames)), rng.choice([1, len(frames)])):
        frames[at] = _bomb(rng)
    arrays["stored.blob"] = np.frombuffer(b"".join(frames), "u1")
    arrays["stored.ends"] = np.cumsum([len(frame) for frame in frames]).astype("<u4")
    replaced(path, b"".join(file_parts(arrays)))


def make_hostile(folder: Path, rng: random.Random) -> str:
    """Change an index as a stranger would who knows the format; says how."""
    kind = rng.choice(["archive", "files", "header", "arrays", "arrays", "articles"])
    if kind in ("archive", "files"):
        checked(next(folder.glob(f"{kind}-*.json")), lambda tree: _mutate(tree, rng))
    else:
        change = {"header": _hostile_header, "arrays": _hostile_arrays, "articles": _hostile_articles}[kind]
        suffixes = {".seg"} if kind == "articles" else {".seg", ".arrays"}
        change(rng.choice(sorted(path for path in folder.iterdir() if path.suffix in suffixes)), rng)
    return kind


COMMANDS = (
    *(["search", "gas", "--format", form] for form in ("text", "html", "csv", "bibtex", "json")),
    *(["search", "-n", "100", "--facets", "--explain"], ["search", "gsaa"], ["show", "often", "gas"], ["status"]),
)


def _typed(folder: Path, command: list[str]) -> None:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        cli.main([*command, "--index", str(folder)], standalone_mode=False)


def use(folder: Path, scratch: Path) -> None:
    """All that Dateline does with an index, its own errors apart: asked, checked, written to, made a site."""
    asked(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for step in (
            lambda: LocalEngine(folder).status(),
            lambda: build_site(folder, scratch / "site", title="x", pages=True),
            *(partial(_typed, folder, command) for command in COMMANDS),
            lambda: _written_to(folder),
        ):
            _answer_of(step)


def _written_to(folder: Path) -> None:
    """Articles deleted and added, and all made one segment."""
    with Writer(folder) as writer:
        writer.delete(["wire/021", "wire/101"])
        writer.add(batch([record("new", "Gas", "exports")]))
        for entry in writer.state.segments:
            entry.contents(folder)
        state, files = writer.state, generation.read_files(folder, writer.state.number)
        commit(folder, generation.Generation(state.number + 1, state.language, segments=state.segments), files)
