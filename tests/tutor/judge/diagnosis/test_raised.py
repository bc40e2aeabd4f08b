"""What is said of an exception is true of the text that raised it, and names what a reader has to look at."""

from __future__ import annotations

import pytest

from tests.tutor.judge.diagnosis.raising import said

START = "import numpy as np\nx, v, i = np.zeros((7, 3)), np.zeros(3), 3\n"

OUT_OF_RANGE = {
    "x[i + 5]": "`i + 5` is 8 in `x[i + 5]`, but `x` has 7 rows: 0 to 6 are there",
    "x[-9]": "`x[-9]` asks for number -9, but `x` has 7 rows: -1 to -7 are there",
    "x[0, i]": "`i` is 3 in `x[0, i]`, but `x` has 3 columns: 0 to 2 are there",
    "v[i]": "`v` has 3 elements",
    "rows = np.array([0, 30])\nx[rows]": "`rows` holds 30, but `x` has 7 rows",
    "d = {'W': x}\nd['W'][7]": "but `d['W']` has 7 rows: 0 to 6 are there",
    "[][0]": "list index out of range",
    "a = [1, 2]\na[i]": "`i` is 3 in `a[i]`, but `a` has 2 elements: 0 to 1 are there",
    "a = (1, 2)\na[-i]": "`-i` is -3 in `a[-i]`, but `a` has 2 elements: -1 to -2 are there",
    "a = []\na[0] = 1": "`a.append(...)` adds an element at the end",
    "v[0, 1]": "NumPy says: too many indices",
    "np.sum(v, axis=1)": "axis 1 is asked for, and the array there has only one: axis 0",
    "x.reshape(5, 3)": "NumPy says: cannot reshape array of size 21",
    "x[0] = np.ones(4)": "an array of shape (4,) is put into `x[0]`, where the shape is (3,)",
    "x.transpose(0, 2, 1)": "`x` has 2",
    "i[0]": "`i[0]` picks from `i`, which is one number",
    "(x + 1).reshape(5, 3)": "21 numbers are to fill the shape (5, 3), which takes 15",
    "np.zeros[3]": "which is a function",
    "x[np.array([True, False])]": "NumPy says: boolean index did not match",
}


@pytest.mark.parametrize("line", OUT_OF_RANGE)
def test_an_index_or_a_size_that_is_not_there_is_told_by_its_numbers(line: str) -> None:
    told = said(START + line)
    assert OUT_OF_RANGE[line] in told
    assert "shapes that do not fit" not in told or "NumPy says" in told


@pytest.mark.parametrize("line", ["x @ v.reshape(1, 3)", "x + np.ones(7)", "np.dot(x, x)"])
def test_only_shapes_that_do_not_fit_are_told_as_that(line: str) -> None:
    assert "shapes that do not fit" in said(START + line)


NET = """
import numpy as np
class Net:
    def __init__(self, size, scale=1): ...
    def predict(self, x): return x
    def loss(self, x, t): return {call}
class Other:
    def forward(this, x): this.x = x
    def backward(dout): return dout
def f(x, axis=None): return x
net = Net(3)
net.loss(1, 2)
"""

CALLS = {
    "self.predict(self, x)": "takes `x`. In `self.predict(self, x)` the dot hands over `self` already",
    "self.predict(x, t)": "`Net.predict` takes `x`, and `self.predict(x, t)` hands over 2",
    "self.predict()": "`Net.predict` takes `x`, and `self.predict()` leaves out `x`",
    "Net.predict(x)": "calls a method on the class Net itself",
    "Net(1, 2, 3)": "`Net` takes `size`, `scale=1`, and `Net(1, 2, 3)` hands over 3",
    "Net()": "`Net` takes `size`, `scale=1`, and `Net()` leaves out `size`",
    "Other().backward(1)": "Write `def backward(self, ...)`",
    "Other().forward(1, 2)": "hands over",
    "f(x, axes=0)": "`f` has no argument `axes`; it takes `x`, `axis=None`. Is `axis` meant?",
    "f(x, x=t)": "gives `x` twice",
    "list(map(f, [1], [2], [3]))": "`f` takes `x`, `axis=None`, and it was called with 3",
    "sorted([1, 2], key=self.loss)": "was called without `t`",
}


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_does_not_fit_is_told_by_what_the_function_takes(call: str) -> None:
    told = said(NET.format(call=call))
    assert CALLS[call] in told
    assert "positional" not in told


