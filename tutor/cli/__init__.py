"""The command line, `gradlings`: the second face of the tutor. It never imports Textual."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` itself takes as long as a third of what a server is started with
if TYPE_CHECKING:
    from tutor.judge.launch import Launched


def main() -> int:
    """The entry point of the installed command; the exit code."""
    try:
        launched = _launched() if "check" in sys.argv and "--help" not in sys.argv else None
        from tutor.cli.entry import run

        return run(launched=launched)
    except KeyboardInterrupt:  # as early as while modules are being loaded
        return 130


def _launched() -> Launched | None:
    """A server that imports NumPy while this process loads all else. One that cannot start is told of when missed."""
    from tutor.judge.launch import launch, possible

    try:
        return launch() if possible() else None
    except OSError:
        return None
