"""The form of a lesson: hints that answer each mistake and suffice, exercises that cost a thought, quizzes that explain.

`first_edition.toml` in a course's folder lists, rule by rule, the lessons that do not keep it yet: the lists only shrink.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from tutor.course.catalog import Catalog, FactsTable, read_toml
from tutor.course.continuing import open_methods
from tutor.course.prose import Prose
from tutor.course.solving import FENCE, filled_in, open_places, solving_blocks
from tutor.linting.flaws import Flaw
from tutor.linting.telling import printed_lines
from tutor.model import Lesson
from tutor.text.messages import Words
from tutor.text.stubs import stub_of

FIRST_EDITION = "first_edition.toml"
RULES = ("nudges", "predictions", "options", "earlier parts", "solves", "printed", "docstrings")
MOST_COLUMNS = 60  # of a docstring in a stub: what an 80x24 terminal shows of the task uncut
QUESTIONS_OF_A_MILESTONE = 3


def form(catalog: Catalog, lesson: Lesson) -> Iterator[Flaw]:
    """All rules of the form, for every language that a lesson speaks."""
    for language in catalog.languages(lesson.id):
        prose, place = catalog.prose(lesson.id, language), f"{lesson.id}/{language}.md"
        yield from _options(place, prose)
        yield from _earlier(catalog, place, lesson, prose)
        if lesson.kind != "quiz":
            yield from _nudges(place, prose)
            yield from _predictions(place, prose)
            yield from _solves(place, prose, model_stub(catalog, lesson.id))
            yield from printed_lines(place, lesson, prose)
    if lesson.kind != "quiz":
        yield from _docstrings(lesson, catalog.text(lesson.id, "stub.py"))
        yield from _open_places(catalog, lesson)


def _nudges(place: str, prose: Prose) -> Iterator[Flaw]:
    nudges, mistakes = ({section.key: section for section in prose.of(kind)} for kind in ("Nudge", "Mistake"))
    for key in sorted(mistakes.keys() - nudges.keys()):
        yield Flaw("nudges", place, f"has no hint for the mistake {key}", f"write `## Nudge {key}`: a question, no answer")
    for key in sorted(nudges.keys() - mistakes.keys()):
        cure = f"write `## Mistake {key}`, or remove it"
        yield Flaw("nudges", f"{place}:{nudges[key].line}", f"nudges for {key}, which is no mistake here", cure)


def _predictions(place: str, prose: Prose) -> Iterator[Flaw]:
    if not prose.predictions:
        cure = "write `## Predict some-key: question`, and below it `Value: N=3/dx/value shape`"
        yield Flaw("predictions", place, "asks for no prediction", cure)


def _options(place: str, prose: Prose) -> Iterator[Flaw]:
    lines = {section.key: section.line for section in prose.of("Quiz")}
    for quiz in prose.quizzes:
        for choice in quiz.choices:
            if not choice.explanation:
                fault = f"quiz {quiz.key} does not say why `{choice.answer}` is {'right' if choice.right else 'wrong'}"
                yield Flaw("options", f"{place}:{lines[quiz.key]}", fault, "write a sentence behind the answer")


def _earlier(catalog: Catalog, place: str, lesson: Lesson, prose: Prose) -> Iterator[Flaw]:
    """A milestone asks about the parts before its own."""
    parts = {one: part.id for part in catalog.course.parts for one in part.lessons}
    asked = [quiz.about for quiz in prose.quizzes if quiz.about]
    for about in asked:
        if about not in parts:
            yield Flaw("about", place, f"asks about {about}, which is no lesson of the course", "write the id of a lesson")
    before = _parts_before(catalog, lesson)
    found = sum(parts.get(about) in before for about in asked)
    if _is_milestone(catalog.folder, lesson.id) and before and found < QUESTIONS_OF_A_MILESTONE:
        fault = f"is a milestone and asks {found} questions about earlier parts"
        cure = f"ask {QUESTIONS_OF_A_MILESTONE}, each with a line `About: some-lesson` below its marker"
        yield Flaw("earlier parts", place, fault, cure)


def _parts_before(catalog: Catalog, lesson: Lesson) -> Collection[str]:
    names = [part.id for part in catalog.course.parts]
    return names[: names.index(lesson.part)] if lesson.part in names else ()


def _is_milestone(folder: Path, lesson: str) -> bool:
    file = folder / "course.toml"
    parts = read_toml(file).get("parts", []) if file.exists() else []
    stones = [stone for part in parts for stone in FactsTable(file, part, "parts").tables("milestone")]
    return any(stone.get("lesson", str) == lesson for stone in stones)


def _solves(place: str, prose: Prose, stub: str) -> Iterator[Flaw]:
    """As many blocks as there are open places. Whether they pass is seen when they run."""
    blocks, wanted = solving_blocks(prose), open_places(stub)
    if not blocks:
        yield Flaw("solves", place, "has no code in hint 3 that solves it", f"write a block that begins with {FENCE}")
    elif wanted and len(blocks) != wanted:
        fault = f"has {len(blocks)} solving blocks for {wanted} open places of stub.py"
        yield Flaw("solves", place, fault, "write one for each place, in the order of the stub")
    elif error := _syntax(filled_in(stub, blocks)):
        yield Flaw("solves", place, f"its solving blocks do not compile in stub.py: {error}", "mend them")


def _open_places(catalog: Catalog, lesson: Lesson) -> Iterator[Flaw]:
    """What an earlier model answer brings into the stub leaves nothing open besides."""
    wanted, found = open_methods(catalog.text(lesson.id, "stub.py")), open_methods(model_stub(catalog, lesson.id))
    if lesson.opens_with and sorted(wanted) != sorted(found):
        fault = f"is open at {', '.join(found) or 'nothing'} once {lesson.opens_with} is before it"
        yield Flaw("opens_with", f"{lesson.id}/stub.py", fault, f"leave open {', '.join(wanted) or 'what is to be written'}")


def _syntax(text: str) -> str | None:
    try:
        ast.parse(text)
    except SyntaxError as error:
        return f"{error.msg}, line {error.lineno}"
    return None


def model_stub(catalog: Catalog, lesson: str) -> str:
    """What a learner gets who has passed nothing yet. Raises BadLesson."""
    return stub_of(catalog, lesson, Words("en"))


def solved_stub(catalog: Catalog, lesson: Lesson) -> str | None:
    """The stub as the last hints solve it; None for a lesson that has no such hints yet."""
    blocks = solving_blocks(catalog.prose(lesson.id, "en"))
    return filled_in(model_stub(catalog, lesson.id), blocks) if blocks else None


def _docstrings(lesson: Lesson, stub: str) -> Iterator[Flaw]:
    for number, line in _docstring_lines(stub):
        if len(line) > MOST_COLUMNS:
            fault = f"is {len(line)} columns wide in a docstring"
            cure = f"at most {MOST_COLUMNS}: a small terminal cuts the rest"
            yield Flaw("docstrings", f"{lesson.id}/stub.py:{number}", fault, cure)


def _docstring_lines(stub: str) -> Iterator[tuple[int, str]]:
    lines = stub.splitlines()
    for node in ast.walk(ast.parse(stub)):
        body = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            yield from ((at, lines[at - 1]) for at in range(first.lineno, (first.end_lineno or first.lineno) + 1))


# --- the lessons of the first edition ---


def first_edition(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Rule -> the lessons that need not keep it yet. Raises BadLesson."""
    file = folder / FIRST_EDITION
    table = FactsTable(file, read_toml(file) if file.exists() else {})
    return {rule: table.strings(rule) for rule in RULES}


def still_wanting(folder: Path, lesson: str, flaws: Iterable[Flaw]) -> Iterator[Flaw]:
    """The flaws but those that the first edition may have; and what is listed there for nothing."""
    excused = {rule for rule, lessons in first_edition(folder).items() if lesson in lessons}
    shown: set[str] = set()
    for flaw in flaws:
        shown.add(flaw.rule)
        if flaw.rule not in excused:
            yield flaw
    for rule in sorted(excused - shown):
        yield Flaw("first edition", FIRST_EDITION, f"lists {lesson} under {rule}, which it keeps", "remove it from the list")
