"""`python -m dateline` is the command."""

from dateline.search.cli import main

main()
