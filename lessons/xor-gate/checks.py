"""Runs against any module that defines XOR; yields its whole truth table, so that each wrong table has a name."""

from engine.checking import Observation, check_call
from engine.checking.observations import attempt

INPUTS = ((0, 0), (1, 0), (0, 1), (1, 1))
GATES = {"AND": (0, 0, 0, 1), "NAND": (1, 1, 1, 0), "OR": (0, 1, 1, 1)}


def checks(module, draw):
    yield from own_gates(module)
    for x1, x2 in INPUTS:
        yield from check_call(
            lambda x1=x1, x2=x2: module.XOR(x1, x2),
            case="truth table",
            variable=f"XOR({x1}, {x2})",
        )


def own_gates(module):
    """The gates that the file itself defines: where XOR is wrong, one of them may be to blame. No matter for the pass."""
    for name, table in GATES.items():
        gate = getattr(module, name, None)
        own = getattr(gate, "__module__", "") == module.__name__ and getattr(gate, "__globals__", None) is vars(module)
        found = attempt(lambda gate=gate: tuple(float(gate(*bits)) for bits in INPUTS)) if own else table
        told = found if isinstance(found, tuple) else table
        yield Observation(f"truth table/{name} of this file/table", "forward", "shown", tuple(map(float, told)))
