"""The command line: ``python -m scimrules`` is ``scimrules``."""

import signal
import sys

from ._scimrules import run


def main() -> None:
    """Runs the command line and ends the program with its exit status."""
    # While a command runs, nobody looks at Python's signals.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(run(["scimrules", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
