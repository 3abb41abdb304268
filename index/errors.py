"""The errors of the indexing side. Each carries its data; `str()` is the message that the CLI prints."""


class DatelineError(Exception):
    """Base of every error that is the user's to mend: bad input, a bad index, a bad query."""
