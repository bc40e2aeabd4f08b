"""One command a file. A command reads its arguments, asks the tutor, and prints; it decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.cli.commands.check import check
from tutor.cli.commands.lint import lint
from tutor.cli.commands.list import list_lessons

COMMANDS: Mapping[str, Callable[..., Any]] = {
    "list": list_lessons,
    "check": check,
    "lint": lint,
}
