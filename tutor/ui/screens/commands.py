"""What a learner can ask of a lesson by a key: checks, hints, history, versions, reset, their own editor.

Those that wait for a window's answer want a worker of Textual's to wait in.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from textual.app import SuspendNotSupported

from tutor.course.hints import opens_at
from tutor.model import Message
from tutor.ui.controller import LessonController
from tutor.ui.host import Host
from tutor.ui.own_editor import command_beside, command_for, opens

if TYPE_CHECKING:
    from tutor.ui.screens.confirm import ConfirmScreen

Command: TypeAlias = Callable[[LessonController, Host], Coroutine[Any, Any, None] | None]


def show_hint(lesson: LessonController, tutor: Host) -> None:
    """The hint for the mistake that was named, while it is new; else where the learner left off."""
    from tutor.ui.screens.hint import HintScreen

    hints = lesson.hints
    if hints:
        tutor.push_screen(HintScreen(hints, opens_at(hints, lesson.hints_seen), lesson.take_hint, lesson.record.words))
    else:
        tutor.tell(Message("hint.none"))


async def show_history(lesson: LessonController, tutor: Host) -> None:
    """The texts that were kept, and what each would change; the chosen one is put back."""
    from tutor.ui.screens.history import HistoryScreen

    store, key = lesson.record.learner.store, lesson.record.key
    kept = store.history(key)
    outcomes = {verdict.text_id: verdict.outcome for verdict in store.verdicts(key)}
    if not kept:
        tutor.tell(Message("history.none"))
        return
    chosen = await tutor.push_screen_wait(HistoryScreen(kept, outcomes, lesson.present, lesson.record.words))
    if chosen is not None:
        lesson.put_back(chosen)


def show_versions(lesson: LessonController, tutor: Host) -> None:
    """Three ways to write the same thing, once the learner's own has passed."""
    from tutor.ui.screens.versions import VersionsScreen

    if not lesson.state.passed:
        tutor.tell(Message("versions.after-passing"))
        return
    learner = lesson.record.learner
    text = learner.store.passed_text(lesson.record.key) or lesson.state.text
    tutor.push_screen(VersionsScreen(learner, lesson.record.facts, text, tutor.judge))


def _question(lesson: LessonController, key: str, **facts: object) -> ConfirmScreen:
    """Whether the stub may take the place of the learner's text, and where that is kept then."""
    from tutor.ui.screens.confirm import ConfirmScreen

    words = lesson.record.words
    return ConfirmScreen(key, words, where=words.say(lesson.record.learner.kept_in), **facts)


async def reset(lesson: LessonController, tutor: Host) -> None:
    """Back to the stub, if the learner means it."""
    if await tutor.push_screen_wait(_question(lesson, "reset.ask")):
        lesson.reset()


async def redo(lesson: LessonController, tutor: Host) -> None:
    """A passed lesson again from blank, if the learner means it."""
    if not lesson.state.passed:
        tutor.tell(Message("redo.after-passing"))
        return
    so_far = lesson.record.words.say(lesson.rounds.count().message)
    if await tutor.push_screen_wait(_question(lesson, "redo.ask", so_far=so_far)):
        lesson.redo()


async def offer_stub(lesson: LessonController, tutor: Host) -> None:
    """A stub that is newer than the one which the learner's text was begun from, taken or declined for good."""
    if await tutor.push_screen_wait(_question(lesson, "stub.offer")):
        lesson.reset()
    else:
        lesson.decline_stub()


async def edit_elsewhere(lesson: LessonController, tutor: Host) -> None:
    """The learner's own editor on the same file: beside the tutor, or the tutor steps aside until it is closed."""
    lesson.save()
    settings, path, line = lesson.record.learner.settings, lesson.file.path, lesson.state.line
    command = settings.editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    if settings.editor_beside and await _opened_beside(command, path, line):
        lesson.open_beside = True
        tutor.tell(Message("editor.beside"))
        return
    failure = _run_editor(tutor, command, path, line)
    if failure:
        tutor.tell(failure, "error")
    lesson.read_again()


async def _opened_beside(command: str, path: Path, line: int) -> bool:
    """False where that is not possible, or fails: a pane too narrow to be split, a program that is not there."""
    beside = command_beside(_words(command), path, line, os.environ)
    return beside is not None and await opens(beside)


def _words(command: str) -> list[str]:
    """The words of an editor's command; none if there is no such program."""
    try:
        words = shlex.split(command)
    except ValueError:
        return []
    return words if words and shutil.which(words[0]) else []


def _run_editor(tutor: Host, command: str, path: Path, line: int) -> Message | None:
    """An editor at a line of the file. Returns what went wrong, if anything."""
    words = _words(command)
    if not words:
        return Message("editor.not-found", {"command": command})
    try:
        with tutor.suspend():
            status = subprocess.run(command_for(words, path, line), check=False).returncode
    except SuspendNotSupported:
        return Message("editor.no-suspend")
    tutor.refresh(layout=True)
    return None if status == 0 else Message("editor.failed", {"command": command, "status": status})


def celebrate(lesson: LessonController, tutor: Host) -> int:
    """The first pass: a milestone and the end of the course have screens of their own. How many have passed so far."""
    learner = lesson.record.learner
    over = learner.finished()
    if not tutor.celebrate(lesson.record.facts.id, tutor.show_end if over else None) and over:
        tutor.show_end()
    return sum(progress.passed for progress in learner.progress().values())


def switch_live(lesson: LessonController, tutor: Host) -> None:
    """Check after every pause, or only when asked."""
    tutor.change("live_checks", lesson.switch_live())


def switch_shapes(lesson: LessonController, tutor: Host) -> None:
    """Show what shape each line's value had, or hide it."""
    tutor.change("show_shapes", not lesson.record.learner.settings.show_shapes)


def send_to_background(lesson: LessonController, tutor: Host) -> None:
    """The lab of this lesson goes on in the background."""
    facts = lesson.record.facts
    if facts.lab and facts.lab.background:
        tutor.background.send(facts.id)
    else:
        tutor.tell(Message("background.cannot", {"title": lesson.record.prose.title}))


COMMANDS: Mapping[str, Command] = {
    "check": lambda lesson, _: lesson.check(),
    "seed": lambda lesson, _: lesson.draw_seed(),
    "live": switch_live,
    "shapes": switch_shapes,
    "background": send_to_background,
    "hint": show_hint,
    "versions": show_versions,
    "history": show_history,
    "reset": reset,
    "redo": redo,
    "external": edit_elsewhere,
    "take-draft": lambda lesson, _: lesson.take_draft(),
    "leave-draft": lambda lesson, _: lesson.leave_draft(),
}
"""What the keys of `tutor.ui.keys` ask for. One that waits for an answer gives what is to be awaited."""
