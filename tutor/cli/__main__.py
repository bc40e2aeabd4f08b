"""`python -m tutor.cli`: the same as the installed command."""

import sys

from tutor.cli import main

if __name__ == "__main__":
    sys.exit(main())
