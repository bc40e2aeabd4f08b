"""Exercises on shapes, from one matrix product to the windows of a convolution."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tutor.model import Message
from tutor.practice.answers import ERROR
from tutor.practice.exercise import DrillKind, Exercise, shape
from tutor.practice.numbers import Numbers

Shape = tuple[int, ...]


def _exercise(
    form: str, arrays: Mapping[str, Shape], code: str, answer: Shape | str, *steps: Message, lures: tuple[Shape, ...] = ()
) -> Exercise:
    given = tuple(f"{name}: {shape(sizes)}" for name, sizes in arrays.items())
    wanted = answer if isinstance(answer, str) else shape(answer)
    ask = Message("drill.shapes.ask-or-error" if form == "broadcast" else "drill.shapes.ask")
    whole = f"({code})" if " @ " in code or " + " in code else code
    return Exercise(DrillKind.SHAPES, form, ask, given, f"{whole}.shape", wanted, steps, tuple(map(shape, lures)))


def _step(key: str, **facts: object) -> Message:
    said = {name: shape(fact) if isinstance(fact, tuple) else fact for name, fact in facts.items()}
    return Message(f"drill.shapes.{key}", said)


# --- 1 ---


def product(draw: Numbers) -> Exercise:
    n, d, m = draw.sizes(3)
    steps = (
        _step("inner", left="x", a=(n, d), right="W", b=(d, m), inner=d),
        _step("outer", rows=n, columns=m, answer=(n, m)),
    )
    return _exercise("product", {"x": (n, d), "W": (d, m)}, "x @ W", (n, m), *steps, lures=((m, n), (d, d)))


def transpose(draw: Numbers) -> Exercise:
    a, b = draw.sizes(2)
    return _exercise("transpose", {"x": (a, b)}, "x.T", (b, a), _step("transpose", before=(a, b), answer=(b, a)))


def total(draw: Numbers) -> Exercise:
    sizes = tuple(draw.sizes(2))
    axis = draw.index(2)
    left = sizes[:axis] + sizes[axis + 1 :]
    step = _step("sum", axis=axis, size=sizes[axis], answer=left)
    return _exercise("total", {"x": sizes}, f"x.sum(axis={axis})", left, step, lures=((sizes[axis],),))


# --- 2 ---


def affine(draw: Numbers) -> Exercise:
    n, d, m = draw.sizes(3)
    steps = (
        _step("inner", left="x", a=(n, d), right="W", b=(d, m), inner=d),
        _step("outer", rows=n, columns=m, answer=(n, m)),
        _step("bias", b=(m,), n=n, answer=(n, m)),
    )
    return _exercise("affine", {"x": (n, d), "W": (d, m), "b": (m,)}, "x @ W + b", (n, m), *steps, lures=((m,), (m, n)))


def kept(draw: Numbers) -> Exercise:
    sizes = tuple(draw.sizes(2))
    axis, name = draw.index(2), draw.one_of("sum", "max", "mean")
    answer = (*sizes[:axis], 1, *sizes[axis + 1 :])
    step = _step("keepdims", axis=axis, size=sizes[axis], answer=answer)
    return _exercise("kept", {"x": sizes}, f"x.{name}(axis={axis}, keepdims=True)", answer, step)


def flatten(draw: Numbers) -> Exercise:
    n, c, h = draw.sizes(3, high=6)
    steps = (
        _step("count", shape=(n, c, h), count=n * c * h),
        _step("rest", first=n, rest=c * h, count=n * c * h, answer=(n, c * h)),
    )
    return _exercise("flatten", {"x": (n, c, h)}, f"x.reshape({n}, -1)", (n, c * h), *steps, lures=((n, c, h), (n, c + h)))


def regroup(draw: Numbers) -> Exercise:
    a, b, k = draw.sizes(3, high=6)
    count = a * b * k
    steps = (
        _step("count", shape=(a, b * k), count=count),
        _step("rest-first", last=k, rest=a * b, count=count, answer=(a * b, k)),
    )
    return _exercise("regroup", {"x": (a, b * k)}, f"x.reshape(-1, {k})", (a * b, k), *steps, lures=((a, k),))


# --- 3 and 4 ---


def broadcast(draw: Numbers) -> Exercise:
    """Two matrices, or a matrix and a row or a column; one time in three they do not fit."""
    a, b = draw.sizes(2)
    left, right = draw.one_of(
        ((a, b), (b,)), ((a, 1), (1, b)), ((a, b), (a, 1)), ((a, 1), (b,)), ((a, b), (a,)), ((b, a), (b,))
    )
    return _broadcast(left, right)


def broadcast_three(draw: Numbers) -> Exercise:
    a, b, c = draw.sizes(3)
    left, right = draw.one_of(
        ((a, 1, c), (b, 1)),
        ((a, b, c), (b, c)),
        ((a, b, 1), (c,)),
        ((a, b, c), (a, c)),
        ((a, b, c), (b, 1)),
        ((a, b, c), (a, 1)),
    )
    return _broadcast(left, right)


def _broadcast(left: Shape, right: Shape) -> Exercise:
    rank = max(len(left), len(right))
    pairs = list(zip(_padded(left, rank), _padded(right, rank), strict=True))
    bad = next(((-k - 1, pair) for k, pair in enumerate(reversed(pairs)) if pair[0] != pair[1] and 1 not in pair), None)
    first = _step("align", left=left, right=right, a=_padded(left, rank), b=_padded(right, rank))
    if bad:
        axis, (a, b) = bad
        return _exercise(
            "broadcast", {"x": left, "y": right}, "x + y", ERROR, first, _step("clash", axis=axis, a=a, b=b, answer=ERROR)
        )
    answer = tuple(max(pair) for pair in pairs)
    return _exercise("broadcast", {"x": left, "y": right}, "x + y", answer, first, _step("stretch", answer=answer))


def _padded(sizes: Shape, rank: int) -> Shape:
    return (1,) * (rank - len(sizes)) + sizes


def weight_gradient(draw: Numbers) -> Exercise:
    n, d, m = draw.sizes(3)
    steps = (
        _step("transposed", name="x", before=(n, d), after=(d, n)),
        _step("inner", left="x.T", a=(d, n), right="dout", b=(n, m), inner=n),
        _step("as-weights", name="W", answer=(d, m)),
    )
    return _exercise("weight-gradient", {"x": (n, d), "dout": (n, m)}, "x.T @ dout", (d, m), *steps, lures=((m, d), (n, n)))


def input_gradient(draw: Numbers) -> Exercise:
    n, d, m = draw.sizes(3)
    steps = (
        _step("transposed", name="W", before=(d, m), after=(m, d)),
        _step("inner", left="dout", a=(n, m), right="W.T", b=(m, d), inner=m),
        _step("as-weights", name="x", answer=(n, d)),
    )
    return _exercise("input-gradient", {"dout": (n, m), "W": (d, m)}, "dout @ W.T", (n, d), *steps, lures=((d, n),))


def total_three(draw: Numbers) -> Exercise:
    sizes = tuple(draw.sizes(3))
    axis = draw.one_of(0, 1, 2, -1, -2)
    at = axis % 3
    left = sizes[:at] + sizes[at + 1 :]
    return _exercise(
        "total-three", {"x": sizes}, f"x.sum(axis={axis})", left, _step("sum", axis=axis, size=sizes[at], answer=left)
    )


def permute(draw: Numbers) -> Exercise:
    sizes = tuple(draw.sizes(4))
    order = draw.one_of((0, 2, 3, 1), (0, 3, 1, 2), (1, 0, 2, 3), (0, 2, 1, 3), (3, 0, 1, 2))
    answer = tuple(sizes[axis] for axis in order)
    code = f"x.transpose{order}"
    picked = ", ".join(f"{axis}: {sizes[axis]}" for axis in order)
    inverse = tuple(sizes[order.index(axis)] for axis in range(4))
    lures = (inverse,) if inverse != answer else ()
    return _exercise("permute", {"x": sizes}, code, answer, _step("permute", picked=picked, answer=answer), lures=lures)


def two_layers(draw: Numbers) -> Exercise:
    n, d, h, m = draw.sizes(4, high=9)
    arrays = {"x": (n, d), "W1": (d, h), "b1": (h,), "W2": (h, m), "b2": (m,)}
    steps = (
        _step("hidden", a=(n, d), b=(d, h), answer=(n, h)),
        _step("then", a=(n, h), b=(h, m), answer=(n, m)),
    )
    return _exercise("two-layers", arrays, "(x @ W1 + b1) @ W2 + b2", (n, m), *steps, lures=((n, h),))


def unrolled(draw: Numbers) -> Exercise:
    n, c, h, w = draw.sizes(4, high=7)
    steps = (
        _step("moved", before=(n, c, h, w), after=(n, h, w, c)),
        _step("rest-first", last=c, rest=n * h * w, count=n * h * w * c, answer=(n * h * w, c)),
    )
    return _exercise("unrolled", {"x": (n, c, h, w)}, f"x.transpose(0, 2, 3, 1).reshape(-1, {c})", (n * h * w, c), *steps)


# --- 5 ---


def _windows(draw: Numbers, padded: bool = True) -> tuple[int, int, int, int, int]:
    """Input and filter sizes, stride, padding, and the output size they give; the windows fit without a rest."""
    stride, pad = draw.one_of(1, 2), draw.one_of(0, 1) if padded else 0
    filter_size = draw.one_of(2, 3, 5)
    out = draw.sizes(1, 3, 9)[0]
    size = (out - 1) * stride + filter_size - 2 * pad
    return (size, filter_size, stride, pad, out) if size >= filter_size else _windows(draw, padded)


def _window_step(size: int, filter_size: int, stride: int, pad: int, out: int) -> Message:
    return _step("windows", size=size, filter=filter_size, stride=stride, pad=pad, out=out)


def convolution(draw: Numbers) -> Exercise:
    (size, width, stride, pad, out), (n, c, filters) = _windows(draw), draw.sizes(3, high=10)
    answer = (n, filters, out, out)
    arrays = {"x": (n, c, size, size), "W": (filters, c, width, width), "b": (filters,)}
    steps = (_window_step(size, width, stride, pad, out), _step("channels", filters=filters, n=n, answer=answer))
    code = f"Convolution(W, b, stride={stride}, pad={pad}).forward(x)"
    return _exercise("convolution", arrays, code, answer, *steps, lures=((n, c, out, out),))


def im2col(draw: Numbers) -> Exercise:
    (size, width, stride, pad, out), (n, c) = _windows(draw), draw.sizes(2, high=5)
    answer = (n * out * out, c * width * width)
    steps = (
        _window_step(size, width, stride, pad, out),
        _step("rows", n=n, out=out, rows=answer[0]),
        _step("columns", c=c, filter=width, columns=answer[1], answer=answer),
    )
    code = f"im2col(x, {width}, {width}, stride={stride}, pad={pad})"
    return _exercise("im2col", {"x": (n, c, size, size)}, code, answer, *steps, lures=(answer[::-1],))


def pooling(draw: Numbers) -> Exercise:
    n, c, out = draw.sizes(3, high=9)
    window = draw.one_of(2, 3)
    size, answer = out * window, (n, c, out, out)
    steps = (_window_step(size, window, window, 0, out), _step("pooled", n=n, c=c, answer=answer))
    code = f"Pooling({window}, {window}, stride={window}).forward(x)"
    return _exercise("pooling", {"x": (n, c, size, size)}, code, answer, *steps)


LEVELS: tuple[tuple[Callable[[Numbers], Exercise], ...], ...] = (
    (product, transpose, total),
    (affine, kept, flatten, regroup),
    (broadcast, weight_gradient, input_gradient, total_three),
    (broadcast_three, permute, two_layers, unrolled),
    (convolution, im2col, pooling),
)
