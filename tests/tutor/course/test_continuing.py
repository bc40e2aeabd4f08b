"""A stub that goes on from an earlier lesson: the learner's own text, with what is open now added to it."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.continuing import continued, open_methods, same_task

STUB = '''import numpy as np

from mine import col2im, im2col


class Layer:
    """y = ..."""

    def backward(self, dout):
        """->  dx"""
        raise NotImplementedError
'''
EARLIER = '''"""Mine."""
import numpy as np
from mine import im2col  # of last week

def helper(x):  # odd  spacing
    return x

class Layer:
    # a comment of mine
    def __init__(self, W):
        self.W = W

    def forward(self, x):
        return helper(x)   # done
    # the end

LAST = 1
'''


def text_of(earlier: str, stub: str = STUB) -> str:
    found = continued(earlier, stub)
    assert found is not None
    assert not found.kept
    return found.text


def without(text: str, added: str) -> str:
    assert added in text
    return text.replace(added, "", 1)


def test_the_open_method_comes_at_the_end_of_the_class_and_the_missing_import_behind_the_imports() -> None:
    text = text_of(EARLIER)
    method = '\n    def backward(self, dout):\n        """->  dx"""\n        raise NotImplementedError\n'
    rest = without(without(text, method), "from mine import col2im\n")
    assert rest == EARLIER
    assert text.index("# the end") < text.index("def backward") < text.index("LAST")
    assert text.index("of last week") < text.index("col2im") < text.index("def helper")


def test_a_method_that_only_raises_gives_way() -> None:
    raising = '\n    def backward(self, dout):\n        """mine"""\n        raise NotImplementedError("later")\n'
    text = text_of(EARLIER.replace("\nLAST", raising + "\nLAST"))
    assert text == text_of(EARLIER)
    assert open_methods(text) == ("backward",)


def test_a_raising_method_with_a_comment_in_it_stays_as_it_is() -> None:
    raising = "\n    def backward(self, dout):\n        # think of the transpose\n        raise NotImplementedError\n"
    text = text_of(EARLIER.replace("\nLAST", raising + "\nLAST"))
    assert raising in text
    assert open_methods(text) == ("backward",)


OWN = {
    "a method": "    def backward(self, dout):\n        return dout\n",
    "a name": "    backward = forward\n",
    "a method for some": "    if True:\n        def backward(self, dout):\n            return dout\n",
    "a loop variable": "    for backward in (forward,):\n        pass\n",
}


@pytest.mark.parametrize("own", OWN.values(), ids=OWN)
def test_what_the_learner_has_for_it_already_stays(own: str) -> None:
    earlier = f"class Layer:\n    def forward(self, x):\n        return x\n\n{own}"
    found = continued(earlier, STUB)
    assert found == (earlier, True)


def test_a_backward_that_comes_from_another_class_of_the_text_stays() -> None:
    earlier = "class Base:\n    def backward(self, d):\n        return d\n\nclass Layer(Base):\n    x = 1\n"
    assert continued(earlier, STUB) == (earlier, True)
    open_base = earlier.replace("return d", "raise NotImplementedError")
    assert open_methods(text_of(open_base)) == ("backward", "backward")


UNFIT = {
    "no class": "def forward(x):\n    return x\n",
    "another class": "class Other:\n    x = 1\n",
    "one line": "class Layer: pass\n",
    "an inner class": "if True:\n    class Layer:\n        x = 1\n",
    "no Python": "class Layer:\n    def (",
    "nothing": "",
    "a null byte": "class Layer:\n    x = 1\0\n",
    "a lone surrogate": "class Layer:\n    x = '\ud800'\n",
    "too deep": "class Layer:\n    x = " + "(" * 5000 + ")" * 5000 + "\n",
}


@pytest.mark.parametrize("earlier", UNFIT.values(), ids=UNFIT)
def test_a_text_without_such_a_class_cannot_be_completed(earlier: str) -> None:
    assert continued(earlier, STUB) is None


def test_a_stub_without_a_class_completes_nothing() -> None:
    assert continued(EARLIER, "def f():\n    raise NotImplementedError\n") is None


@pytest.mark.parametrize("indent", ["  ", "    ", "\t", "        "])
def test_the_method_is_indented_as_the_class_is(indent: str) -> None:
    earlier = f"class Layer:\n{indent}@staticmethod\n{indent}def forward(x):\n{indent}{indent}return x"
    text = text_of(earlier)
    assert f"\n{indent}def backward(self, dout):\n" in text
    assert text.endswith("raise NotImplementedError\n")


@pytest.mark.parametrize(
    ("top", "place"),
    [("", 0), ('"""Mine."""\n', 12), ("import os; x = '''\n'''\n", 23), ("from __future__ import annotations\n", 35)],
)
def test_imports_are_put_where_they_may_be(top: str, place: int) -> None:
    earlier = f"{top}class Layer:\n    y = 1\n"
    text = text_of(earlier)
    assert text.startswith(top)
    assert text[place:].lstrip().startswith("import numpy as np\nfrom mine import col2im, im2col\n")


def test_the_last_class_of_the_name_is_the_one_that_counts() -> None:
    earlier = "class Layer:\n    a = 1\n\nclass Layer:\n    b = 1\n"
    assert text_of(earlier).index("def backward") > text_of(earlier).index("b = 1")


piece = st.sampled_from(
    [
        "x = '\x0c\u2028'\n", "# a comment\n", "\n", "import os\n", "def f():\n    return 1\n", '"""words\nand more"""\n',
        "class Other:\n    z = 2\n", "from numpy import *\n", "s = 'caf\u00e9 \u65e5\u672c'\n", "y = 1; z = 2\n",
    ]
)  # fmt: skip
member = st.sampled_from(
    [
        "    a = 1\n", "    # mine\n", "\n", '    """words\n  and more"""\n', "    def f(self):\n        return 1  # one\n",
        "    @property\n    def g(self):\n        return '\u65e5'\n", "        # deeper\n", "# at the margin\n",
        "    b = (1,\n2)\n", "    def backward(self):\n        raise NotImplementedError\n",
    ]
)  # fmt: skip


@given(st.lists(piece), st.lists(member), st.lists(piece), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_of_the_learner_stays_and_the_class_gets_the_open_method(
    before: list[str], members: list[str], after: list[str], whole: bool, newline: str
) -> None:
    text = "".join(["\n", *before, "class Layer:\n", *members, "    last = 1\n", *after]).replace("\n", newline)
    earlier = text if whole else text.rstrip("\r\n")
    found = text_of(earlier)
    there = open_methods(earlier)
    if not there:
        left = iter(found.splitlines())
        assert all(line in left for line in earlier.splitlines())  # in their order, with others between
    assert open_methods(found).count("backward") == max(1, len(there))
    cls = [node for node in ast.parse(found).body if isinstance(node, ast.ClassDef) and node.name == "Layer"][-1]
    assert any(isinstance(node, ast.FunctionDef) and node.name == "backward" for node in cls.body)


@given(st.text())
def test_no_text_at_all_makes_it_fail(text: str) -> None:
    found = continued(text, STUB)
    assert found is None or ast.parse(found.text)


def test_two_stubs_ask_the_same_if_only_what_is_around_differs() -> None:
    asking = text_of(EARLIER)
    assert same_task(asking, text_of(EARLIER.replace("x)   # done", "x * 1)").replace("    ", "\t")))
    assert same_task(asking, "no Python (")
    assert same_task(asking, EARLIER)
    assert not same_task(asking, text_of(EARLIER, STUB.replace("->  dx", "->  dx, (N, D)")))
