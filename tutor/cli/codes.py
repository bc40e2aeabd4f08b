"""Exit codes, as the contract of the command line has them."""

from __future__ import annotations

PASSED, NOT_PASSED, UNUSABLE = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # what a shell reports for SIGINT and SIGPIPE


def passing(passed: bool) -> int:
    """0 or 1."""
    return PASSED if passed else NOT_PASSED
