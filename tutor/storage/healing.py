"""A store whose record is rebuilt while it is open: each of its public methods is one transaction, so it can start again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from tutor.errors import StoreError

T = TypeVar("T")
P = ParamSpec("P")


class Healing(Protocol):
    """What heals: `record` is what its methods work on."""

    @property
    def record(self) -> object: ...

    def mended(self, record: object, error: StoreError) -> bool:
        """Whether it is worth trying again, since the record is no longer the one on which `error` came up."""


def self_healing(store: type[T]) -> type[T]:
    """Have every public method of a class of Healing start again once when a damaged record has been rebuilt."""
    for name, method in [*vars(store).items()]:
        if callable(method) and not name.startswith("_") and name not in ("close", "mended"):
            setattr(store, name, _again(method))
    return store


def _again(method: Callable[Concatenate[Healing, P], T]) -> Callable[Concatenate[Healing, P], T]:
    @wraps(method)
    def run(self: Healing, /, *values: P.args, **named: P.kwargs) -> T:
        record = self.record
        try:
            return method(self, *values, **named)
        except StoreError as error:
            if not self.mended(record, error):
                raise
            return method(self, *values, **named)

    return run
