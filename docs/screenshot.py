"""Makes docs/lesson.svg: the tutor's own picture of the Affine lesson, with a mistake in it.

Run: python docs/screenshot.py
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from tutor.model import Place
from tutor.session.context import open_learner
from tutor.storage.lock import take_lock
from tutor.ui.app import GradlingsApp
from tutor.ui.widgets.editor import CodeEditor

SIZE = (128, 38)
PATIENCE = 60.0  # seconds for the first verdict
LESSON = "affine-layer"


async def picture(folder: Path) -> str:
    """The screen as SVG, once the mistake has been named."""
    environ = {"GRADLINGS_CONFIG": str(folder / "settings.toml"), "LANG": "en_US.UTF-8"}
    learner = open_learner(workspace=str(folder / "work"), environ=environ)
    file = learner.open_lesson(LESSON)
    right = learner.catalog.text(LESSON, "solution.py")
    file.path.write_text(right.replace("dout.sum(axis=0)", "dout.mean(axis=0)"), "utf-8")
    with take_lock(learner.workspace.lock) as lease:
        app = GradlingsApp(learner, lease, lesson=LESSON)
        async with app.run_test(size=SIZE) as pilot:
            async with asyncio.timeout(PATIENCE):
                while not _named(app):
                    await pilot.pause(0.05)
            await pilot.press("c")
            editor = app.screen.query_one(CodeEditor)
            editor.go_to(Place(editor.document.line_count))
            await pilot.pause()
            return without_downloads(app.export_screenshot(title="gradlings"))


def without_downloads(svg: str) -> str:
    """The picture in the reader's own monospaced font: nothing is fetched to show it."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", "monospace")


def _named(app: GradlingsApp) -> bool:
    state = getattr(app.screen, "state", None)
    return bool(state and state.verdict and state.verdict.mistake)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        drawn = asyncio.run(picture(Path(folder)))
    Path(__file__).with_name("lesson.svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()
