"""What an index remembers of how it is made, so that `dateline index` alone makes it again."""

import os
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from dateline.index.build.sink import State
from dateline.index.errors import DatelineError
from dateline.index.extract.corrections import BadCorrections, Corrections, load_corrections
from dateline.index.extract.outlet_rules import BadRules, Rules, load_rules
from dateline.index.sources.walk import file_of, name_of


class NoSources(DatelineError):
    """An index is to be brought up to date that does not say what it was made of."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"nothing says what {folder} is to be made of; name the folders once, `dateline index FOLDER`")
        self.folder = folder


class NotASource(DatelineError):
    """What is to be forgotten is no source of the index."""

    def __init__(self, name: str, sources: Sequence[str]) -> None:
        super().__init__(f"{name} is no source of this index; its sources are {', '.join(sources) or 'not known'}")
        self.name, self.sources = name, sources


class LastSource(DatelineError):
    """Without the source that is to be forgotten, no article would be left."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(f"without {name} no article would be left; to be rid of the whole index, delete {folder}")
        self.name, self.folder = name, folder


def base_of(folder: Path) -> Path:
    """The folder that the names of an index's files and sources are relative to."""
    return Path(os.path.normpath(folder.absolute())).parent


def source_name(source: Path, folder: Path) -> str:
    """How an index names a source."""
    return name_of(Path(os.path.normpath(source.absolute())), base_of(folder))


def how_to_forget(name: str) -> str:
    """What drops the source of that name."""
    return f"`dateline index --forget {shlex.quote(name)}` drops them"


def sources_of(state: State, folder: Path) -> list[Path]:
    """The sources that an index remembers. Raises NoSources."""
    if not state.sources:
        raise NoSources(folder)
    return [file_of(name, base_of(folder)) for name in state.sources]


def inputs_of(state: State, folder: Path) -> list[Path]:
    """The sources that an index remembers, and the files of its rules and corrections."""
    names = [*state.sources, state.rules_file, state.corrections_file]
    return [file_of(name, base_of(folder)) for name in names if name]


def rules_of(state: State, folder: Path) -> Rules:
    """The rules that an index remembers, as their file has them now. Raises BadRules."""
    if not state.rules_file:
        return Rules()
    path = file_of(state.rules_file, base_of(folder))
    if not path.is_file():
        advice = "the rules of this index are gone; name others with --rules, or do without by --no-rules"
        raise BadRules(path, None, advice)
    return load_rules(path)


def corrections_of(state: State, folder: Path) -> Corrections:
    """The corrections that an index remembers, as their file has them now. Raises BadCorrections."""
    if not state.corrections_file:
        return Corrections()
    path = file_of(state.corrections_file, base_of(folder))
    if not path.is_file():
        advice = "the corrections of this index are gone; name others with --corrections, or use --no-corrections"
        raise BadCorrections(path, None, advice)
    return load_corrections(path)


def together(names: Iterable[str]) -> list[str]:
    """The sources of that name in order, but for those that lie in another."""
    paths = {name: PurePosixPath(name) for name in names}
    return [
        name for name, path in paths.items()
        if not any(path != other and path.is_relative_to(other) for other in paths.values())
    ]  # fmt: skip
