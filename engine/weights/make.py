"""Train a network by its recipe and keep its weights beside this file: `python -m engine.weights.make SampleNet`.

With `--checkpoint FILE` a run that was cut off goes on from its last epoch.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from engine.backend import to_numpy
from engine.files import write_arrays
from engine.training.progress import Progress
from engine.training.recipes import Trained, train_named


def main(arguments: list[str] | None = None) -> None:
    """Train, save, and say how well the weights read the test digits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent)
    given = parser.parse_args(arguments)
    trained = train_named(given.network, epochs=given.epochs, seed=given.seed, report=_tell, checkpoint=given.checkpoint)
    save_small(trained, given.folder / f"{trained.name}.npz")
    sys.stdout.write(f"{trained.name}: {trained.accuracy:.2%} of the test digits, {trained.seconds / 60:.1f} minutes\n")


def save_small(trained: Trained, path: Path) -> None:
    """The network's arrays as float16: half the size, and the same digits read."""
    write_arrays(path, {key: to_numpy(array).astype(np.float16) for key, array in trained.network.arrays().items()})


def _tell(progress: Progress) -> None:
    if progress.validation_accuracy is not None:
        score, epoch = f"{progress.validation_accuracy:.2%}", f"{progress.epoch}/{progress.epochs}"
        sys.stdout.write(f"epoch {epoch}  loss {progress.loss:.4f}  test {score}  {progress.seconds:.0f} s\n")


if __name__ == "__main__":
    main()
