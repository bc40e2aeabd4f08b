"""A training run on disk: everything that a run needs to go on as if it had never stopped, in one npz of plain numbers."""

from __future__ import annotations

import json
from dataclasses import asdict
from os import PathLike
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from engine.backend import Array, to_numpy, xp_of
from engine.files import copy_into, read_arrays, write_arrays
from engine.initializers import Rng
from engine.networks.snapshot import generators
from engine.optimizers import Optimizer
from engine.training.progress import Progress


class TrainingRun(Protocol):
    """What a training run is made of, and so what is kept of it; a `Trainer` is one."""

    model: Any  # with params, layers and arrays()
    optimizer: Optimizer
    rng: Rng
    history: list[Progress]
    best: dict[str, Array]
    lr: float


def save_checkpoint(path: str | PathLike[str], run: TrainingRun) -> None:
    """Model, optimizer, best parameters, history and random generators. Arrays are stored as "part/name"."""
    optimizer = run.optimizer
    arrays = {f"model/{key}": array for key, array in run.model.arrays().items()}
    arrays |= {f"best/{key}": array for key, array in run.best.items()}
    arrays |= {f"optimizer/{name}/{key}": array for (name, key), array in optimizer.state.items()}
    facts = {
        "optimizer": type(optimizer).__name__,
        "iter": optimizer.iter,
        "lr": run.lr,
        "history": [asdict(progress) for progress in run.history],
        "generators": [rng.bit_generator.state for rng in _generators(run)],
    }
    write_arrays(path, {name: to_numpy(array) for name, array in arrays.items()} | {"facts": np.array(json.dumps(facts))})


def load_checkpoint(path: str | PathLike[str], run: TrainingRun) -> bool:
    """Put a run where the saved one stood. False where there is no such file yet.

    Raises ValueError when the file was saved from another network or optimizer; then nothing is changed.
    """
    if not Path(path).exists():
        return False
    stored = read_arrays(path)
    facts = _read_facts(stored, run, str(path))
    copy_into(run.model.arrays(), _select(stored, "model/"), str(path))
    home = xp_of(next(iter(run.model.params.values())))
    run.best = {key: home.asarray(array) for key, array in _select(stored, "best/").items()}
    _restore_optimizer(run, facts, {key: home.asarray(array) for key, array in _select(stored, "optimizer/").items()})
    _restore_history(run, facts)
    for rng, state in zip(_generators(run), facts["generators"], strict=True):
        rng.bit_generator.state = state
    return True


def _read_facts(stored: dict[str, Array], run: TrainingRun, where: str) -> dict[str, Any]:
    if "facts" not in stored:
        raise ValueError(f"{where}: not a checkpoint but other arrays: load weights with net.load(...)")
    facts: dict[str, Any] = json.loads(str(stored["facts"]))
    ours = type(run.optimizer).__name__
    if facts["optimizer"] != ours:
        raise ValueError(
            f"{where}: saved with {facts['optimizer']} but the optimizer is {ours}: use the same, or another file"
        )
    if len(facts["generators"]) != len(_generators(run)):
        raise ValueError(f"{where}: was it saved from another network? It has other random generators")
    return facts


def _restore_optimizer(run: TrainingRun, facts: dict[str, Any], state: dict[str, Array]) -> None:
    run.optimizer.iter, run.lr = facts["iter"], facts["lr"]
    run.optimizer.lr = facts["lr"]
    split = {tuple(name.split("/", 1)): array for name, array in state.items()}
    run.optimizer.state = {(name, key): array for (name, key), array in split.items()}


def _restore_history(run: TrainingRun, facts: dict[str, Any]) -> None:
    run.history[:] = [Progress(**each) for each in facts["history"]]


def _generators(run: TrainingRun) -> list[Any]:
    """All different generators that the run draws from: the trainer's own first, then those of the layers."""
    return list(dict.fromkeys([run.rng, *generators(run.model.layers.values())]))


def _select(stored: dict[str, Array], prefix: str) -> dict[str, Array]:
    return {name.removeprefix(prefix): array for name, array in stored.items() if name.startswith(prefix)}
