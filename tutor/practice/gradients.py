"""Exercises on gradients by hand: one element of an array, from small whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from tutor.model import Message
from tutor.practice.exercise import DrillKind, Exercise, factor, written
from tutor.practice.numbers import Matrix, Numbers, matrix_code, row_code


def _exercise(
    form: str,
    given: Iterable[str],
    asked: str,
    answer: Fraction | int,
    *steps: Message,
    lures: Iterable[Fraction | int] = (),
) -> Exercise:
    ask = Message(
        "drill.gradients.ask-softmax" if form.startswith("softmax") else f"drill.gradients.{_ask(form)}", {"asked": asked}
    )
    wrong = tuple(written(lure) for lure in lures)
    return Exercise(DrillKind.GRADIENTS, form, ask, tuple(given), asked, written(answer), steps, wrong)


def _ask(form: str) -> str:
    return "ask-alone" if form in ("power", "squared-error") else "ask"


def _step(key: str, **facts: object) -> Message:
    said = {name: written(fact) if isinstance(fact, Fraction) else fact for name, fact in facts.items()}
    return Message(f"drill.gradients.{key}", said)


def _products(left: Iterable[Fraction], right: Iterable[Fraction]) -> tuple[str, Fraction]:
    """A sum of products, written out, and what it comes to."""
    pairs = list(zip(left, right, strict=True))
    total = sum((a * b for a, b in pairs), Fraction(0))
    line = " + ".join(f"{factor(a)} * {factor(b)}" for a, b in pairs)
    return f"{line} = {written(total)}", total


def _column(matrix: Matrix, at: int) -> list[Fraction]:
    return [row[at] for row in matrix]


# --- 1 ---


def power(draw: Numbers) -> Exercise:
    a, b, x = draw.distinct(3, 2, 9)
    slope = Fraction(2 * a * x + b)
    step = _step("power", a=a, b=b, x=x, line=f"2 * {a} * {x} + {b} = {written(slope)}")
    lures = (a * x * x + b * x, 2 * a * x, a * x + b)
    return _exercise("power", (f"L = {a} * x**2 + {b} * x", f"x = {x}"), "dL/dx", slope, step, lures=lures)


def relu(draw: Numbers) -> Exercise:
    x, dout = draw.row(4), draw.row(4)
    at = draw.index(4)
    open_ = x[at] > 0
    answer = dout[at] if open_ else Fraction(0)
    step = _step("relu-open" if open_ else "relu-shut", at=at, x=x[at], dout=dout[at])
    lures = (x[at], dout[at] * x[at], *(() if open_ else (dout[at],)))
    return _exercise(
        "relu", ("y = relu(x)", f"x = {row_code(x)}", f"dout = {row_code(dout)}"), f"dx[{at}]", answer, step, lures=lures
    )


def sigmoid_at_zero(draw: Numbers) -> Exercise:
    dout = draw.row(3)
    at = draw.index(3)
    x = [Fraction(number) for number in draw.distinct(3)]
    x[at] = Fraction(0)
    answer = dout[at] / 4
    steps = (
        _step("sigmoid-zero", at=at),
        _step("sigmoid", line=f"{written(dout[at])} * 0.5 * (1 - 0.5) = {written(answer)}"),
    )
    given = ("y = sigmoid(x)", f"x = {row_code(x)}", f"dout = {row_code(dout)}")
    return _exercise("sigmoid-at-zero", given, f"dx[{at}]", answer, *steps, lures=(dout[at], dout[at] / 2, 0))


# --- 2 and 3 ---


def weight(draw: Numbers) -> Exercise:
    return _weight(draw, 1)


def weight_of_batch(draw: Numbers) -> Exercise:
    return _weight(draw, draw.one_of(2, 3))


def _weight(draw: Numbers, n: int) -> Exercise:
    x, dout = draw.matrix(n, 2), draw.matrix(n, draw.one_of(2, 3))
    i, j = draw.index(2), draw.index(2)
    line, answer = _products(_column(x, i), _column(dout, j))
    step = _step("weight" if n == 1 else "weight-batch", i=i, j=j, n=n, line=line)
    lures = [_products(_column(x, j), _column(dout, i))[1]] if i != j else []
    lures += [answer / n, x[0][i] * dout[0][j]] if n > 1 else [dout[0][j]]
    given = ("y = x @ W + b", f"x = {matrix_code(x)}", f"dout = {matrix_code(dout)}")
    return _exercise("weight" if n == 1 else "weight-of-batch", given, f"dW[{i}, {j}]", answer, step, lures=lures)


def bias(draw: Numbers) -> Exercise:
    n, m = draw.one_of((2, 3), (3, 2))
    x, dout, j = draw.matrix(n, 2), draw.matrix(n, m), draw.index(m)
    column = _column(dout, j)
    answer = sum(column, Fraction(0))
    line = f"{' + '.join(map(factor, column))} = {written(answer)}"
    given = ("y = x @ W + b", f"x = {matrix_code(x)}", f"dout = {matrix_code(dout)}")
    return _exercise("bias", given, f"db[{j}]", answer, _step("bias", j=j, n=n, line=line), lures=(answer / n, column[0]))


def product_input(draw: Numbers) -> Exercise:
    n, m = draw.one_of(1, 2), draw.one_of(2, 3)
    W, dout = draw.matrix(2, m), draw.matrix(n, m)
    row, i = draw.index(n), draw.index(2)
    line, answer = _products(dout[row], W[i])
    given = ("y = x @ W + b", f"W = {matrix_code(W)}", f"dout = {matrix_code(dout)}")
    lures = [W[i][0] * dout[row][0]] + ([_products(dout[row], _column(W, i))[1]] if m == 2 else [])
    return _exercise("input", given, f"dx[{row}, {i}]", answer, _step("input", row=row, i=i, line=line), lures=lures)


def sigmoid(draw: Numbers) -> Exercise:
    y = [Fraction(tenth, 10) for tenth in draw.shuffled(1, 2, 3, 4, 6, 7, 8, 9)[:3]]
    dout, at = draw.row(3), draw.index(3)
    answer = dout[at] * y[at] * (1 - y[at])
    said = f"{written(dout[at])} * {written(y[at])} * (1 - {written(y[at])}) = {written(answer)}"
    given = ("y = sigmoid(x)", f"y = {row_code(y)}", f"dout = {row_code(dout)}")
    return _exercise("sigmoid", given, f"dx[{at}]", answer, _step("sigmoid", line=said), lures=(dout[at] * y[at], dout[at]))


# --- 4 ---


def _one_hot(at: int, size: int) -> list[Fraction]:
    return [Fraction(int(at == number)) for number in range(size)]


def _probabilities(draw: Numbers, classes: int) -> list[Fraction]:
    """Twentieths that add up to 1, all different."""
    parts = draw.shuffled(*range(1, 12))[: classes - 1]
    left = 20 - sum(parts)
    return (
        [Fraction(part, 20) for part in (*parts, left)] if left > 0 and left not in parts else _probabilities(draw, classes)
    )


def softmax_one(draw: Numbers) -> Exercise:
    return _softmax(draw, 1, "softmax-one")


def softmax_batch(draw: Numbers) -> Exercise:
    return _softmax(draw, draw.one_of(2, 4), "softmax-batch")


def _softmax(draw: Numbers, n: int, form: str) -> Exercise:
    classes = draw.one_of(3, 4) if n < 4 else 2
    y = [_probabilities(draw, classes) for _ in range(n)]
    t = [_one_hot(draw.index(classes), classes) for _ in range(n)]
    row, k = draw.index(n), draw.index(classes)
    return _softmax_exercise(form, y, t, row, k, (f"y = {matrix_code(y)}",))


def _softmax_exercise(form: str, y: Matrix, t: Matrix, row: int, k: int, shown: tuple[str, ...]) -> Exercise:
    n, mine, target = len(y), y[row][k], t[row][k]
    answer = (mine - target) / n
    line = f"({written(mine)} - {written(target)}) / {n} = {written(answer)}"
    given = ("L = cross_entropy(softmax(x), t)", *shown, f"t = {matrix_code(t)}")
    lures = [mine, -answer, *([mine - target] if n > 1 else [])]
    return _exercise(form, given, f"dx[{row}, {k}]", answer, _step("softmax", row=row, k=k, n=n, line=line), lures=lures)


def squared_error(draw: Numbers) -> Exercise:
    y, t = draw.row(3), draw.row(3)
    at = draw.index(3)
    answer = y[at] - t[at]
    given = ("L = 0.5 * sum((y - t)**2)", f"y = {row_code(y)}", f"t = {row_code(t)}")
    step = _step("squared", at=at, line=f"{written(y[at])} - {factor(t[at])} = {written(answer)}")
    return _exercise("squared-error", given, f"dL/dy[{at}]", answer, step, lures=(-answer, answer * answer, 2 * answer))


# --- 5 ---


def equal_scores(draw: Numbers) -> Exercise:
    """All scores alike, so that every class gets the same probability."""
    n, classes = draw.one_of(1, 2), draw.one_of(2, 4, 5)
    x = [[Fraction(draw.whole())] * classes for _ in range(n)]
    y = [[Fraction(1, classes)] * classes for _ in range(n)]
    t = [_one_hot(draw.index(classes), classes) for _ in range(n)]
    made = _softmax_exercise("softmax-equal", y, t, draw.index(n), draw.index(classes), (f"x = {matrix_code(x)}",))
    return made._replace(steps=(_step("equal", classes=classes, y=Fraction(1, classes)), *made.steps))


def relu_layer(draw: Numbers) -> Exercise:
    """Affine, then relu: dW takes the rows that the relu lets through."""
    x, W, dout = draw.matrix(2, 2), draw.matrix(2, 2), draw.matrix(2, 2)
    b = draw.row(2)
    a = [[sum((x[n][i] * W[i][m] for i in range(2)), b[m]) for m in range(2)] for n in range(2)]
    if any(value == 0 for row in a for value in row):
        return relu_layer(draw)
    da = [[dout[n][m] if a[n][m] > 0 else Fraction(0) for m in range(2)] for n in range(2)]
    i, j = draw.index(2), draw.index(2)
    line, answer = _products(_column(x, i), _column(da, j))
    steps = (
        _step("relu-forward", a=matrix_code(a)),
        _step("relu-mask", da=matrix_code(da)),
        _step("weight-batch", i=i, j=j, n=2, line=line),
    )
    unmasked = _products(_column(x, i), _column(dout, j))[1]
    lures = (unmasked,) if any(value < 0 for value in _column(a, j)) else ()
    given = (
        "y = relu(x @ W + b)",
        f"x = {matrix_code(x)}",
        f"W = {matrix_code(W)}",
        f"b = {row_code(b)}",
        f"dout = {matrix_code(dout)}",
    )
    return _exercise("relu-layer", given, f"dW[{i}, {j}]", answer, *steps, lures=lures)


LEVELS: tuple[tuple[Callable[[Numbers], Exercise], ...], ...] = (
    (power, relu, sigmoid_at_zero),
    (weight, bias),
    (weight_of_batch, product_input, sigmoid),
    (softmax_one, squared_error),
    (softmax_batch, equal_scores, relu_layer),
)
