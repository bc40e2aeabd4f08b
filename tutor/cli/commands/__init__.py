"""One command a file. A command reads its arguments, asks the tutor, and prints; it decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tutor.cli.commands.check import check
from tutor.cli.commands.doctor import doctor
from tutor.cli.commands.hint import hint
from tutor.cli.commands.history import history
from tutor.cli.commands.lab import lab
from tutor.cli.commands.lint import lint
from tutor.cli.commands.list import list_lessons
from tutor.cli.commands.reset import reset
from tutor.cli.commands.show import show
from tutor.cli.commands.solution import solution
from tutor.cli.commands.verify import verify
from tutor.cli.commands.watch import watch

COMMANDS: Mapping[str, Callable[..., Any]] = {
    "list": list_lessons,
    "check": check,
    "watch": watch,
    "show": show,
    "hint": hint,
    "reset": reset,
    "history": history,
    "solution": solution,
    "verify": verify,
    "lab": lab,
    "doctor": doctor,
    "lint": lint,
}
