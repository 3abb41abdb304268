"""What an archive on a cluster says of itself, and which index its searches see."""

import re
from dataclasses import asdict, dataclass, field

from dateline.index.cluster.client import Client
from dateline.index.cluster.errors import NoClusterIndex, OtherIndex
from dateline.index.cluster.schema import FORMAT


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


def visible_index(client: Client) -> str | None:
    """The index of articles that an archive's searches see, or None where there is no such archive.

    Raises:
        OtherIndex: The name is that of an index that Dateline has not made.
    """
    name = client.address.name
    try:
        answer = client.ask("GET", f"/{name}?filter_path=*.aliases")
    except NoClusterIndex:
        return None
    index = next(iter(answer))
    if len(answer) > 1 or not re.fullmatch(rf"{name}\.[0-9]+", index):
        raise OtherIndex(client.address.text, None, FORMAT)
    return str(index)


def read_about(client: Client, index: str) -> About:
    """What an index says of itself. Raises OtherIndex."""
    meta = client.ask("GET", f"/{index}/_mapping")[index]["mappings"].get("_meta", {}).get("dateline")
    if not isinstance(meta, dict) or meta.get("format") != FORMAT:
        raise OtherIndex(client.address.text, meta and meta.get("format"), FORMAT)
    return About(**meta)


def write_about(client: Client, index: str, about: About) -> None:
    """Let an index say that of itself."""
    client.ask("PUT", f"/{index}/_mapping", {"_meta": {"dateline": asdict(about)}})
