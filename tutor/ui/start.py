"""Opening the full-screen tutor on a workspace, and what is said once its screen is gone."""

from __future__ import annotations

import os
import sys
from contextlib import closing

from tutor.session.context import open_learner
from tutor.storage.lock import take_lock
from tutor.text.messages import Words
from tutor.ui.app import GradlingsApp
from tutor.ui.terminal import terminal_of


def run(workspace: str | None = None, lesson: str | None = None, language: str | None = None) -> int:
    """Open the tutor; the exit status. Raises WorkspaceError, StoreError, BadLesson: the command line says them."""
    learner = open_learner(workspace=workspace)
    if not _can_draw():
        words = Words(language) if language else learner.words
        print(words("app.no-terminal"), file=sys.stderr)  # noqa: T201 - there is no screen to say it on
        return 2
    with take_lock(learner.workspace.lock) as lease, closing(learner.store):  # which leaves no log beside the record
        terminal = terminal_of(sys.stdout)
        app = GradlingsApp(learner, lease, lesson=lesson, speak=language if terminal.utf8 else "en", terminal=terminal)
        app.run()
        app.say_goodbye()
        return app.return_code or 0  # what crashed says so


def _can_draw() -> bool:
    """Whether there is a terminal at both ends, and one that can move its cursor."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("", "dumb")
