"""What comes of files that take from elsewhere what their lesson asks for, over all lessons in one process.

Run as a script: prints {lesson: {way: [how the run ended, the type of what was raised, its text]}} as JSON.
"""

from __future__ import annotations

import json
import linecache
from collections.abc import Iterator
from typing import Any

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.child.modules import engine_exports
from tutor.judge.child.runs import Stopped, load
from tutor.judge.pool import Pool
from tutor.model import Lesson

MODULES = ("mine", "common.layers", "common.functions", "two_layer_net")
ENGINE = ("engine.functions", "engine.layers", "engine.networks", "engine.gradients")


def ways(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each way to get at names without writing them, as (what it is, a file)."""
    for module in (*MODULES, *ENGINE):
        yield f"from {module}", f"from {module} import {', '.join(names)}"
        for title, value in {
            f"{module}.": "{module}.{name}",
            f"getattr of {module}": "getattr(__import__('importlib').import_module('{module}'), '{name}')",
            f"a subclass, {module}": "type('{name}', ({module}.{name},), {{}})",
        }.items():
            lines = [f"{name} = {value.format(module=module, name=name)}" for name in names]
            yield title, "\n".join([f"import {module}", *lines])
    yield "stars", "\n".join(f"from {module} import *" for module in (*MODULES, *ENGINE))
    yield "stars and a subclass", "from mine import *\n" + "\n".join(f"class {name}({name}): pass" for name in names)
    exports = engine_exports()
    others = [(other, name) for name in names for other in exports if exports[other] is exports.get(name) and other != name]
    yield "another name", "\n".join(f"from mine import {other} as {name}" for other, name in others)


def outcome(assessor: Assessor, lesson: Lesson, way: str, text: str) -> list[str]:
    linecache.clearcache()
    job: dict[str, Any] = assessor.answer_job(lesson, text, "answer.py", 0, assessor.model_sources(lesson, text))
    try:
        load(job["runs"][0], job)
    except Stopped as stopped:
        crash = stopped.told.get("crash", {})
        return [stopped.told["how"], crash.get("type", ""), crash.get("text", "")]
    return ["given", "", way]


def main() -> None:
    catalog = Catalog()
    assessor = Assessor(catalog, Pool(spares=0))
    lessons = [lesson for lesson in catalog.course.lessons.values() if lesson.defines]
    found = {one.id: {way: outcome(assessor, one, way, text) for way, text in ways(one.defines)} for one in lessons}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
