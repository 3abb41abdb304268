"""What an archive on a cluster can't be asked."""

from dateline.index.errors import DatelineError


class UnsupportedQuery(DatelineError):
    """A part of a query that a cluster can't answer exactly."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(f"{part} can't be answered by a cluster: {reason}.")
        self.part, self.reason = part, reason


class ClusterDisagrees(DatelineError):
    """The cluster found an article that the query does not match."""

    def __init__(self, identity: str, query: str) -> None:
        super().__init__(
            f"the cluster finds {identity} for {query}, which does not match it: this is an error in Dateline. Please "
            "report it, and meanwhile search an index in a folder."
        )
        self.identity, self.query = identity, query
