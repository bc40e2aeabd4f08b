"""How the engine's modules stand to each other: what a reader may rely on who follows an import."""

import ast
import re
from collections import defaultdict
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

import engine

ROOT = Path(engine.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
PROPER = [file for file in FILES if "checking" not in file.relative_to(ROOT).parts]  # the engine without its checks


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Module -> the modules that it imports, those inside functions and for types alone included."""
    graph = grimp.build_graph("engine", cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_no_module_imports_itself_by_way_of_others(imports: dict[str, set[str]]) -> None:
    order = list(TopologicalSorter(imports).static_order())
    assert order.index("engine.training.progress") < order.index("engine.training.checkpoints")


def test_training_is_one_room(imports: dict[str, set[str]]) -> None:
    rooms = {module.split(".")[1] for module in imports if module != "engine"}
    assert "training" in rooms
    assert not rooms & {"train", "trainer", "recipes", "checkpoints", "progress", "live"}


def test_showing_work_while_it_runs_costs_no_import_of_the_trainer(imports: dict[str, set[str]]) -> None:
    assert imports["engine.training"] == set()
    assert imports["engine.training.live"] == set()


def test_a_name_of_a_class_or_type_means_one_thing() -> None:
    defined = defaultdict(set)
    for file in FILES:
        text = file.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                defined[node.name].add(f"{file}:{node.lineno}")
            elif isinstance(node, ast.AnnAssign) and node.value and ast.unparse(node.annotation) == "TypeAlias":
                defined[ast.unparse(node.target)].add(ast.unparse(node.value))  # twice the same text is one thing
    assert {"Layer", "Network", "LayerCase", "NetworkCase"} <= defined.keys()
    assert {name: places for name, places in defined.items() if len(places) > 1} == {}


def test_the_books_are_named_once_and_called_b1_and_b2_from_then_on() -> None:
    assert "B1 and B2 are the books" in (engine.__doc__ or "")
    spelt = re.compile(r"\bBooks?:|\bBook [12]\b|\bB[12] chapter|\bB2 [\d.]+, B1\b")
    assert len(FILES) > 40
    assert [str(file) for file in FILES if spelt.search(file.read_text("utf-8"))] == []


def test_functions_of_the_engine_are_no_participles() -> None:
    nodes = (node for file in PROPER for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    functions = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    assert "narrow" in functions
    lessons_call, read_after_expect = {"centred", "pretrained"}, {"remembered"}  # expect.remembered(...)
    participles = {name for name in functions if re.fullmatch(r"_*[a-z]+(ed|wn)|_*(found|told|said)", name)}
    assert participles == lessons_call | read_after_expect
