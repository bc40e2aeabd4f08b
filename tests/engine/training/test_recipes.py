from pathlib import Path

import pytest

from engine.training.progress import Progress
from engine.training.recipes import RECIPES, recipe_of, train_named


def test_a_network_is_found_by_its_name_in_any_case() -> None:
    assert recipe_of("simpleconvnet") == ("SimpleConvNet", RECIPES["SimpleConvNet"])


def test_an_unknown_network_names_those_there_are() -> None:
    with pytest.raises(ValueError, match='"ResNet" is no network with a recipe: use one of TwoLayerNet'):
        train_named("ResNet")


def test_no_epochs_are_no_wish_for_the_recipes_own() -> None:
    class Trains(Exception):
        """So that a run that begins ends at once."""

    def stop(_: Progress) -> None:
        raise Trains

    with pytest.raises(ValueError, match="max_epoch, batch_size and eval_interval must be at least 1"):
        train_named("TwoLayerNet", epochs=0, report=stop)


def test_a_run_reports_its_progress_and_what_it_reached(tmp_path: Path) -> None:
    heard: list[Progress] = []
    trained = train_named("TwoLayerNet", epochs=1, seed=3, report=heard.append, checkpoint=tmp_path / "run.npz")
    assert (trained.name, trained.seed) == ("TwoLayerNet", 3)
    assert trained.accuracy == heard[-1].validation_accuracy
    assert trained.accuracy > 0.9
    assert (heard[0].batch, heard[-1].batch, heard[-1].batches) == (20, 300, 300)
    again = train_named("TwoLayerNet", epochs=1, seed=3, checkpoint=tmp_path / "run.npz")
    assert again.accuracy == trained.accuracy


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_makes_its_network(name: str) -> None:
    import numpy as np

    recipe = RECIPES[name]
    net = recipe.make(np.random.default_rng(0))
    x = np.zeros((2, 1, 28, 28) if recipe.images else (2, 784), np.float32)
    assert net.predict(x).shape == (2, 10)
