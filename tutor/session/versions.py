"""After passing: the learner's code, the model answer and the engine's, side by side, with the time of each."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.model import End, Lesson
from tutor.session.context import LearnerContext

if TYPE_CHECKING:
    from tutor.judge.assess import Assessor


@dataclass(frozen=True, slots=True)
class Version:
    """One way to write the lesson's code. `seconds`: all checks of the lesson on it; None where they do not run."""

    owner: str
    text: str
    seconds: float | None = None


async def versions(learner: LearnerContext, lesson: Lesson, text: str, assessor: Assessor) -> list[Version]:
    """Yours, the model's, the engine's; each run through the same checks in one worker."""
    found = {"yours": text, "model": learner.catalog.text(lesson.id, "solution.py")}
    shown = engine_source(lesson.defines)
    programs = {**found, "engine": "".join(f"from mine import {name}\n" for name in lesson.defines)}
    runs = await assessor.record(lesson, programs if shown else found, seed=0)
    texts = {**found, **({"engine": shown} if shown else {})}
    return [
        Version(owner, body, runs[owner].seconds if runs[owner].ending.how is End.DONE else None)
        for owner, body in texts.items()
    ]


def engine_source(names: tuple[str, ...]) -> str:
    """The engine's own source of these names, as it stands in its files; empty where it has none of them."""
    import engine

    parts = []
    for file in sorted(Path(engine.__file__ or "").parent.rglob("*.py")):
        text = file.read_text("utf-8")
        if any(f"class {name}" in text or f"def {name}(" in text for name in names):
            parts += _definitions(text, names)
    return "\n\n\n".join(parts)


def _definitions(text: str, names: tuple[str, ...]) -> list[str]:
    tree = ast.parse(text)
    wanted = (node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name in names)
    return [ast.get_source_segment(text, node) or "" for node in wanted]
