"""Exercises on small computational graphs: the value that comes out, or the gradient that flows to an edge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from engine.figures import Edge, Graph
from tutor.model import Message
from tutor.practice.exercise import DrillKind, Exercise, Picture, factor, written
from tutor.practice.numbers import Numbers

UNKNOWN = "?"
HIDDEN = ""
END = "end"  # the box into which the last edge leads


class Node(NamedTuple):
    """`name = left op right`, op one of + * relu; a relu has no right."""

    name: str
    op: str
    left: str
    right: str = ""

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.left, self.right)))

    @property
    def code(self) -> str:
        return (
            f"{self.name} = relu({self.left})" if self.op == "relu" else f"{self.name} = {self.left} {self.op} {self.right}"
        )


class Circuit(NamedTuple):
    """Nodes in the order of computation, the last one L; numbers for the leaves; the gradient that arrives at L."""

    nodes: tuple[Node, ...]
    leaves: Mapping[str, int]
    upstream: int = 1

    def forward(self) -> dict[str, int]:
        """Every value by its name."""
        values = dict(self.leaves)
        for node in self.nodes:
            values[node.name] = _value(node, values)
        return values

    def backward(self, values: Mapping[str, int]) -> tuple[dict[str, int], dict[tuple[str, int], int]]:
        """The gradient of every name, and what flows along each edge: (node, number of its input)."""
        total = dict.fromkeys(values, 0) | {"L": self.upstream}
        flows: dict[tuple[str, int], int] = {}
        for node in reversed(self.nodes):
            for number, name in enumerate(node.inputs):
                flows[node.name, number] = total[node.name] * _slope(node, number, values)
                total[name] += flows[node.name, number]
        return total, flows


def _value(node: Node, values: Mapping[str, int]) -> int:
    left = values[node.left]
    if node.op == "relu":
        return max(left, 0)
    return left + values[node.right] if node.op == "+" else left * values[node.right]


def _slope(node: Node, number: int, values: Mapping[str, int]) -> int:
    """What an input's gradient is per unit of the node's own."""
    if node.op == "relu":
        return int(values[node.left] > 0)
    return 1 if node.op == "+" else values[node.inputs[1 - number]]


# --- circuits, from one node to four ---


def _circuit(draw: Numbers, *nodes: Node, upstream: int = 1, low: int = -4) -> Circuit:
    made = {node.name for node in nodes}
    leaves = list(dict.fromkeys(name for node in nodes for name in node.inputs if name not in made))
    return Circuit(nodes, dict(zip(leaves, draw.distinct(len(leaves), low, 7), strict=True)), upstream)


def one(draw: Numbers) -> Circuit:
    return _circuit(draw, Node("L", draw.one_of("+", "*", "*"), "x", "y"), upstream=draw.whole(2, 6), low=2)


def two(draw: Numbers) -> Circuit:
    first, second = draw.shuffled("+", "*")
    return _circuit(draw, Node("a", first, "x", "y"), Node("L", second, "a", "z"), low=2)


def three(draw: Numbers) -> Circuit:
    first, second, last = draw.one_of(("+", "*", "*"), ("*", "+", "*"), ("*", "*", "+"), ("+", "+", "*"))
    tail = draw.one_of(
        (Node("b", second, "z", "w"), Node("L", last, "a", "b")), (Node("b", second, "a", "z"), Node("L", last, "b", "w"))
    )
    return _circuit(draw, Node("a", first, "x", "y"), *tail)


def branch(draw: Numbers) -> Circuit:
    """x goes two ways, so its gradient is a sum."""
    first, last = draw.one_of(("+", "*"), ("*", "+"), ("*", "*"))
    return _circuit(draw, Node("a", first, "x", "y"), Node("L", last, "a", "x"), upstream=draw.one_of(1, 2, 3))


def bend(draw: Numbers) -> Circuit:
    """x goes two ways, one of them through two nodes, perhaps a relu (never at its kink); what arrives at L is not 1."""
    first, last = draw.one_of(("+", "*"), ("*", "*"), ("*", "+"))
    a, upstream = Node("a", first, "x", "y"), draw.whole(-3, 4)
    if draw.one_of(True, False):
        made = _circuit(draw, a, Node("b", "relu", "a"), Node("L", last, "b", "x"), upstream=upstream)
        return made if made.forward()["a"] else bend(draw)
    middle = "+" if first == "*" else "*"
    return _circuit(draw, a, Node("b", middle, "a", "z"), Node("L", last, "b", "x"), upstream=upstream)


# --- as exercises ---


def forward(circuit: Circuit) -> Exercise:
    values = circuit.forward()
    steps = [_calculated(node, values) for node in circuit.nodes]
    picture = _picture(circuit, {**dict.fromkeys(values, HIDDEN), **circuit.leaves, "L": UNKNOWN})
    return _exercise("forward", circuit, "drill.graphs.ask-value", "L", values["L"], steps, picture, values)


def backward(circuit: Circuit, wanted: str) -> Exercise:
    values = circuit.forward()
    total, _ = circuit.backward(values)
    hidden = {
        (node.name, number): UNKNOWN if name == wanted else None
        for node in circuit.nodes
        for number, name in enumerate(node.inputs)
    }
    picture = _picture(circuit, values, hidden)
    steps = [*_steps_to(circuit, wanted, values)]
    return _exercise("backward", circuit, "drill.graphs.ask-gradient", f"d{wanted}", total[wanted], steps, picture, values)


def _exercise(
    form: str,
    circuit: Circuit,
    ask: str,
    asked: str,
    answer: int,
    steps: list[Message],
    picture: Picture,
    values: Mapping[str, int],
) -> Exercise:
    given = [f"{name} = {value}" for name, value in circuit.leaves.items()] + [node.code for node in circuit.nodes]
    lines = ("; ".join(given), *((f"dout = {circuit.upstream}",) if form == "backward" else ()))
    flows = circuit.backward(values)[1] if form == "backward" else {}
    message = Message(ask, {"name": asked.removeprefix("d"), "upstream": circuit.upstream})
    solved = _picture(circuit, values, flows)
    return Exercise(DrillKind.GRAPHS, form, message, lines, asked, written(answer), tuple(steps), (), 1, picture, solved)


def _calculated(node: Node, values: Mapping[str, int]) -> Message:
    left = factor(values[node.left])
    code = f"relu({written(values[node.left])})" if node.op == "relu" else f"{left} {node.op} {factor(values[node.right])}"
    return Message("drill.calculated", {"line": f"{node.name} = {code} = {written(values[node.name])}"})


def _steps_to(circuit: Circuit, wanted: str, values: Mapping[str, int]) -> list[Message]:
    """From L back to the wanted name, along every way that leads there."""
    total, flows = circuit.backward(values)
    on_way = _leads_to(circuit, wanted)
    steps = [Message("drill.graphs.arrives", {"upstream": written(circuit.upstream)})]
    for node in reversed(circuit.nodes):
        for number, name in enumerate(node.inputs):
            if name == wanted or name in on_way:
                steps.append(_flow(node, number, values, total[node.name], flows[node.name, number]))
    ways = [flows[node.name, number] for node in circuit.nodes for number, name in enumerate(node.inputs) if name == wanted]
    if len(ways) > 1:
        line = f"{' + '.join(map(factor, ways))} = {written(total[wanted])}"
        steps.append(Message("drill.graphs.adds", {"name": wanted, "ways": len(ways), "line": line}))
    return steps


def _leads_to(circuit: Circuit, wanted: str) -> set[str]:
    """The names on whose way back the wanted one lies."""
    found = {wanted}
    for node in circuit.nodes:
        if found & set(node.inputs):
            found.add(node.name)
    return found


def _flow(node: Node, number: int, values: Mapping[str, int], dout: int, flow: int) -> Message:
    key = {"+": "plus", "*": "times"}.get(node.op, "relu-open" if values[node.left] > 0 else "relu-shut")
    other = node.inputs[1 - number] if node.op == "*" else ""
    line = f"{written(dout)} * {factor(_slope(node, number, values))} = {written(flow)}"
    facts = {"code": node.code, "name": node.inputs[number], "other": other, "line": line, "flow": written(flow)}
    return Message(f"drill.graphs.{key}", {**facts, "value": written(values[node.inputs[number]])})


def _picture(
    circuit: Circuit, values: Mapping[str, int | str], gradients: Mapping[tuple[str, int], int | str | None] | None = None
) -> Picture:
    """A leaf that goes several ways has a box for each of them, which is how the graph is drawn."""
    edges = [
        Edge(name, node.name, values[name], (gradients or {}).get((node.name, number)))
        for node in circuit.nodes
        for number, name in enumerate(node.inputs)
    ]
    last = Edge("L", END, values["L"], circuit.upstream if gradients else None)
    nodes = (*circuit.leaves, *(node.name for node in circuit.nodes), END)
    labels = {node.name: f"{node.name}: {node.op}" for node in circuit.nodes}
    return Picture(Graph(nodes, (*edges, last)), {**labels, "L": circuit.nodes[-1].op, END: "L"})


def _either(make: Callable[[Numbers], Circuit]) -> Callable[[Numbers], Exercise]:
    def exercise(draw: Numbers) -> Exercise:
        circuit = make(draw)
        names = [*circuit.leaves, *(node.name for node in circuit.nodes[:-1])]
        wanted = draw.one_of(None, *names, *(["x"] if make in (branch, bend) else []))
        made = forward(circuit) if wanted is None else backward(circuit, wanted)
        return made._replace(lures=_lures(circuit, made))

    return exercise


def _lures(circuit: Circuit, made: Exercise) -> tuple[str, ...]:
    """The gradient of a way alone where several add up, the value instead; in larger graphs what arrives at L."""
    if made.form == "forward":
        return ()
    values, wanted = circuit.forward(), made.asked.removeprefix("d")
    flows = circuit.backward(values)[1]
    ways = [flow for (name, number), flow in flows.items() if _input(circuit, name, number) == wanted]
    alone = ways if len(ways) > 1 else []
    unchanged = [circuit.upstream] if len(circuit.nodes) > 2 else []
    return tuple(written(Fraction(lure)) for lure in (*alone, values[wanted], *unchanged))


def _input(circuit: Circuit, name: str, number: int) -> str:
    return next(node.inputs[number] for node in circuit.nodes if node.name == name)


LEVELS: tuple[tuple[Callable[[Numbers], Exercise], ...], ...] = tuple(
    (_either(make),) for make in (one, two, three, branch, bend)
)
