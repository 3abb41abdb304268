"""The documents say what is so: the reference of commands, the commands of the README, and what they print.

`UPDATE_DOCS=1` rewrites what is generated: `docs/cli.md`, and the output below each `$ dateline …` of the README.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import PROJECT, environment

from dateline.search.cli import cli
from dateline.search.query.parse import FIELDS

README, REFERENCE = PROJECT / "README.md", PROJECT / "docs" / "cli.md"
DOCUMENTS = [README, PROJECT / "CHANGELOG.md", *sorted((PROJECT / "docs").glob("*.md"))]
UPDATE = bool(os.environ.get("UPDATE_DOCS"))
CLI = click.Context(cli)
COMMANDS = {name: command for name in cli.list_commands(CLI) if (command := cli.get_command(CLI, name))}


def reference() -> Iterator[str]:
    """`docs/cli.md`, from the commands themselves."""
    yield "# The command line\n\n`dateline COMMAND --help` says the same. "
    yield "Exit codes: 0 found or done, 1 nothing found, 2 a mistake or a broken index, 130 interrupted.\n"
    for name, command in COMMANDS.items():
        arguments = [param.metavar or "" for param in command.params if isinstance(param, click.Argument)]
        usage = " ".join(["dateline", name, "[OPTIONS]", *arguments])
        yield f"\n## {name}\n\n    {usage}\n\n{prose(command.help or '')}\n"
        yield "\n| Option | Meaning |\n|---|---|\n"
        for param in command.params:
            if isinstance(param, click.Option):
                yield f"| {named(param)} | {meaning(param)} |\n"


def prose(text: str) -> str:
    """Paragraphs as Markdown that shows every character as it is."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    return "\n\n".join(paragraphs).replace("*", r"\*").replace("<", "&lt;").replace("~", r"\~")


def named(option: click.Option) -> str:
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    value = "" if option.is_flag else option.metavar or ", ".join(map(str, choices))
    return " ".join(filter(None, [", ".join(f"`{name}`" for name in option.opts + option.secondary_opts), value]))


def meaning(option: click.Option) -> str:
    text = re.sub(r"\s+\[default: (.*)\]", r" Default: \1.", option.help or "")
    if option.show_default and option.default is not None:
        value = option.default[0] if option.multiple else option.default  # type: ignore[index]
        text = f"{text} Default: {value}."
    if option.envvar:
        text = f"{text} Or the environment variable `{option.envvar}`."
    return prose(text.strip())


def test_the_reference_is_what_the_commands_say() -> None:
    text = "".join(reference())
    if UPDATE:
        REFERENCE.write_text(text, "utf-8")
    assert REFERENCE.read_text("utf-8") == text, "run UPDATE_DOCS=1 pytest tests/test_docs.py"


def test_every_command_and_option_is_in_the_reference() -> None:
    text = REFERENCE.read_text("utf-8")
    for name, command in COMMANDS.items():
        section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert all(
            f"`{opt}`" in section
            for param in command.params
            for opt in param.opts + param.secondary_opts
            if opt.startswith("-")
        )


def test_every_field_is_in_the_description_of_the_query_language() -> None:
    text = (PROJECT / "docs" / "query-language.md").read_text("utf-8")
    assert [field for field in FIELDS if f"`{field}:" not in text] == []


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def reader(desk: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of someone who reads the README: `dateline` on the path, the corpus and its index at hand."""
    command = tmp_path / "bin" / "dateline"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m dateline "$@"\n', "utf-8")
    command.chmod(0o755)
    shutil.copytree(desk, tmp_path / "desk")
    return environment(PATH=f"{command.parent}{os.pathsep}{os.environ['PATH']}", PWD=str(tmp_path / "desk"))


def test_every_command_of_the_readme_works(reader: dict[str, str]) -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
    ran = 0
    for block in blocks("sh"):
        for line in block.replace("\\\n", " ").splitlines():
            command = line.partition("  # ")[0].strip()
            if command.startswith("make "):
                assert command.split()[1] in targets
            elif command and not command.startswith(("#", "source .venv/", "pip install .", "git clone")):
                shell = ["bash", "-o", "pipefail", "-c", command]
                ended = subprocess.run(
                    shell, cwd=reader["PWD"], env=reader, capture_output=True, text=True, check=False
                )
                assert ended.returncode == 0, f"{command}\n{ended.stderr}"
                ran += 1
    assert ran >= 15


def test_the_readme_shows_what_is_printed(reader: dict[str, str]) -> None:
    shown = blocks("console")
    assert shown
    for block in shown:
        first, _, output = block.partition("\n")
        assert first.startswith("$ dateline ")
        ended = subprocess.run(["bash", "-c", first[2:]], cwd=reader["PWD"], env=reader, capture_output=True, text=True,
                               check=False)  # fmt: skip
        if UPDATE:
            README.write_text(README.read_text("utf-8").replace(block, f"{first}\n{ended.stdout}"), "utf-8")
        else:
            assert output == ended.stdout, "run UPDATE_DOCS=1 pytest tests/test_docs.py"


def test_the_program_of_the_readme_works(reader: dict[str, str]) -> None:
    (program,) = blocks("python")
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, cwd=reader["PWD"], env=reader, capture_output=True, text=True, check=False)
    assert ended.stderr == ""
    assert "The Harbor Courier" in ended.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", document.read_text("utf-8")):
        if not target.startswith("https://"):
            assert (document.parent / target).exists(), target


def test_the_readme_names_every_command_and_format() -> None:
    text = README.read_text("utf-8")
    for name in COMMANDS:
        assert f"dateline {name}" in text
    formats = next(param for param in COMMANDS["search"].params if param.name == "form").type
    assert isinstance(formats, click.Choice)
    assert [form for form in formats.choices if str(form) not in text] == []
