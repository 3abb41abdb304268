"""The address of an archive on a cluster: `http://HOST:9200/NAME`, several hosts with commas between."""

import re
from typing import NamedTuple

from dateline.index.cluster.errors import BadAddress

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


class Address(NamedTuple):
    """An archive's address.

    Attributes:
        text: As it is shown.
        hosts: An URL for each node that may be asked.
        name: The archive's, which is an alias on the cluster.
    """

    text: str
    hosts: tuple[str, ...]
    name: str


def parse_address(text: str) -> Address:
    """Read an address. Raises BadAddress."""
    scheme, _, rest = text.partition("://")
    servers, _, name = rest.rstrip("/").partition("/")
    if "@" in servers:
        shown = f"{scheme}://…@{rest.rpartition('@')[2]}"
        reason = "others may read a password there; set DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD instead"
        raise BadAddress(shown, reason)
    hosts = [host.strip() for host in servers.split(",") if host.strip()]
    if not hosts:
        raise BadAddress(text, "there is no host")
    if not _NAME.fullmatch(name):
        raise BadAddress(text, "a name is small letters, digits, - and _, after the host and a slash")
    return Address(text.rstrip("/"), tuple(f"{scheme}://{host}" for host in hosts), name)
