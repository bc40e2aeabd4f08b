"""How the engine's modules stand to each other: what a reader may rely on who follows an import."""

from graphlib import TopologicalSorter

import grimp
import pytest


@pytest.fixture(scope="module")
def imports():
    """Module -> the modules that it imports, those inside functions and for types alone included."""
    graph = grimp.build_graph("engine", cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_no_module_imports_itself_by_way_of_others(imports):
    order = list(TopologicalSorter(imports).static_order())
    assert order.index("engine.training.progress") < order.index("engine.training.checkpoints")


def test_training_is_one_room(imports):
    rooms = {module.split(".")[1] for module in imports if module != "engine"}
    assert "training" in rooms
    assert not rooms & {"train", "trainer", "recipes", "checkpoints", "progress", "live"}


def test_showing_work_while_it_runs_costs_no_import_of_the_trainer(imports):
    assert imports["engine.training"] == set()
    assert imports["engine.training.live"] == set()
