"""Whether what is read before the last hint prints the very line that is to be written.

Of a short answer, one to three lines, the last line that tells anything may appear nowhere before; of a longer one, not all
of its lines may.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tutor.course.prose import Prose, Quiz
from tutor.course.solving import LAST_HINT, solving_blocks
from tutor.linting.flaws import Flaw
from tutor.model import Lesson

SHORT = 3  # lines of an answer


def printed_lines(place: str, lesson: Lesson, prose: Prose) -> Iterator[Flaw]:
    """One flaw for each place that gives an answer away."""
    for block in solving_blocks(prose):
        lines = _telling(block)
        wanted = lines[-1:] if _length(block) <= SHORT else lines
        where = [_where(line, lesson, prose) for line in wanted]
        if where and all(where):
            yield Flaw("printed", place, f"prints `{wanted[-1]}` in {where[-1]}, which is to be written", _CURE)


_CURE = "show the idea on numbers there, or in a formula; the code is for hint 3"


def _length(block: str) -> int:
    return sum(bool(line.strip()) for line in block.splitlines())


def _telling(block: str) -> list[str]:
    """The right-hand sides of a block, those aside that are a bare name or number. What does not compile tells nothing."""
    source = "def answer():\n" + "".join(f"    {line}\n" for line in block.splitlines())
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    values = (node.value for node in ast.walk(tree) if isinstance(node, _STATEMENTS) and node.value is not None)
    told = sorted(filter(_tells, values), key=lambda value: (value.lineno, value.col_offset))
    return [ast.get_source_segment(source, value) or "" for value in told]


_STATEMENTS = (ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr)


def _tells(value: ast.expr) -> bool:
    return not isinstance(value, ast.Name | ast.Attribute | ast.Constant)


def _where(line: str, lesson: Lesson, prose: Prose) -> str | None:
    wanted = _bare(line)
    return next((where for where, text in _before(lesson, prose) if wanted in _bare(text)), None)


def _before(lesson: Lesson, prose: Prose) -> Iterator[tuple[str, str]]:
    """All that a learner has read or may look at before the last hint."""
    yield "the formula of lesson.toml", lesson.formula
    yield "the introduction", prose.intro
    for section in prose.sections:
        if section.kind in ("Step", "Predict", "Stage", "Nudge") or (section.kind == "Hint" and section.key != LAST_HINT):
            yield f"`{section.marker}`", f"{section.title}\n{section.body}"
    for quiz in prose.quizzes:
        yield f"`## Quiz {quiz.key}`", _asked(quiz)


def _asked(quiz: Quiz) -> str:
    return "\n".join([quiz.question, quiz.explanation, *(f"{one.answer}. {one.explanation}" for one in quiz.choices)])


def _bare(text: str) -> str:
    """As it would be typed: blanks, `self.` and the marks of code do not matter, nor does the kind of quotes."""
    return re.sub(r"\s|`|self\.", "", text).replace('"', "'")
