"""A training run on disk: everything that a run needs to go on as if it had never stopped, in one npz of plain numbers."""

from __future__ import annotations

import json
from dataclasses import asdict
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.backend import Array, to_numpy, xp_of
from engine.files import copy_into, read_arrays, write_arrays
from engine.networks.snapshot import generators
from engine.progress import Progress

if TYPE_CHECKING:
    from engine.training import Trainer


def save_checkpoint(path: str | PathLike[str], trainer: Trainer) -> None:
    """Model, optimizer, best parameters, history and random generators. Arrays are stored as "part/name"."""
    optimizer = trainer.optimizer
    arrays = {f"model/{key}": array for key, array in trainer.model.arrays().items()}
    arrays |= {f"best/{key}": array for key, array in trainer.best.items()}
    arrays |= {f"optimizer/{name}/{key}": array for (name, key), array in optimizer.state.items()}
    facts = {
        "optimizer": type(optimizer).__name__,
        "iter": optimizer.iter,
        "lr": trainer.lr,
        "history": [asdict(progress) for progress in trainer.history],
        "generators": [rng.bit_generator.state for rng in _generators(trainer)],
    }
    write_arrays(path, {name: to_numpy(array) for name, array in arrays.items()} | {"facts": np.array(json.dumps(facts))})


def load_checkpoint(path: str | PathLike[str], trainer: Trainer) -> bool:
    """Put a trainer where the saved one stood. False where there is no such file yet.

    Raises ValueError when the file was saved from another network or optimizer; then nothing is changed.
    """
    if not Path(path).exists():
        return False
    stored = read_arrays(path)
    facts = _facts(stored, trainer, str(path))
    copy_into(trainer.model.arrays(), _part(stored, "model/"), str(path))
    home = xp_of(next(iter(trainer.model.params.values())))
    trainer.best = {key: home.asarray(array) for key, array in _part(stored, "best/").items()}
    _restore_optimizer(trainer, facts, {key: home.asarray(array) for key, array in _part(stored, "optimizer/").items()})
    _restore_history(trainer, facts)
    for rng, state in zip(_generators(trainer), facts["generators"], strict=True):
        rng.bit_generator.state = state
    return True


def _facts(stored: dict[str, Array], trainer: Trainer, where: str) -> dict[str, Any]:
    if "facts" not in stored:
        raise ValueError(f"{where}: not a checkpoint but other arrays: load weights with net.load(...)")
    facts: dict[str, Any] = json.loads(str(stored["facts"]))
    ours = type(trainer.optimizer).__name__
    if facts["optimizer"] != ours:
        raise ValueError(
            f"{where}: saved with {facts['optimizer']} but the optimizer is {ours}: use the same, or another file"
        )
    if len(facts["generators"]) != len(_generators(trainer)):
        raise ValueError(f"{where}: was it saved from another network? It has other random generators")
    return facts


def _restore_optimizer(trainer: Trainer, facts: dict[str, Any], state: dict[str, Array]) -> None:
    trainer.optimizer.iter, trainer.lr = facts["iter"], facts["lr"]
    trainer.optimizer.lr = facts["lr"]
    split = {tuple(name.split("/", 1)): array for name, array in state.items()}
    trainer.optimizer.state = {(name, key): array for (name, key), array in split.items()}


def _restore_history(trainer: Trainer, facts: dict[str, Any]) -> None:
    trainer.history[:] = [Progress(**each) for each in facts["history"]]


def _generators(trainer: Trainer) -> list[Any]:
    """All different generators that the run draws from: the trainer's own first, then those of the layers."""
    return list(dict.fromkeys([trainer.rng, *generators(trainer.model.layers.values())]))


def _part(stored: dict[str, Array], prefix: str) -> dict[str, Array]:
    return {name.removeprefix(prefix): array for name, array in stored.items() if name.startswith(prefix)}
