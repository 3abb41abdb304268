"""A TOML file that a person wrote, read with the line of each fault."""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.index.errors import DatelineError
from dateline.index.sources.decode import open_file

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


_LARGEST = 1 << 24
"""Bytes of a file at most."""
_DEEP_KEY = re.compile(r"""(?<![\w"'.-])(?:[\w"'-]+[ \t]*\.[ \t]*){100}""")
"""`a.a.a…`, which tomllib takes the square of its length for."""


class BadToml(DatelineError):
    """A file that makes no sense. `line` counts from 1; None where the fault has no line."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        super().__init__(f"{path}{'' if line is None else f', line {line}'}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class TomlFile:
    """A file's content; knows where in its text to point.

    Args:
        path: The file.
        error: What it raises, `BadToml` or one of its kind.

    Raises:
        BadToml: It can't be read, or is not TOML.
    """

    def __init__(self, path: Path, error: type[BadToml]) -> None:
        self.path, self._error = path, error
        self.content, text = self._read()
        self.lines = text.split("\n")

    def _read(self) -> tuple[Mapping[str, Any], str]:
        try:
            with open_file(self.path) as file:
                data = file.read(_LARGEST + 1)
            if len(data) > _LARGEST:
                raise self._error(self.path, None, f"is larger than {_LARGEST >> 20} MiB")
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
            return self._parsed(text), text
        except OSError as error:
            raise self._error(self.path, None, f"can't be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise self._error(self.path, None, "is not UTF-8; save it as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            at = re.search(r" \(at line (\d+), column \d+\)", str(error))
            reason = re.sub(r" \(at .*", "", str(error))
            line = int(at[1]) if at else len(text.rstrip().split("\n"))  # else at its end
            raise self._error(self.path, line, f"not TOML: {reason}") from error
        except ValueError as error:
            raise self._error(self.path, None, "holds a number of too many digits") from error
        except RecursionError as error:
            raise self._error(self.path, None, "is nested too deeply") from error

    def _parsed(self, text: str) -> Mapping[str, Any]:
        if _DEEP_KEY.search(text):
            raise RecursionError
        return tomllib.loads(text)

    def tables(self, name: str, purpose: str) -> Sequence[Mapping[str, Any]]:
        """The tables of a name, which alone may be there. Raises BadToml."""
        for key in self.content:
            if key != name:
                self.fail(name, key, 0, f"{key!r} is not known here; {purpose} are [[{name}]] tables")
        tables: Any = self.content.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self.fail(name, name, 0, f"write [[{name}]], in double brackets, before each {name}'s {purpose}")
        found: Sequence[Mapping[str, Any]] = tables
        return found

    def head(self, name: str, number: int) -> int | None:
        """The line on which the table of that number begins; None where that can't be told."""
        heads = [at for at, line in enumerate(self.lines, 1) if re.match(rf"\s*\[\[?\s*[\"']?{name}\b", line)]
        return heads[number - 1] if 0 < number <= len(heads) else None

    def fail(self, name: str, key: str | None, number: int, reason: str) -> None:
        """Raises BadToml at the key of the table of that number (0: outside all), or at the table's head."""
        head = self.head(name, number)
        line = head
        if key is not None:
            is_key = re.compile(rf"[\s\[]*[\"']?{re.escape(key)}\b")
            numbered = list(enumerate(self.lines, 1))[(head or 1) - 1 :]
            line = next((at for at, text in numbered if is_key.match(text)), head)
        raise self._error(self.path, line, reason)
