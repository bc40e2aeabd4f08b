"""What the app may have loaded when it is built: the first paint waits for each module."""

from __future__ import annotations

import subprocess
import sys

LATER = (
    *("argparse", "tutor.cli.arguments", "tutor.cli.parser", "numpy", "tomlkit"),
    *("tutor.session.background", "tutor.session.backstage", "tutor.session.experiment", "tutor.session.checkpoints"),
    *("tutor.session.milestones", "tutor.session.summary", "tutor.session.board", "tutor.storage.waiting"),
    *("tutor.ui.screens.confirm", "tutor.ui.screens.lesson", "tutor.ui.panels.map"),
)


def test_the_first_paint_waits_for_nothing_that_only_later_screens_need() -> None:
    program = (
        "import sys; from tutor.cli import entry; import tutor.ui.start as start\n"
        "start.run = lambda *_: print([name for name in sys.argv[1:] if name in sys.modules]) or 0\n"
        "entry.run([])"
    )
    done = subprocess.run([sys.executable, "-c", program, *LATER], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
