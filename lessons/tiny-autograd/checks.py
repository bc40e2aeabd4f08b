"""Runs against any module that defines Value; yields the numbers of small graphs, and the gradients behind them, by name."""

from engine.checking import Observation, Raised, beyond
from engine.checking.observations import attempt

RECORDED = {
    "a + b": lambda a, b: a + b,
    "a * b": lambda a, b: a * b,
    "tanh": lambda a: a.tanh(),
    "a number behind": lambda a: (a + 2) * 3.0,
    "a number in front": lambda a: 0.5 * (1 + a),
}
ORDERED = {
    "a chain": lambda a, b, c: (a * b + c).tanh(),
    "a + a": lambda a: a + a,
    "a * a": lambda a: a * a,
    "two Values with one number": lambda a: a + (a + 0),
    "two with one number, turned round": lambda a: (a + 0) + a,
    "a diamond": lambda a, b: through(a * b, lambda d: d * a + d),
    "a short way and a long one": lambda a, b: through(a * b, lambda d: through(d.tanh(), lambda e: (e * b + d) * d)),
    "a neuron": lambda a, b, c, w, v: (a * w + b * v + c).tanh(),
    "two neurons, one behind the other": lambda a, w, b, v, c: ((a * w + b).tanh() * v + c).tanh(),
    "doubled 10 times": lambda a: repeated(a, 10, lambda x: x + x),
}
ALIKE = "as many as the first"
BEYOND = {
    "minus": lambda a, b: 1 - (a - b) * -a,
    "power": lambda a: a**2 + a**3,
    "division": lambda a, b: a / (b * b + 1) + 2 / (a * a + 1),
    "exp": lambda a: (a * 0.5).exp(),
    "relu": lambda a, b: (a * a * 0.25 + 0.1).relu() * b + (a * a * -0.25 - 0.1).relu() * b,
}


def through(shared, rest):
    """What `rest` makes of one Value that is used more than once."""
    return rest(shared)


def repeated(x, times, step):
    for _ in range(times):
        x = step(x)
    return x


def checks(module, draw):
    for case, build in {**RECORDED, **ORDERED}.items():
        yield from data(module, draw, case, build)
    for case, build in {**RECORDED, **ORDERED}.items():
        yield from gradients(module, draw, case, build)
    yield from asked_twice(module, draw)
    for case, build in BEYOND.items():
        yield from beyond(data(module, draw, case, build))
        yield from beyond(gradients(module, draw, case, build))
    yield from beyond(twice(module, draw))
    yield from beyond(deep(module))


def leaves(module, draw, case, build):
    """A Value for each argument of `build`, with a number of its own for each name: 0.5 to 1.5, of either sign."""
    names = build.__code__.co_varnames[: build.__code__.co_argcount]
    source = draw.at(case)
    return {name: module.Value(number(source, name)) for name in names}


def number(source, name):
    drawn = source.rng(name).uniform(-1.0, 1.0)
    return float(drawn + 0.5) if drawn > 0 else float(drawn - 0.5)


def data(module, draw, case, build):
    def made():
        return as_float(build(**leaves(module, draw, case, build)).data)

    yield Observation(f"{case}/data/value", "forward", "same", attempt(made))


def gradients(module, draw, case, build):
    def back():
        given = leaves(module, draw, case, build)
        build(**given).backward()
        return {name: as_float(value.grad) for name, value in given.items()}

    found = attempt(back)
    if isinstance(found, Raised):
        yield Observation(f"{case}/gradient/value", "gradient", "same", found)
        return
    for name, value in leaves(module, draw, case, build).items():
        yield Observation(f"{case}/{name}/value", "forward", "shown", as_float(value.data))
    for name, gradient in found.items():
        yield Observation(f"{case}/d{name}/value", "gradient", "same", gradient)


def asked_twice(module, draw):
    """What is behind a Value does not depend on who has asked before. Whoever does without `order` is not asked."""

    def counts():
        out = ORDERED["a chain"](**leaves(module, draw, "asked twice", ORDERED["a chain"]))
        if not hasattr(out, "order"):
            return ALIKE
        first, second = len(out.order()), len(out.order())
        return ALIKE if first == second else "fewer" if second < first else "more"

    yield Observation("order asked twice/Values found the second time/value", "forward", "same", attempt(counts))


def as_float(value):
    """A number as it came; what is none, for the judge to see."""
    return float(value) if isinstance(value, int | float) else value


def twice(module, draw):
    """A second backward from the same Value: as the first, or the sum of both, but no mixture, and not nothing."""

    def ratio():
        given = leaves(module, draw, "twice", build)
        out = build(**given)
        out.backward()
        once = given["a"].grad
        out.backward()
        times = given["a"].grad / once
        given["a"].grad = 0.0
        out.backward()
        if given["a"].grad == 0.0:
            return "nothing the second time"
        return "as one, or both added up" if min(abs(times - 1), abs(times - 2)) < 1e-9 else "a mixture"

    build = ORDERED["a chain"]
    yield Observation("backward twice/gradients/value", "gradient", "same", attempt(ratio))


def deep(module):
    """Whether backward gets through more operations than Python lets calls be nested."""

    def reached():
        a = module.Value(1.0)
        out = repeated(a, 3000, lambda x: x + 0.001)
        try:
            out.backward()
        except RecursionError:
            return "too deep"
        return "gone through" if a.grad == 1.0 else "wrong"

    yield Observation("deep/graph/value", "gradient", "same", attempt(reached))
