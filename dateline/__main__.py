"""The `dateline` command, and `python -m dateline`."""

import sys


def main() -> None:
    """Load the command and run it; Ctrl-C meanwhile ends it as quietly as later."""
    try:
        from dateline.search.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
