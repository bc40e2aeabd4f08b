"""What a test knows to be there, for the types that allow for its absence."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def present(value: T | None) -> T:
    """The value. Fails where there is none."""
    assert value is not None
    return value
