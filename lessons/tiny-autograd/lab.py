"""What the learner's Value has recorded: values above the edges, and below them the share that goes back along each."""

import math

from engine.figures import Board, Edge, Graph, Note

VIEWS = ("diamond", "neuron", "twice")
# Each step: its name, the operation, and of what.
PROGRAMS = {
    "diamond": (("d", "*", "a", "b"), ("e", "*", "d", "a"), ("L", "+", "e", "d")),
    "neuron": (("d", "*", "a", "b"), ("e", "+", "d", "c"), ("L", "tanh", "e")),
    "twice": (("d", "*", "a", "a"), ("e", "*", "b", "a"), ("L", "+", "d", "e")),
}


def lab(module, draw, settings):
    program = PROGRAMS[VIEWS[int(settings.view)]]
    used = {name for _, _, *names in program for name in names}
    values = {name: module.Value(float(getattr(settings, name))) for name in "abc" if name in used}
    for name, sign, *names in program:
        values[name] = applied(sign, [values[one] for one in names])
    values["L"].backward()
    facts = {name: float(values[name].grad) for name in "abc" if name in values}
    facts["L"] = float(values["L"].data)
    yield Board((picture(program, values), Note("with-c" if "c" in values else "told", facts)), columns=1)


def applied(sign, values):
    if sign == "tanh":
        return values[0].tanh()
    return values[0] * values[1] if sign == "*" else values[0] + values[1]


def picture(program, values):
    """One node for each operation; an edge carries the number of the Value that it comes from, and that way's share back.

    What is used again stands there by its name alone, so that each share is seen once.
    """
    unused = {name: f"{sign} {name}" for name, sign, *_ in program}
    edges = [
        Edge(unused.pop(one, one), f"{sign} {name}", float(values[one].data), share(sign, values, name, names, place))
        for name, sign, *names in program
        for place, one in enumerate(names)
    ]
    edges.append(Edge(unused.pop("L"), "L", float(values["L"].data), float(values["L"].grad)))
    return Graph(tuple(dict.fromkeys([*(edge.source for edge in edges), "L"])), tuple(edges))


def share(sign, values, name, names, place):
    """What this way adds to the grad of its Value: the slope times the grad of what was made."""
    grad = float(values[name].grad)
    if sign == "*":
        return grad * float(values[names[1 - place]].data)
    return grad if sign == "+" else grad * (1 - math.tanh(float(values[names[0]].data)) ** 2)
