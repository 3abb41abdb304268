"""What an archive on a cluster says of itself, and which index its searches see."""

import re
from dataclasses import asdict, dataclass, field

from dateline.index.cluster.client import Client
from dateline.index.cluster.errors import NoClusterIndex, OtherIndex
from dateline.index.cluster.schema import FORMAT
from dateline.index.cluster.shape import Maybe, Shape


@dataclass(slots=True)
class About:
    """What an archive on a cluster says of itself, as `index.archive.generation.Generation` one in a folder; `number`
    counts commits. `whole`: no run is under way, or was cut off.
    """

    format: int = FORMAT
    language: str = "english"
    version: str = ""
    rules: str = ""
    sources: list[str] = field(default_factory=list)
    rules_file: str = ""
    corrections_file: str = ""
    number: int = 0
    whole: bool = False


_ABOUT: Shape = {
    **dict.fromkeys(("language", "version", "rules", "rules_file", "corrections_file"), str),
    "format": int, "number": int, "whole": bool, "sources": [str],
}  # fmt: skip


def visible_index(client: Client) -> str | None:
    """The index of articles that an archive's searches see, or None where there is no such archive.

    Raises:
        OtherIndex: The name is that of an index that Dateline has not made.
    """
    name = client.address.name
    try:
        found = list(client.ask("GET", f"/{name}?filter_path=*.aliases", shape={...: {"aliases": dict}}))
    except NoClusterIndex:
        return None
    if len(found) > 1 or not all(re.fullmatch(rf"{name}\.[0-9]+", index) for index in found):
        raise OtherIndex(client.address.text, None, FORMAT)
    return found[0] if found else None


def read_about(client: Client, index: str) -> About:
    """What an index says of itself. Raises OtherIndex, MalformedAnswer."""
    path, shape = f"/{index}/_mapping", {index: {"mappings": {"_meta": Maybe({"dateline": Maybe(dict)})}}}
    mapping = client.ask("GET", path, shape=shape)[index]["mappings"]
    meta = (mapping.get("_meta") or {}).get("dateline") or {}
    if meta.get("format") != FORMAT:
        raise OtherIndex(client.address.text, meta.get("format"), FORMAT)
    client.held(f"GET {path}", meta, _ABOUT)
    return About(**{name: meta[name] for name in _ABOUT})


def write_about(client: Client, index: str, about: About) -> None:
    """Let an index say that of itself."""
    client.ask("PUT", f"/{index}/_mapping", {"_meta": {"dateline": asdict(about)}})
