"""Guesses by chance: how often a reason is given for wrong values that have none.

    python tests/bench/chance.py [--runs N] [--at-most SHARE]

Each run makes a variable of a few inputs in some cases, as the checks of the lessons do, and then spoils it at random: all
its elements, some of them, whole numbers, one number in each case. Whatever is said of it then is said by chance. Prints for
each kind of spoiling how often a reason was given, and which; exit status 1 where one is given more often than SHARE, or
where a sharp reason, one that names an expression, a factor or a case of both, is given at all.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

# Beside this file stands another called engine.py, which must not hide the package.
sys.path.sort(key=lambda folder: Path(folder).resolve() == Path(__file__).resolve().parent)

from tutor.judge.diagnosis.explain import SHARP, VAGUE
from tutor.judge.diagnosis.samples import Sample

Spoil = Callable[[np.random.Generator, Any], Any]
SHAPES = (
    ((3, 4), (1, 4), (7, 4)),
    ((3, 5), (1, 5), (7, 5), (2, 3)),
    ((5,), (1,), (3,)),
    ((2,), (2,), (5,), (1,)),
    ((), (), ()),
    ((), (), (), ()),
    ((4, 4), (5, 3)),
)
FACTS = (
    *("only-cases", "order", "same-in-each", "all-the-same", "whole", "zero", "only-rows", "only-columns"),
    *("bounds.below", "bounds.above"),
)  # true of what came, whatever made it so


def everywhere(rng: np.random.Generator, wanted: Any) -> Any:
    return rng.standard_normal(wanted.shape)


def somewhere(rng: np.random.Generator, wanted: Any) -> Any:
    return np.where(rng.random(wanted.shape) < rng.uniform(0.1, 0.9), rng.standard_normal(wanted.shape), wanted)


def whole(rng: np.random.Generator, wanted: Any) -> Any:
    return rng.integers(-3, 4, wanted.shape).astype(float)


def nearby(rng: np.random.Generator, wanted: Any) -> Any:
    return wanted * (1 + 0.3 * rng.standard_normal(wanted.shape))


def positive(rng: np.random.Generator, wanted: Any) -> Any:
    return np.exp(rng.standard_normal(wanted.shape))


KINDS: dict[str, Spoil] = {one.__name__: one for one in (everywhere, somewhere, whole, nearby, positive)}
MADE: tuple[Callable[[Any, Any], Any], ...] = (
    lambda x, z: x * z,
    lambda x, z: np.maximum(x, 0) + 0 * z,
    lambda x, z: 1 / (1 + np.exp(-x)) + 0 * z,
    lambda x, z: np.round(x + z),
    lambda x, z: np.abs(x - z),
)


def spoilt(rng: np.random.Generator, spoil: Spoil) -> list[Sample]:
    """A variable in a few cases, and what came in its place."""
    made, samples = MADE[rng.integers(len(MADE))], []
    for number, shape in enumerate(SHAPES[rng.integers(len(SHAPES))]):
        x, z = rng.standard_normal((2, *shape))
        wanted = np.asarray(made(x, z), float)
        case = f"N={shape[0]}" if shape else f"case {number}"
        samples.append(Sample(case, "y", np.asarray(spoil(rng, wanted), float), wanted, {"x": x, "z": z}))
    return samples


def reason(samples: Sequence[Sample]) -> str | None:
    """The name of the first symptom that is found, as the judge asks for them."""
    if all(sample.right for sample in samples):
        return None
    with np.errstate(all="ignore"):
        for family in (*SHARP, *VAGUE):
            for name, _ in family.symptoms(samples):
                return str(name)
    return None


def main(runs: int, at_most: float) -> int:
    bad = False
    for title, spoil in KINDS.items():
        rng = np.random.default_rng(0)
        found = Counter(name for _ in range(runs) if (name := reason(spoilt(rng, spoil))) is not None)
        guesses = sum(count for name, count in found.items() if name not in FACTS)
        bad |= guesses > at_most * runs
        print(f"{title:12} {runs} runs  {guesses:4} guesses ({guesses / runs:.2%})  {dict(found.most_common(8))}")
    return int(bad)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--at-most", type=float, default=0.002, help="share of runs in which a guess is allowed")
    given = parser.parse_args()
    sys.exit(main(given.runs, given.at_most))
