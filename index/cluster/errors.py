"""What goes wrong between Dateline and a cluster, each with what to do."""

from dateline.index.errors import DatelineError


class ClusterError(DatelineError):
    """Base of the errors that a cluster is the cause of; `address` is the archive's."""

    def __init__(self, address: str, message: str) -> None:
        super().__init__(message)
        self.address = address


class BadAddress(ClusterError):
    """An address that names no archive on a cluster."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, f"{address} is no archive's address: {reason}. Write http://HOST:9200/NAME.")
        self.reason = reason


class MissingClient(ClusterError):
    """The package that speaks HTTP is not installed."""

    def __init__(self, address: str) -> None:
        super().__init__(address, f"{address} needs urllib3, which is not installed; `pip install 'dateline[cluster]'`")


class ClusterUnreachable(ClusterError):
    """No node answers."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            address,
            f"no node of {address} answers: {reason}. See that the cluster runs, and that the address is right, with "
            "https:// where it speaks TLS.",
        )
        self.reason = reason


class ClusterTimeout(ClusterError):
    """A node took a request and gave no answer in time."""

    def __init__(self, address: str, seconds: float) -> None:
        super().__init__(
            address, f"{address} gave no answer within {seconds:.0f} s. Try again when it is less busy, or ask less."
        )
        self.seconds = seconds


class ClusterBusy(ClusterError):
    """The cluster refuses work because it has too much."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, f"{address} is too busy: {reason}. Try again later, or give it more memory or nodes.")
        self.reason = reason


class UntrustedCluster(ClusterError):
    """A node can't show that it is the one it should be."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            address,
            f"the connection to {address} is not safe: {reason}. If an authority of your own has signed the nodes' "
            "certificates, name the file of its certificate in DATELINE_CLUSTER_CA; if they have none, write http://.",
        )
        self.reason = reason


class WrongCredentials(ClusterError):
    """The cluster does not let this user do that."""

    def __init__(self, address: str, status: int) -> None:
        what = "asks who you are, or does not know you" if status == 401 else "does not allow you to do this"
        super().__init__(
            address,
            f"{address} {what}. Set DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD, or DATELINE_CLUSTER_API_KEY.",
        )
        self.status = status


class WrongServer(ClusterError):
    """What answers is no OpenSearch that this Dateline can use."""

    def __init__(self, address: str, found: str) -> None:
        super().__init__(address, f"{address} is {found}; Dateline needs OpenSearch 2.12 or a later 2.x.")
        self.found = found


class NoClusterIndex(ClusterError):
    """The cluster has no archive of this name."""

    def __init__(self, address: str) -> None:
        super().__init__(address, f"no archive at {address}. Make one with `dateline index FOLDER --index {address}`.")


class OtherIndex(ClusterError):
    """There is an index of this name, but Dateline can't use it: another format, or not its own."""

    def __init__(self, address: str, found: object, wanted: int) -> None:
        other = f"has format {found}, this Dateline reads format {wanted}"
        what = "was not made by Dateline" if found is None else other
        advice = "Choose another name." if found is None else "Build it anew with `dateline index --rebuild FOLDER`."
        super().__init__(address, f"the index at {address} {what}. {advice}")
        self.found = found


class ReadOnlyCluster(ClusterError):
    """The cluster takes no changes."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            address,
            f"{address} takes no changes: {reason}. Most likely a disk is full: make room, then see that the block "
            "`index.blocks.read_only_allow_delete` is gone, and run the same command again.",
        )
        self.reason = reason


class ShardsMissing(ClusterError):
    """A part of the archive can't be asked, so that an answer would be short."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            address,
            f"a part of {address} can't be asked: {reason}. No answer is better than a short one: see "
            "`_cluster/health` and `_cat/shards`, and try again when every shard has started.",
        )
        self.reason = reason


class QueryTooWide(ClusterError):
    """A pattern or fuzzy word of the query means more words than the cluster takes at once."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            address,
            f"a word with * or ~ in this query means too many words for {address}: {reason}. Write more of its "
            "letters, or raise `indices.query.bool.max_clause_count` in the nodes' settings.",
        )
        self.reason = reason


class ClusterWriterBusy(ClusterError):
    """Another process is indexing into the same archive."""

    def __init__(self, address: str, who: str, lease: int) -> None:
        super().__init__(
            address,
            f"another `dateline index` is writing to {address} ({who}). Wait for it to end, then try again; --wait "
            f"does both. If it was cut off, its lock ends {lease // 60} minutes after its last sign of life.",
        )
        self.who = who


class BulkRejected(ClusterError):
    """The cluster does not take an article."""

    def __init__(self, address: str, identity: str, reason: str) -> None:
        super().__init__(
            address, f"{address} does not take the article {identity}: {reason}. Report it, or leave its file out."
        )
        self.identity, self.reason = identity, reason


class SnapshotLost(ClusterError):
    """The state of the archive that was being read is gone: a node was lost, or nothing was asked for too long."""

    def __init__(self, address: str) -> None:
        super().__init__(address, f"what was being read at {address} is gone. Try again.")


class ClusterMoved(ClusterError):
    """What answers sends on to somewhere else."""

    def __init__(self, address: str, status: int, location: str) -> None:
        super().__init__(
            address,
            f"{address} answers {status} and sends on to {location or 'nowhere'}. Dateline does not follow, "
            "since your credentials would go there; write the address of the nodes themselves.",
        )
        self.status, self.location = status, location


class AnswerTooLarge(ClusterError):
    """An answer that does not end."""

    def __init__(self, address: str, most: int) -> None:
        super().__init__(address, f"{address} sends more than {most >> 20} MB at once. Ask for fewer hits at once.")
        self.most = most


class MalformedAnswer(ClusterError):
    """An answer that no OpenSearch gives."""

    def __init__(self, address: str, request: str, fault: str) -> None:
        super().__init__(
            address,
            f"the answer of {address} to {request} is none of OpenSearch's: {fault}. See that the address is that of "
            "its nodes and that no proxy changes what they say; if so, please report it.",
        )
        self.request, self.fault = request, fault


class DamagedArticle(DatelineError):
    """What a cluster has stored of an article does not agree with itself."""

    def __init__(self, identity: str) -> None:
        super().__init__(
            f"what the cluster has stored of the article {identity} is damaged. `dateline check` names all that are; "
            "build the archive anew with `dateline index --rebuild FOLDER`."
        )
        self.identity = identity


class UnexpectedAnswer(ClusterError):
    """The cluster refuses a request for a reason that Dateline does not know."""

    def __init__(self, address: str, status: int, reason: str) -> None:
        super().__init__(address, f"{address} answers {status}: {reason or 'it gives no reason'}")
        self.status, self.reason = status, reason


class StrictNeedsRebuild(ClusterError):
    """Articles are written as they come, so that an archive that is there can't be left as it was."""

    def __init__(self, address: str) -> None:
        super().__init__(address, f"--strict can't leave {address} as it was. Add --rebuild, which builds beside it.")


class RunCutOff(ClusterError):
    """A run ended with a part of its articles written."""

    def __init__(self, cause: ClusterError, acknowledged: int) -> None:
        super().__init__(
            cause.address,
            f"{cause}\n{acknowledged:,} articles of this run were acknowledged, and are kept; the others are not in, "
            "and deletions are not done. Run the same command again: it reads on from there. Until it has ended well, "
            "searches may tell that the archive is not whole.",
        )
        self.cause, self.acknowledged = cause, acknowledged
