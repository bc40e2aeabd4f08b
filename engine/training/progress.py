"""How far a training run is: a plain value, for whoever wants to print, draw or store it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far training is. `loss` is the mean since the last report; accuracies come at the end of an epoch only."""

    epoch: int  # finished epochs
    epochs: int
    batch: int  # finished batches of this epoch
    batches: int
    loss: float
    seconds: float
    train_accuracy: float | None = None
    validation_accuracy: float | None = None
