"""What a lesson is about, beside the map: where its piece sits, its formula, what helps to know first, how far one is."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tutor.course.catalog import BadLesson
from tutor.model import Lesson
from tutor.session.context import LearnerContext
from tutor.storage.records import LessonProgress


def about(learner: LearnerContext, lesson: str, progress: LessonProgress | None) -> Content:
    """A few lines on a lesson, in the learner's language; what is wrong with one that cannot be shown."""
    try:
        return _lines(learner, lesson, progress)
    except BadLesson as error:
        return Content(learner.words("lesson.bad", why=str(error)))


def _lines(learner: LearnerContext, lesson: str, progress: LessonProgress | None) -> Content:
    facts = learner.lesson(lesson)
    parts = [
        Content.styled(learner.catalog.title(lesson, learner.words.language), "bold $text-primary"),
        Content.styled(_strip(facts), "$foreground 60%"),
        Content.styled(facts.formula, "bold $text-accent"),
        *(Content(line) for line in _statements(learner, facts, progress)),
    ]
    return Content("\n\n").join([part for part in parts if part.plain])


def _strip(facts: Lesson) -> str:
    return " > ".join(facts.strip)


def _statements(learner: LearnerContext, facts: Lesson, progress: LessonProgress | None) -> Iterator[str]:
    words, language = learner.words, learner.words.language
    yield words("about.defines", names=", ".join(facts.defines))
    yield words("about.minutes", read=facts.minutes[0], code=facts.minutes[1], more=facts.more_minutes)
    needs = [learner.catalog.title(need, language) for need in facts.needs if need in learner.catalog.course.lessons]
    if needs:
        yield words("about.needs", titles=", ".join(needs))
    if facts.lab:
        yield words("about.lab")
    if progress and progress.passed:
        yield words("about.passed")
    elif progress and progress.hints:
        yield words("about.hints", number=len(progress.hints))
