"""The tests of what changed since a commit, and fast ones besides, for `make quick`.

`python tests/changed.py [COMMIT] [--list | OPTIONS OF PYTEST]`

In this order, until their time is used up:

1. tests that changed themselves; the tests of a changed lesson, and of that lesson only;
2. the mirror of a changed file: `tests/tutor/text/test_matrices.py` of `tutor/text/matrices.py`;
3. tests that import a changed module, then those that import it by way of one, two, three others;
4. other tests, the fastest first.

What each file of tests takes is known from the last run of `make test`, which leaves it in pytest's cache.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

from tests.imports import dotted, importers, is_test, modules, strings  # noqa: E402 - found only now

SECONDS = 40.0  # of tests, one after another; the first two kinds are run whatever they take
FAST = 8.0  # of them for the other tests
UNKNOWN = 1.0  # for a file of tests that was never timed
FARTHEST = 4  # imports from a test to what changed: beyond that, everything imports everything
TIMES = ROOT / ".pytest_cache" / "v" / "gradlings" / "seconds"
LESSONS = "tests/lessons"


@dataclass
class Selection:
    """Files of tests with the reason for each, and lessons that changed."""

    times: Mapping[str, float]
    files: dict[str, str] = field(default_factory=dict)
    lessons: tuple[str, ...] = ()
    left_out: list[str] = field(default_factory=list)

    def take(self, tests: Iterable[str], why: str, within: float | None = None) -> None:
        """The quickest first, as long as all that is taken stays within so many seconds."""
        for test in sorted(set(tests) - self.files.keys(), key=self.seconds):
            if within is None or self.total + self.seconds(test) <= within:
                self.files[test] = why
            elif within == SECONDS:
                self.left_out.append(test)

    def seconds(self, test: str) -> float:
        return self.times.get(test, UNKNOWN)

    @property
    def total(self) -> float:
        return sum(map(self.seconds, self.files))


def changed(commit: str) -> list[Path]:
    """What differs from the commit, files that git does not know yet included, from the root."""
    tracked = _git("diff", "--name-only", commit, "--")
    return [Path(name) for name in sorted({*tracked, *_git("ls-files", "--others", "--exclude-standard")})]


def _git(*arguments: str) -> list[str]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def select(paths: Collection[Path], times: Mapping[str, float]) -> Selection:
    """What to run for these changed files."""
    files = modules(ROOT)
    tests = {name: str(file.relative_to(ROOT)) for name, file in files.items() if is_test(name)}
    chosen = Selection(times, lessons=tuple(sorted(set(_lessons(paths)))))
    touched = {name for path in paths for name in _touched(path, files)}
    chosen.take((tests[name] for name in touched if name in tests), "changed")
    chosen.take((tests[name] for name in map(_mirror, touched) if name in tests), "mirrors a change")
    for distance, names in enumerate(_rings(touched, importers(files)), 1):
        near = f"reaches a change in {distance} steps" if distance > 1 else "imports a change"
        chosen.take((tests[name] for name in names if name in tests), near, SECONDS)
    others = (test for test in tests.values() if test in times and times[test] < 1)
    chosen.take(others, "is fast", min(SECONDS, chosen.total + FAST))
    return chosen


def _lessons(paths: Iterable[Path]) -> Iterator[str]:
    """The lessons that changed and are still there."""
    return (path.parts[1] for path in paths if _in_a_lesson(path) and (ROOT / "lessons" / path.parts[1]).is_dir())


def _in_a_lesson(path: Path) -> bool:
    return path.parts[0] == "lessons" and len(path.parts) > 2


def _mirror(name: str) -> str:
    room, _, last = name.rpartition(".")
    return f"tests.{room}.test_{last}"


def _touched(path: Path, files: Mapping[str, Path]) -> Iterator[str]:
    """The modules that a changed file is, or belongs to: those that name it, else, below the tests, those beside it."""
    if path.suffix == ".py" or _in_a_lesson(path):
        yield from (name for name in [dotted(path)] if name in files)
    elif path.parts[:2] == ("tutor", "locale"):
        yield "tutor.text.messages"
    elif path.parts[0] == "tests":
        yield from _beside(path.parent, files)
    else:
        yield from (name for name, file in files.items() if path.name in strings(ast.parse(file.read_text("utf-8"))))


def _beside(folder: Path, files: Mapping[str, Path]) -> list[str]:
    """The tests in a folder; where there are none, those in the folder above."""
    found = [name for name, file in files.items() if is_test(name) and file.parent == ROOT / folder]
    return found if found or folder == Path("tests") else _beside(folder.parent, files)


def _rings(names: set[str], used_by: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """Who imports them, then who imports these, and so on; nobody twice."""
    seen, ring = set(names), set(names)
    for _ in range(FARTHEST):
        ring = {one for name in ring for one in used_by.get(name, ())} - seen
        seen |= ring
        yield ring


def claims(lesson: str) -> Iterator[str]:
    """Tests of what lessons claim that name this one in their code: `file::function`."""
    for file in sorted((ROOT / LESSONS).glob("test_*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and lesson in strings(node):
                yield f"{LESSONS}/{file.name}::{node.name}"


def commands(chosen: Selection, options: Collection[str]) -> Iterator[list[str]]:
    """How pytest is called: for the lessons by their names, and for the files."""
    pytest = [sys.executable, "-m", "pytest", *options]
    claimed = [test for lesson in chosen.lessons for test in claims(lesson)]
    if chosen.lessons:
        yield [*pytest, LESSONS, "-k", " or ".join(f"[{lesson}] or [{lesson}/" for lesson in chosen.lessons)]
    if chosen.files or claimed:
        yield [*pytest, *claimed, *chosen.files]


def explained(chosen: Selection) -> str:
    """One line for each file of tests and each lesson, and what is left to `make test`."""
    lines = [f"{why:28} {test}" for test, why in chosen.files.items()]
    lines += [f"{'changed':28} lessons/{lesson}" for lesson in chosen.lessons]
    return "\n".join([*lines, *(f"{'left to make test':28} {test}" for test in chosen.left_out)])


def main(arguments: list[str]) -> int:
    listed = "--list" in arguments
    commit, *options = [one for one in arguments if one != "--list"] or ["HEAD"]
    times = json.loads(TIMES.read_text("utf-8")) if TIMES.exists() else {}
    chosen = select(changed(commit), times)
    if listed:
        print(explained(chosen))
        return 0
    ends = [subprocess.run(one, cwd=ROOT, check=False).returncode for one in commands(chosen, options)]
    return int(any(ends))  # a signal's status is below 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
