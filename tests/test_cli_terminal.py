"""The commands as processes: in terminals and pagers, interrupted, with closed pipes."""

import fcntl
import json
import os
import pty
import re
import shlex
import shutil
import signal
import struct
import subprocess
import termios
from pathlib import Path

import pytest
from commands import DATELINE, DATELINE_SCRIPT, RUMOUR, complete
from conftest import Dateline, environment

pytestmark = pytest.mark.usefixtures("at_desk")


def test_a_closed_pipe_is_silent() -> None:
    script = f"{shlex.join(DATELINE)} search --format jsonl -n 200 | head -1; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", script], env=environment(), capture_output=True, text=True, check=True)
    assert ended.stderr == ""
    assert ended.stdout.splitlines()[-1] == "0"
    assert json.loads(ended.stdout.splitlines()[0])["rank"] == 1


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        command = [*DATELINE, "search", "mackerel"]
        ended = subprocess.run(command, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("dateline: No space left")
    assert "Traceback" not in ended.stderr


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux answers where the other end is closed
        return b""


def on_terminal(*args: str, columns: int = 80, rows: int = 200, keys: bytes = b"", **variables: str) -> str:
    """What `dateline` writes on a terminal of this size, and what a pager writes there until these keys end it."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environ = environment(**{"TERM": "xterm"} | variables)
    for name in {"NO_COLOR", "COLUMNS", "LINES", "PAGER", "LESS"} - set(variables):
        environ.pop(name, None)
    process = subprocess.Popen([*DATELINE, *args], stdin=follower, stdout=follower, stderr=follower, env=environ)
    os.close(follower)
    chunks = []
    while chunk := _read(leader):
        chunks.append(chunk)
        if keys:
            os.write(leader, keys)
    os.close(leader)
    process.wait()
    return b"".join(chunks).decode().replace("\r\n", "\n")


def widest(written: str) -> int:
    """Columns of the widest line; a line of nothing but a link stays whole, so that it can be copied."""
    lines = [line for line in written.splitlines() if "\x1b]8;;" not in line]
    return max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines)


def test_a_site_says_on_a_terminal_what_it_is_doing(tmp_path: Path) -> None:
    written = on_terminal("site", str(tmp_path / "site"))
    assert written.startswith("\r\x1b[Kreading the index\r\x1b[Kwriting the data of searches")
    assert re.search("\r\x1b\\[K[0-9]+ articles", written)


def test_the_bar_fits_a_narrow_terminal(newsroom: Path) -> None:
    assert newsroom.is_dir()
    written = on_terminal("index", "news", columns=40)
    bars = [line for line in re.split("[\r\n]", re.sub("\x1b\\[[?0-9]*[A-Za-z]", "", written)) if "indexing" in line]
    assert 20 < max(map(len, bars)) <= 40


def test_a_terminal_gets_colour_links_and_its_width() -> None:
    written = on_terminal("search", "mackerel treaty", "-n2", columns=60)
    assert "\x1b[1;31m" in written
    assert "\x1b]8;;https://" in written
    assert widest(written) <= 60
    assert 60 < widest(on_terminal("search", "mackerel treaty", "-n2", columns=97)) <= 97


def test_no_color_is_respected_by_links_too() -> None:
    assert "\x1b" not in on_terminal("search", "mackerel", "-n1", NO_COLOR="1")
    assert "\x1b" not in on_terminal("search", "mackerel", "-n1", TERM="dumb")
    assert "\x1b" not in on_terminal("search", "mackerel", "-n1", "--color", "never")
    assert "\x1b[1;31m" in on_terminal("search", "mackerel", "-n1", "--color", "always", NO_COLOR="1")


def test_colour_into_a_pipe_or_file_is_the_users_to_ask(dateline: Dateline, tmp_path: Path) -> None:
    assert "\x1b" not in dateline("search", "mackerel").out
    assert "\x1b[1;31m" in dateline("search", "mackerel", "--color", "always").out
    assert "\x1b[1;31m" in dateline("show", RUMOUR, "bees", "--color", "always").out
    dateline("search", "mackerel", "--color", "always", "-o", tmp_path / "list")
    assert "\x1b[1;31m" in (tmp_path / "list").read_text("utf-8")


LESS_SHOWS_CODES = re.compile("ESC|\\^\\[")


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
@pytest.mark.parametrize("variables", [
    {},
    {"LESS": "-i"},
    {"LESS": "FRX"},
    {"LESS": "-Pmore? $"},
    {"PAGER": "less"},
    {"PAGER": "less -S"},
])  # fmt: skip
@pytest.mark.parametrize("args", [("search", "harbour"), ("show", RUMOUR, "bees")], ids=["search", "show"])
def test_a_pager_shows_colours_and_no_codes(variables: dict[str, str], args: tuple[str, ...]) -> None:
    written = on_terminal(*args, rows=6, keys=b"q", **variables)
    assert "\x1b[1m" in written
    assert not LESS_SHOWS_CODES.search(written)
    assert "]8;;" not in written


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_less_is_told_the_encoding_where_the_locale_has_another() -> None:
    written = on_terminal("search", "harbour", rows=9, keys=b"q", LC_ALL="POSIX", LESS="")
    assert " · 20" in written
    assert "<C2>" not in written


@pytest.mark.skipif(not shutil.which("more"), reason="more is not installed")
def test_more_which_counts_codes_as_letters_gets_none() -> None:
    lines = on_terminal("search", "harbour", rows=6, keys=b"q", PAGER="more").splitlines()
    assert not any("\x1b[1m" in line or "\x1b[1;31m" in line for line in lines)


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_a_pager_gets_no_colours_that_are_not_wanted() -> None:
    assert "[1m" not in on_terminal("search", "harbour", rows=6, keys=b"q", NO_COLOR="1")
    assert "[1m" not in on_terminal("search", "harbour", "--color", "never", rows=6, keys=b"q")


def test_long_answers_go_through_the_pager() -> None:
    other = {"PAGER": "sed s/^/paged:/"}
    written = on_terminal("search", "harbour", rows=10, **other)
    assert all(line.startswith("paged:") for line in written.splitlines())
    assert "\x1b" not in written
    assert "paged:" not in on_terminal("search", "harbour", rows=200, **other)
    assert "paged:" not in on_terminal("search", "harbour", "--no-pager", rows=10, **other)
    assert "\x1b[1m" in on_terminal("search", "harbour", "--no-pager", rows=10, **other)
    assert "paged:" not in on_terminal("search", "harbour", rows=10, TERM="dumb", **other)


@pytest.mark.parametrize("pager", ["", "nosuchpager -x", "cat", 'less "'])
def test_without_a_pager_answers_are_printed(pager: str) -> None:
    written = on_terminal("search", "harbour", rows=10, PAGER=pager)
    assert re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\\\", "", written).startswith("1–10 of ")


def test_a_pipe_gets_no_bar_and_a_terminal_does(tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    ended = subprocess.run([*DATELINE, "index", "corpus/the-sextant", "--index", index], env=environment(),
                           capture_output=True, text=True, check=True)  # fmt: skip
    assert ended.stderr == ""
    assert "indexing" in on_terminal("index", "corpus/the-sextant", "--index", index, "--rebuild")


def test_interrupted_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    news = tmp_path / "news"
    shutil.copytree("corpus/the-sextant", news)
    command = [*DATELINE, "index", "news", "--jobs", "1"]
    subprocess.run(command, cwd=tmp_path, env=environment(), check=True, capture_output=True)
    index = tmp_path / ".dateline"
    before = {path.name: path.read_bytes() for path in index.iterdir()}
    page = Path("corpus/beacon-public/eel-pass-edra.html").read_text("utf-8")
    for number in range(2000):
        (news / f"{number}.html").write_text(page.replace("eels", f"eels{number}"), "utf-8")
    leader, follower = pty.openpty()
    process = subprocess.Popen([*command, "--rebuild"], cwd=tmp_path, env=environment(), stdin=follower,
                               stdout=follower, stderr=follower, start_new_session=True)  # fmt: skip
    os.close(follower)
    written = b""
    while b"indexing" not in written:  # the bar: it is well under way
        written += os.read(leader, 1024)
    process.send_signal(signal.SIGINT)
    while chunk := _read(leader):
        written += chunk
    os.close(leader)
    assert process.wait() == 130
    assert written.decode().splitlines()[-1] == "interrupted; the index is as it was before"
    assert {path.name: path.read_bytes() for path in index.iterdir()} == before


def test_interrupted_while_it_loads_it_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n")
    ended = subprocess.run([*DATELINE, "status"], env=environment(PYTHONPATH=str(tmp_path)), capture_output=True,
                           text=True, check=False)  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_shell_completion_knows_commands_and_formats() -> None:
    script = subprocess.run(DATELINE_SCRIPT, env=environment(_DATELINE_COMPLETE="bash_source"), capture_output=True,
                            text=True, check=True)  # fmt: skip
    assert "complete" in script.stdout
    commands = {
        *("authors", "check", "doctor", "extract", "index", "open", "outlets", "places"),
        *("repair", "search", "serve", "show", "similar", "site", "status"),
    }
    assert complete("dateline ") == commands
    assert complete("dateline search --format js") == {"json", "jsonl"}
    assert "--outlet" in complete("dateline search --o")
