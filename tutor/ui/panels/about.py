"""What a lesson is about, beside the map: where its piece sits, its formula, what helps to know first, how far one is."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tutor.course.catalog import BadLesson
from tutor.model import Lesson
from tutor.session.context import Study
from tutor.storage.records import LessonProgress


def about(study: Study, lesson: str, progress: LessonProgress | None) -> Content:
    """A few lines on a lesson, in the learner's language; what is wrong with one that cannot be shown."""
    try:
        return _lines(study, lesson, progress)
    except BadLesson as error:
        return Content(study.words("lesson.bad", why=str(error)))


def _lines(study: Study, lesson: str, progress: LessonProgress | None) -> Content:
    facts = study.lesson(lesson)
    parts = [
        Content.styled(study.catalog.title(lesson, study.words.language), "bold $text-primary"),
        Content.styled(_strip(facts), "$foreground 60%"),
        Content.styled(facts.formula, "bold $text-accent"),
        *(Content(line) for line in _statements(study, facts, progress)),
    ]
    return Content("\n\n").join([part for part in parts if part.plain])


def _strip(facts: Lesson) -> str:
    return " > ".join(facts.strip)


def _statements(study: Study, facts: Lesson, progress: LessonProgress | None) -> Iterator[str]:
    words, language = study.words, study.words.language
    yield words("about.defines", names=", ".join(facts.defines))
    yield words("about.minutes", read=facts.minutes[0], code=facts.minutes[1])
    needs = [study.catalog.title(need, language) for need in facts.needs if need in study.catalog.course.lessons]
    if needs:
        yield words("about.needs", titles=", ".join(needs))
    if facts.lab:
        yield words("about.lab")
    if progress and progress.passed:
        yield words("about.passed")
    elif progress and progress.hints:
        yield words("about.hints", number=len(progress.hints))