def test_arguments_that_the_checks_hand_over_are_told_as_theirs() -> None:
    assert "the checks hand over 2 arguments to `f`, and yours takes `x`" in said("def f(x): return x", call="f(1, 2)")


def test_one_argument_too_many_is_not_taken_for_a_self_that_has_another_name() -> None:
    assert "def forward(self" not in said(NET.format(call="Other().forward(1, 2)"))


CIRCLES = {
    "def f(n): return [f(k) for k in [n]]\nf(1)": "`f` calls itself in `f(k)`",
    "def f(x): return f(x)\nf(1)": "`f` calls itself in `f(x)`",
    "def a(x): return b(x)\ndef b(x): return a(x)\na(1)": "`a`, `b` call each other",
    "def h(n): return n\ndef f(n):\n    return f(h(n))\nf(1)": "Line 3: `f` calls itself in `f(h(n))`",
    "def max(x): return max(x)\nmax(1)": "Since the file defines that name itself, it no longer means Python's own `max`",
    "class A:\n    def sum(self): return self.sum()\nA().sum()": "Python's own `sum`, write `sum(...)`, without `self.`",
    "from math import exp\nclass A:\n    def exp(self): return self.exp()\nA().exp()": "the `exp` imported from `math`",
    "def g(): ...\nclass A:\n    def g(self): return self.g()\nA().g()": "To call the function `g` of this file",
}


@pytest.mark.parametrize("text", CIRCLES)
def test_a_function_that_calls_itself_is_named_with_its_line_and_what_else_has_its_name(text: str) -> None:
    assert CIRCLES[text] in said(text)


def test_of_functions_without_names_it_is_said_only_that_they_go_on() -> None:
    assert "Python gave up here" in said("f = lambda x: f(x)\nf(1)")


GATES = """
def OR(x, y): return 1
exec(compile("def AND(x, y): return 0.5 * x + 0.5 * y", "mine.py", "exec"))
exec(compile("def slope(f, x): return (f(x) - f(x + 1)) / 1", "mine.py", "exec"))
def make(x): return OR
{line}
"""

UNCALLED = {
    "AND(AND(1, 0), OR)": "`OR` is a function where a value is wanted",
    "s = OR\nAND(1, s)": "`s` is a function where a value is wanted. Call it, with its arguments in",
    "s = OR\ns + 1": "here or where `s` comes from: `OR(...)`",
    "slope(make, 1)": "unsupported operand",
    "s, u = OR, AND\ns + u": "unsupported operand",
}


@pytest.mark.parametrize("line", UNCALLED)
def test_a_function_in_the_place_of_its_value_is_named_where_nobody_wants_a_function(line: str) -> None:
    assert UNCALLED[line] in said(GATES.format(line=line))


NAMES = {  # a text: what is said, and what would be false
    "n = 0\ndef f():\n    n += 1\nf()": ("not the `n` from outside", "only inside an `if`"),
    "def f(a):\n    max = max(a)\nf([1])": ("not the `max` from outside", "only inside an `if`"),
    "def f():\n    if False: y = 1\n    return y\nf()": ("only inside an `if`", "from outside"),
    "def f(x): return self.x\nf(1)": ("this line is in no method", "def f(self"),
    "self.x = 3": ("this line is in no method", "<module>"),
    "class A:\n    def f(x): return self.x\nA().f()": ("def f(self, ...)", "in no method"),
    "def f(X): return x\ndef g():\n    x = 1\nf(1)": ("there is `X`", "name of `g`"),
    "import numpy as np\nnp.relu(3)": ("numpy has no `relu`.", "misspelt"),
    "import numpy as np\nnp.maximun(3)": ("`maximum`", "-"),
    "class A:\n    def forward(self): return self.y\nA().forward()": ("No line of the file", "backward"),
    "class A:\n    def go(self): return self.y\n    def set(self): self.y = 1\nA().go()": (
        "has run for this object",
        "backward",
    ),
    "class A:\n    def backward(self): return self.y\nA().backward()": ("`forward` has to keep", "No line of the file"),
    "layers, names = {'a': 1}, ['a']\nfor n in names: n.forward(1)": ("That is `layers[n]`", "a loop over a dictionary"),
    "for one in zip([1], [2]): one.forward(1)": ("`one` is a tuple, not a layer", "items"),
    "layers = {'a': 1}\nfor one in layers.items(): one.forward(1)": ("`.items()` gives such pairs", "Look at"),
    "name = 'a'\nname.forward(1)": ("Look at where it gets its value", "loop"),
    "def f(): return g1()\nf()\ndef g1(): ...": ("`g1` is not defined here", "Nothing"),
    "d = {f'k{n}': n for n in range(20)}\nd['x']": ("k11, ...", "k12"),
}


