"""Modules of NLTK without the rest of it: `import nltk.stem.snowball` runs all of the library first, its parsers and
corpora, which takes as long as several searches.
"""

import builtins
import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

_IDLE = ("nltk.corpus", "nltk.internals", "nltk.tokenize.util")
"""What stemmers and tokenizers import for callers with other wishes: stop words, sentences, spans. They load what reads
the web.
"""


@cache
def nltk_module(name: str) -> ModuleType:
    """A module of NLTK: its own source, run with only those other modules of NLTK that it asks for. Where a version of
    NLTK can't be taken apart like this, the module as Python imports it.
    """
    spec = PathFinder.find_spec("nltk")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    try:
        return _Loader(Path(folders[0])).module(name)
    except Exception:  # noqa: BLE001 - whatever it is that does not fit
        return import_module(name)


class _Loader:
    """Runs NLTK's modules from their files, and takes its packages for empty. `sys.modules` has none of this: whoever
    imports NLTK gets all of it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # `nltk.redos` guards against patterns of strangers, which none of ours is, and loads an engine of its own.
        self._modules = {"nltk.redos": re}

    def module(self, name: str) -> ModuleType:
        """The module of this name. Raises OSError where it has no source."""
        module = self._modules.get(name)
        if module is None:
            module = self._modules[name] = ModuleType(name)
            path = self._folder.joinpath(*name.split(".")[1:])
            if not path.is_dir():
                module.__dict__["__builtins__"] = {**vars(builtins), "__import__": self._import}
                module.__dict__["__file__"] = f"{path}.py"
                code: Any = SourceFileLoader(name, f"{path}.py").get_code(name)
                exec(code, module.__dict__)  # noqa: S102 - as an import does
        return module

    def _import(self, name: str, names: Any = None, at: Any = None, wanted: Sequence[str] = (), level: int = 0) -> Any:
        """What `import` does in these modules."""
        if name in _IDLE:
            return SimpleNamespace(**dict.fromkeys(wanted))
        if level or name.partition(".")[0] != "nltk":
            return __import__(name, names, at, wanted, level)
        if not wanted:
            raise ImportError(name)  # `import nltk` wants all of it
        module = self.module(name)
        for each in wanted:
            if not hasattr(module, each):
                setattr(module, each, self.module(f"{name}.{each}"))
        return module
