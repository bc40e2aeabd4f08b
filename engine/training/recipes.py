"""The networks of the books, each with a recipe that trains it to its goal on MNIST.

train_named("SimpleConvNet", seed=0, report=print)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike

import numpy as np

from engine.augmentation import jitter
from engine.backend import Array
from engine.datasets import load_mnist
from engine.initializers import Rng
from engine.networks import DeepConvNet, MultiLayerNet, Network, SampleNet, SimpleConvNet, TwoLayerNet
from engine.optimizers import Adam
from engine.training.progress import Progress
from engine.training.trainer import Pair, Plan, Trainer, cosine


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to train and how; `goal` is the share of the 10,000 test digits that it should read in the end."""

    make: Callable[[Rng], Network]
    goal: float
    epochs: int
    lr: float
    batch_size: int = 100
    images: bool = False
    decay: float = 0
    augment: Callable[[Array, Rng], Array] | None = None


RECIPES = {
    "TwoLayerNet": Recipe(
        lambda rng: TwoLayerNet(784, 50, 10, "xavier", activation="sigmoid", rng=rng),
        goal=0.97,
        epochs=14,
        lr=0.01,
        batch_size=200,
        decay=5e-5,
    ),
    "SampleNet": Recipe(lambda rng: SampleNet(rng=rng), goal=0.97, epochs=12, lr=0.003, decay=2e-5),
    "MultiLayerNet": Recipe(
        lambda rng: MultiLayerNet(784, [100, 100], 10, use_batchnorm=True, rng=rng), goal=0.98, epochs=10, lr=0.003
    ),
    "SimpleConvNet": Recipe(
        lambda rng: SimpleConvNet(weight_init_std="he", rng=rng), goal=0.989, epochs=10, lr=0.001, images=True, decay=1e-4
    ),
    "DeepConvNet": Recipe(lambda rng: DeepConvNet(rng=rng), goal=0.993, epochs=15, lr=0.002, images=True, augment=jitter),
}


@dataclass(frozen=True, slots=True)
class Trained:
    """A finished run: the network, its accuracy on the test digits, its goal, the seed, and the seconds in all."""

    name: str
    network: Network
    accuracy: float
    goal: float
    seed: int
    seconds: float


def train_named(
    network: str,
    *,
    epochs: int | None = None,
    seed: int = 0,
    report: Callable[[Progress], object] = lambda _: None,
    checkpoint: str | PathLike[str] | None = None,
) -> Trained:
    """Train a network of `RECIPES` on MNIST and report every few batches.

    epochs: the recipe's own where None. With `checkpoint` a run that was cut off goes on from its last epoch.
    Raises ValueError for a network without a recipe, and for less than one epoch.
    """
    name, recipe = recipe_of(network)
    rng = np.random.default_rng(seed)
    train, test = load_mnist(flatten=not recipe.images)
    net = recipe.make(rng)
    net.weight_decay_lambda = recipe.decay
    trainer = Trainer(net, Adam(recipe.lr), rng=rng)
    plan = _make_plan(recipe, recipe.epochs if epochs is None else epochs, test, checkpoint)
    for progress in trainer.run(*train, plan):
        report(progress)
    return Trained(name, net, net.accuracy(*test), recipe.goal, seed, trainer.seconds)


def _make_plan(recipe: Recipe, epochs: int, test: Pair, checkpoint: str | PathLike[str] | None) -> Plan:
    """The test digits are looked at after every epoch, and nothing is chosen by what they say."""
    return Plan(
        max_epoch=epochs,
        batch_size=recipe.batch_size,
        validation=test,
        checkpoint=checkpoint,
        augment=recipe.augment,
        schedule=cosine,
    )


def recipe_of(network: str) -> tuple[str, Recipe]:
    """A recipe by its network's name, upper or lower case. Raises ValueError naming those there are."""
    for name, recipe in RECIPES.items():
        if name.lower() == network.lower():
            return name, recipe
    raise ValueError(f'"{network}" is no network with a recipe: use one of {", ".join(RECIPES)}')
