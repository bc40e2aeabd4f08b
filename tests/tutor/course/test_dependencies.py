"""Which earlier lessons stand behind `mine`."""

import pytest

from tutor.course import dependencies as sources
from tutor.course.dependencies import behind, definer, mentioned
from tutor.model import Course, Lesson, Part


def course(**lessons: tuple[list[str], list[str]]) -> Course:
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


def test_a_lesson_that_builds_on_nothing_has_nothing_behind_it() -> None:
    assert behind(GATES, GATES.lessons["a"]) == []


def test_what_lessons_build_on_themselves_comes_along_before_them() -> None:
    assert behind(GATES, GATES.lessons["d"]) == [("a", ("AND",)), ("b", ("NAND", "OR")), ("c", ("XOR",))]


def test_a_name_that_no_lesson_defines_is_left_to_the_engine() -> None:
    layers = course(net=(["Net"], ["Affine"]))
    assert behind(layers, layers.lessons["net"]) == []


def test_of_two_lessons_that_define_a_name_the_last_one_before_the_user_counts() -> None:
    twice = course(
        one=(["softmax"], []), use=(["predict"], ["softmax"]), batch=(["softmax"], []), late=(["Net"], ["softmax"])
    )
    assert definer(twice, "use", "softmax") == "one"
    assert definer(twice, "late", "softmax") == "batch"
    assert definer(twice, "one", "softmax") is None


LAYERS = course(
    sums=(["forward", "backward"], []),
    one=(["softmax"], []),
    product=(["MatMul"], []),
    batch=(["softmax"], []),
    affine=(["Affine"], []),
)


def test_what_a_text_takes_from_mine_is_behind_it_though_the_lesson_says_nothing_of_it() -> None:
    assert behind(LAYERS, LAYERS.lessons["affine"], "from mine import MatMul") == [("product", ("MatMul",))]


def test_only_names_that_the_text_mentions_travel_along() -> None:
    assert behind(LAYERS, LAYERS.lessons["affine"], "import numpy as np\nMatMul = 1  # from scratch") == []


def test_a_name_that_the_lesson_itself_defines_is_not_taken_from_an_earlier_one() -> None:
    assert behind(LAYERS, LAYERS.lessons["batch"], "from mine import softmax") == []


def test_what_a_passed_text_takes_from_mine_comes_along_before_it() -> None:
    texts = {"product": "from mine import softmax as earlier"}
    found = behind(LAYERS, LAYERS.lessons["affine"], "from mine import MatMul", lambda origin: texts.get(origin, ""))
    assert found == [("one", ("softmax",)), ("product", ("MatMul",))]


@pytest.mark.parametrize(
    "text",
    [
        "from mine import MatMul",
        "from mine import MatMul as Product, relu",
        "from mine import (\n    relu,  # first\n    MatMul,\n)",
        "from mine import relu, \\\n    MatMul",
        "from common.layers import *\nlayer = MatMul(W)",
        "import mine\nlayer = mine.MatMul(W)",
        "import mine as m\nlayer = m.MatMul(W)",
        "import common.layers\nlayer = common.layers.MatMul(W)",
        "import mine\nlayer = getattr(mine, 'MatMul')(W)",
        "from importlib import import_module\nlayer = import_module('two_layer_net').MatMul(W)",
        "from mine import MatMul\ndef forward(self, x:",
    ],
)
def test_every_way_to_take_a_name_from_mine_is_seen(text: str) -> None:
    assert "MatMul" in mentioned(text)


@pytest.mark.parametrize(
    "text",
    [
        "from numpy import MatMul",
        "from mine import relu\nclass MatMul: pass",
        "from common.layers import *\nclass MatMul:\n    pass\nlayer.MatMul()",
        "",
        "from mine import (",
    ],
)
def test_a_name_that_comes_from_elsewhere_is_not_seen(text: str) -> None:
    assert "MatMul" not in mentioned(text)


def test_a_text_of_nothing_but_star_imports_is_read_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    class Counting:
        def sub(self, _with: str, text: str) -> str:
            looked.append(len(text))
            return text

    monkeypatch.setattr(sources, "_DEFINED", Counting())
    mentioned("from common.layers import *\n" * 500)
    assert len(looked) == 1