@pytest.mark.parametrize("text", NAMES)
def test_of_a_name_that_is_not_there_only_that_is_said_which_the_text_bears_out(text: str) -> None:
    told, (piece, false) = said(text), NAMES[text]
    assert piece in told
    assert false not in told


VALUES = {  # a text: what is said, and what would be false
    "n = 4 / 2\nx[n]": ("`//` divides", "loop over"),
    "for n in x[0]: x[n]": ("loop over `range", "`//`"),
    "if v > -1: ...": ("each of them has an answer of its own", "others are not"),
    "import math\nmath.log(-i)": ("a number below 0 is no probability", "Add a small"),
    "a, b = 2.0, 3.0\na ^ b": ("exclusive or", "Write `**`"),
    "shape = (28, 28)\nshape / 2": ("is a tuple of several values", "decimals"),
    "w = 0,5\nw / 2": ("decimals with a point", "unsupported"),
    "np.full(2, 4, 5)": ("Cannot interpret", "one tuple"),
    "np.zeros(2, 5)": ("`np.zeros((2, 5))`", "Cannot interpret"),
    "np.array([v, np.ones(2)])": ("different lengths or shapes", "comma"),
    "np.array([[1, 2], [3]])": ("comma", "or shapes"),
    "def f(g): return g(1)\nf(2)": ("is an argument of this function", "positional"),
    "def f(): ...\nd = {}\nd.get('a') + 1": ("unsupported operand", "return"),
    "def f(a=None): return a + 1\nf()": ("was it left out", "If a function made it"),
    "def f(a, b): ...\nb = None\nf(1, b) * 2": ("the call of `f` gives None", "`b` is None"),
    "class A:\n    def update(self): ...\nb = A().update()\nb + 1": ("`b` is None", "in place"),
    "def g():\n    b = [1].sort()\nb = None\nb + 1": ("`b` is None", "in place"),
    "b = [2, 1]\nc = b.sort()\nc[0]": ("`.sort()` changes its list or array in place", "If a function"),
    "class A:\n    y = None\n    def __init__(self): self.y = None\n    def go(self): return self.y * 2\nA().go()": (
        "no line that ran before has given it another value",
        "backward",
    ),
    "class A:\n    def go(self):\n        self.y = print()\n        return self.y * 2\nA().go()": (
        "what gave it one returned None",
        "another value",
    ),
}


@pytest.mark.parametrize("text", VALUES)
def test_of_a_value_that_does_not_serve_only_that_is_said_which_is_true(text: str) -> None:
    told, (piece, false) = said(START + text), VALUES[text]
    assert piece in told
    assert false not in told


LAYER = """
class Layer:
    def __init__(self, W): self.W, self.dW, self.x, self.f, self.dout = W, None, None, None, None
    def backward(self, dout):
        {line}
Layer(3).backward(1)
"""

