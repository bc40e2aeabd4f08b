"""The course as it stands: what its lessons say of one another."""

from __future__ import annotations

from tutor.course.catalog import Catalog
from tutor.course.dependencies import behind
from tutor.model import Lesson


def led_to(catalog: Catalog, lesson: str) -> set[str]:
    """The lessons that a lesson needs, and those that these need."""
    needs = set(catalog.course.lessons[lesson].needs)
    return needs.union(*(led_to(catalog, need) for need in needs))


def test_whoever_has_what_a_lesson_needs_has_the_code_that_it_builds_on() -> None:
    catalog = Catalog()
    missing = {
        lesson.id: missed
        for lesson in lessons(catalog)
        if (missed := {origin for origin, _ in behind(catalog.course, lesson)} - led_to(catalog, lesson.id))
    }
    assert missing == {}


def test_only_the_lessons_at_which_one_may_begin_need_nothing() -> None:
    assert [lesson.id for lesson in lessons(Catalog()) if not lesson.needs] == ["array-shapes", "and-gate"]


def lessons(catalog: Catalog) -> tuple[Lesson, ...]:
    return tuple(catalog.course.lessons.values())
