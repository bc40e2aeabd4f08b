"""The engine's own source, as it is shown beside the learner's."""

from __future__ import annotations

import ast

from tutor.session.versions import engine_source


def test_a_class_is_shown_as_it_stands_in_the_engine() -> None:
    source = engine_source(("Affine",))
    tree = ast.parse(source)
    assert [node.name for node in tree.body if isinstance(node, ast.ClassDef)] == ["Affine"]
    assert "def backward" in source


def test_a_function_is_found_too() -> None:
    assert engine_source(("softmax",)).startswith("def softmax(")


def test_what_the_engine_does_not_have_is_empty() -> None:
    assert engine_source(("AND",)) == ""
