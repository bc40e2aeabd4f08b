"""How the engine's modules stand to each other: what a reader may rely on who follows an import."""

import ast
import re
from collections import defaultdict
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

import engine


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


def test_a_name_of_a_class_or_type_means_one_thing():
    defined = defaultdict(set)
    for file in sorted(Path(engine.__file__).parent.rglob("*.py")):
        text = file.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                defined[node.name].add(f"{file}:{node.lineno}")
            elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
                defined[ast.unparse(node.target)].add(ast.unparse(node.value))  # twice the same text is one thing
    assert {"Layer", "Network", "LayerCase", "NetworkCase"} <= defined.keys()
    assert {name: places for name, places in defined.items() if len(places) > 1} == {}


def test_the_books_are_named_once_and_called_b1_and_b2_from_then_on():
    assert "B1 and B2 are the books" in (engine.__doc__ or "")
    root = Path(engine.__file__).parent
    proper = [file for file in sorted(root.rglob("*.py")) if "checking" not in file.parts]
    spelt = re.compile(r"\bBooks?:|\bBook [12]\b|\bB[12] chapter|\bB2 [\d.]+, B1\b")
    assert len(proper) > 30
    assert [str(file) for file in proper if spelt.search(file.read_text("utf-8"))] == []
