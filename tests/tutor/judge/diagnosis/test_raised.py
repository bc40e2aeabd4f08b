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
    "v[0, 1]": "`v[0, 1]` gives 2 indices, and `v` of shape (3,) has fewer axes: 1",
    "np.sum(v, axis=1)": "axis 1 is asked for, and the array there has only one: axis 0",
    "x.reshape(5, 3)": "21 numbers are to fill the shape (5, 3), which takes 15",
    "x[0] = np.ones(4)": "an array of shape (4,) is put into `x[0]`, where the shape is (3,)",
    "x.transpose(0, 2, 1)": "`x` has 2",
    "i[0]": "`i[0]` picks from `i`, which is one number",
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
