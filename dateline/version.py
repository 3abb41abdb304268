"""The version, for the package's metadata, `dateline --version` and every index written."""

__version__ = "0.1.0"
