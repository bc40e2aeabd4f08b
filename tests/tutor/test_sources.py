"""Which earlier lessons stand behind `mine`."""

from tutor.model import Course, Lesson, Part
from tutor.sources import behind, definer


def course(**lessons):
    """Lessons in order; each: (defines, uses)."""
    made = {
        name: Lesson(name, "part", "", "function", tuple(defines), uses=tuple(uses))
        for name, (defines, uses) in lessons.items()
    }
    return Course("c", (Part("part", tuple(made)),), made)


GATES = course(
    a=(["AND"], []),
    b=(["NAND", "OR"], []),
    c=(["XOR"], ["AND", "NAND", "OR"]),
    d=(["add8"], ["NAND", "XOR"]),
)


def test_a_lesson_that_builds_on_nothing_has_nothing_behind_it():
    assert behind(GATES, GATES.lessons["a"]) == []


def test_what_lessons_build_on_themselves_comes_along_before_them():
    assert behind(GATES, GATES.lessons["d"]) == [("a", ("AND",)), ("b", ("NAND", "OR")), ("c", ("XOR",))]


def test_a_name_that_no_lesson_defines_is_left_to_the_engine():
    layers = course(net=(["Net"], ["Affine"]))
    assert behind(layers, layers.lessons["net"]) == []


def test_of_two_lessons_that_define_a_name_the_last_one_before_the_user_counts():
    twice = course(
        one=(["softmax"], []), use=(["predict"], ["softmax"]), batch=(["softmax"], []), late=(["Net"], ["softmax"])
    )
    assert definer(twice, "use", "softmax") == "one"
    assert definer(twice, "late", "softmax") == "batch"
    assert definer(twice, "one", "softmax") is None