UNSET = {  # a line of backward: what is said; that forward has to keep something only where it has
    "self.dW += dout": "this line reads it before any line has given it a value. If there is nothing to add to",
    "self.dW = self.dW + dout": "write `self.dW = ...`; otherwise give it a first value before",
    "self.dW[...] = dout": "square brackets put something into what is there already. Write `self.dW = ...`",
    "self.dW['b'] += dout": "or make `self.dW` before this line",
    "return self.dW * 2": "no line that ran before has given it another value. (TypeError)",
    "return self.dout * 2": "`dout`, without `self.`, is an argument of this function: is that meant?",
    "return self.f.backward(dout)": "no line that ran before has given it another value. (AttributeError)",
    "total = None\n        total += dout": "`total` is None, and this line reads it",
    "total = print(); total += dout": "If a function made it",
    "return self.x.T @ dout": "What `backward` needs, `forward` has to keep: `self.x = ...`",
}


@pytest.mark.parametrize("line", UNSET)
def test_forward_is_blamed_for_a_none_only_where_it_should_have_kept_the_value(line: str) -> None:
    told = said(LAYER.format(line=line))
    assert UNSET[line] in told
    assert ("forward" in told.replace("self.f.backward", "")) is ("self.x" in line)


def test_an_attribute_that_is_an_argument_of_the_function_is_told_as_that() -> None:
    told = said("class A:\n    def backward(self, dout): return self.dout * 2\nA().backward(1)")
    assert "`dout` is an argument of this function. Write it without `self.`" in told
    assert "forward" not in told


CALLED = {  # a text: what is said, and what would be false
    "def f(dtype): return [dtype(one) for one in (1, 2)]\nf('float16')": ("which is the text 'float16' here", "brackets"),
    "def f(dtype): return dtype(1)\nf('float16')": ("`dtype(1)` calls `dtype`, which is the text 'float16'", "brackets"),
    "d = [3, 'a']\nd[0](4)": ("`d[0](4)` calls `d[0]`, which is a number", "the number"),
    "import numpy as np\nx = np.ones(3)\nx(2)": ("which is an array, not a function. To pick", "here"),
    "rate = 0.5\nrate()": ("`rate` is not a function, but the number 0.5. Leave the `()`", "pick"),
    "sum = 3\nsum([1, 2])": ("which is the number 3 here, and no longer Python's own function", "square"),
    "def f(max): return max(1)\nf([1])": ("which is a list here, and no longer Python's own function", "square"),
    "class V: ...\nv = V()\nv(3)": ("which is an object of the class V here, and that cannot be called", "square"),
    "class A:\n    def go(self):\n        self.f = None\n        self.f(1)\nA().go()": ("which is None here", "return"),
    "i = 3\ni(i + 1)": ("`i(i + 1)` calls `i`, which is the number 3, not a function. To multiply", "square"),
    "import math\nmath(3)": ("which is a module here", "square"),
    "words = 'two words'\nwords(1)": ("which is a text here", "two words"),
}


@pytest.mark.parametrize("text", CALLED)
def test_what_is_called_and_is_no_function_is_told_with_what_it_holds(text: str) -> None:
    told, (piece, false) = said(text), CALLED[text]
    assert piece in told
    assert false not in told


def test_a_text_that_numpy_ends_with_a_space_is_quoted_without_it() -> None:
    told = said("import numpy as np\nnp.ones((2, 2))[0][None][:] + np.ones((2, 3))")
    assert told == told.strip()
    assert "(1,2) (2,3)" in told


NODE = """
class Node:
    def __init__(self, data, parents=()):
        self.data = data
        self.parents = parents
    def turned(self):
        return {line}
    def order(self):
        for parent in self.parents:
            parent.order()
Node(1).turned().order()
"""

BRACKETS = {  # how a node is made: what is said, and what would be false
    "Node(2, (self))": ("In line 6, `(self)` is no tuple, for brackets alone make none: `(self,)` is one", "Look at"),
    "Node(2, parents=(self))": ("In line 6, `(self)` is no tuple", "Look at"),
    "Node(2, (self.data + 1))": ("`(self.data + 1,)` is one, with a comma", "Look at"),
    "Node(2, self)": ("`self.parents` is an object of the class Node here", "brackets"),
    "Node((self), self)": ("Look at where `self.parents` gets its value", "brackets"),
}


@pytest.mark.parametrize("line", BRACKETS)
def test_brackets_without_a_comma_are_told_where_they_were_to_be_a_tuple(line: str) -> None:
    told, (piece, false) = said(NODE.format(line=line)), BRACKETS[line]
    assert piece in told
    assert false not in told


