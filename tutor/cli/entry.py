"""From the shell's arguments to an exit code: what goes wrong is told in one sentence, never in a traceback."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from tutor.cli.codes import INTERRUPTED, PASSED, PIPE_CLOSED, UNUSABLE
from tutor.cli.command_loop import CommandLoop

if TYPE_CHECKING:
    from tutor.cli.context import CommandContext
    from tutor.judge.launch import Launched


def run(arguments: Sequence[str] | None = None, launched: Launched | None = None) -> int:
    """Run one command; the exit code. launched: a server for its workers that is coming up, its own from now on."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    gc.disable()  # loading modules makes no garbage; looking for it costs a sixth of a start. `CommandLoop` enables it.
    with CommandLoop(launched) as loop:
        try:
            code = _told(given, loop)
            sys.stdout.flush()
            return code
        except KeyboardInterrupt:
            return INTERRUPTED
        except BrokenPipeError:
            _drop_output()
            return PIPE_CLOSED


def _open_streams() -> None:
    """A shell may start a command with its outputs closed; Python then has none to write to."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the process ends
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _told(arguments: list[str], loop: CommandLoop) -> int:
    from tutor.characters import clean
    from tutor.cli.context import CommandContext
    from tutor.cli.faults import FAULTS, facts_of, told
    from tutor.cli.terminal import linked

    context = CommandContext(loop)
    try:
        return _dispatched(arguments, context)
    except BrokenPipeError:
        raise
    except FAULTS as error:
        sentence = clean(f"gradlings: {told(error, context.words)}\n")
        sys.stderr.write(linked(sentence, facts_of(error), sys.stderr))
        if isinstance(error, OSError):  # perhaps the output's own
            with suppress(OSError):
                sys.stdout.flush()
            _drop_output()
        return UNUSABLE
    finally:
        context.close()


def _dispatched(arguments: list[str], context: CommandContext) -> int:
    if not arguments:  # as nearly everybody starts it, and with nothing to read
        return _full_screen(None, None)
    from tutor.cli.parser import command, language_asked_for, read

    context.take(None, language_asked_for(arguments))
    try:
        given = read(arguments, context.words)
    except SystemExit as left:  # usage or help, said already
        return UNUSABLE if left.code else PASSED
    context.take(getattr(given, "workspace", None), getattr(given, "language", None))
    return command(given.command).run(context, given) if given.command else _full_screen(context.workspace, context.language)


def _full_screen(workspace: str | None, language: str | None) -> int:
    from tutor.ui.start import run as open_tutor

    return open_tutor(workspace, None, language)


def _drop_output() -> None:
    """Nobody reads any more, or there is no room: what is still buffered must not raise once more at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
