"""A record that another program holds."""

from __future__ import annotations

from tutor.errors import StoreError
from tutor.model import Message

BUSY = Message("store.busy", {"place": "the record"})


def busy(*_: object, **__: object) -> None:
    """Stands in for whatever reads or writes the record."""
    raise StoreError(BUSY)