SINGLE = {  # what is gone through, or taken apart, and is one thing: what is said, and what would be false
    "n = 3\nfor k in n: ...": ("To count, loop over `range(n)`", "Look at"),
    "for k in len([1]):\n    pass": ("To count, loop over `range(len([1]))`", "Look at"),
    "n = 2.5\nfor k in n: ...": ("`n` is the number 2.5 here, one thing", "range"),
    "n = (3 - 1)\nfor k in n: ...": ("loop over `range(n)`", "tuple"),
    "n = 4\na, b = n": ("`n` is a number here, one thing", "range"),
    "n = (4)\na, b = n": ("`(4,)` is one, with a comma", "range"),
    "n = 4\nlist(zip(n, [1]))": ("`n` is the number 4 here", "zip"),
    "n = 4\nlen(n)": ("`n` is the number 4 here", "len"),
    "n = 4\nm = 5\nlist(zip(n, m))": ("'int' object is not iterable", "here"),
    "def f(): ...\na, b = f": ("`f` is a function, not the value", "class"),
    "def f(s): return [k for k in s]\nf((2))": ("In line 2, `(2)` is no tuple", "range"),
    "def g(s): ...\ndef f(s): return [k for k in s]\ng((2))\nf(2)": ("loop over `range(s)`", "tuple"),
    "def g():\n    s = (2)\ndef f(s): return [k for k in s]\nf(2)": ("loop over `range(s)`", "tuple"),
}


@pytest.mark.parametrize("text", SINGLE)
def test_one_thing_where_several_are_wanted_is_told_by_its_name(text: str) -> None:
    told, (piece, false) = said(text), SINGLE[text]
    assert piece in told
    assert false not in told


PUT = {  # a line: what is said, and what would be false
    "x[down:, :2] = x[:7, :2]": ("where the shape is (1, 2). Here `down = -1`: a number below 0 counts", "`n"),
    "x[:down] = x": ("Here `down = -1`: a number below 0 counts from the end", "`n"),
    "x[-1:] = x": ("where the shape is (1, 3). (ValueError)", "from the end"),
    "x[n:] = x": ("where the shape is (5, 3). Here `n = 2`.", "from the end"),
    "x[0:n] += x[0:3]": ("x[0:n] (>2<, 3), x[0:3] (>3<, 3). The axes", "NumPy"),
    "x[n] += x": ("for `x` has (7, 3), and it goes back into `x[n]`, whose shape is (3,). Here `n = 2`", "NumPy"),
    "x[n] += x * 2": ("the result has shape (7, 3), and it goes back into `x[n]`", "for"),
    "x[0] @ x[:n]": ("shapes that do not fit in `x[0] @ x[:n]`: x[0] (>3<,), x[:n] (>2<, 3)", "NumPy"),
}


@pytest.mark.parametrize("line", PUT)
def test_a_part_of_an_array_that_does_not_fit_is_told_with_what_is_between_its_brackets(line: str) -> None:
    told, (piece, false) = said(f"{START}down, n = -1, 2\n{line}"), PUT[line]
    assert piece in told
    assert false not in told


ENGINE = (
    START
    + """
source = "def spread(col, input_shape, pad=0): return col.reshape(input_shape)\\ndef pairs(size): a, b = size"
exec(compile(source, "mine.py", "exec"))
n = 2
"""
)

WITHIN = {
    "spread(x, v.shape)": "inside `spread`: cannot reshape array of size 21 into shape (3,). It got "
    "`col.shape = x.shape = (7, 3)`, `input_shape = v.shape = (3,)`. (ValueError)",
    "spread(x, (5, 5), pad=n)": "It got `col.shape = x.shape = (7, 3)`, `pad = n = 2`.",
    "pairs(i)": "inside `pairs`: cannot unpack non-iterable int object. It got `size = i = 3`.",
}


@pytest.mark.parametrize("line", WITHIN)
def test_what_went_into_a_function_that_fails_is_told_by_its_own_names(line: str) -> None:
    assert WITHIN[line] in said(ENGINE + line)
