"""Computational graphs in boxes."""

from __future__ import annotations

import numpy as np

from engine.figures import Edge, Graph
from tutor.figures_text import as_text, graph

APPLES = Graph(
    ("apple", "count", "mul", "tax", "pay"),
    (Edge("apple", "mul", 100, 2.2), Edge("count", "mul", 2, 110), Edge("mul", "tax", 200, 1.1)),
)


def test_the_value_stands_above_the_edge_and_the_gradient_below() -> None:
    rows = as_text(APPLES, 60, 12, False).split("\n")
    edge = next(index for index, row in enumerate(rows) if "apple" in row)
    assert "100" in rows[edge - 1]
    assert "▶" in rows[edge]
    assert "2.2" in rows[edge + 1]


def test_nodes_stand_in_columns_before_what_they_feed() -> None:
    pieces = {piece.name: piece for root in graph.placed(APPLES) for piece in graph.walk(root)}
    assert pieces["apple"].column < pieces["mul"].column < pieces["tax"].column


def test_a_node_that_feeds_two_others_is_drawn_before_each() -> None:
    branched = Graph(("x", "a", "b", "y"), (Edge("x", "a", 1), Edge("x", "b", 1), Edge("a", "y", 1), Edge("b", "y", 1)))
    assert as_text(branched, 60, 20, False).count("│ x │") == 2


def test_a_circle_is_cut_and_still_drawn() -> None:
    circle = Graph(("a", "b", "c"), (Edge("a", "b", 1), Edge("b", "a", 2), Edge("b", "c", 3)))
    assert "│ c │" in as_text(circle, 60, 20, False)


def test_the_marked_element_is_in_brackets() -> None:
    figure = Graph(("W", "y"), (Edge("W", "y", np.array([[1.0, 2.0]])),), marked=(0, (0, 1)))
    assert "[2]" in as_text(figure, 40, 8, False)


def test_a_large_value_is_told_by_its_shape() -> None:
    assert "(100,50)" in as_text(Graph(("W", "y"), (Edge("W", "y", np.ones((100, 50))),)), 40, 8, False)


def test_a_graph_without_room_for_boxes_is_a_list_of_edges() -> None:
    rows = as_text(APPLES, 26, 4, False).split("\n")
    assert [row.split("  ")[0] for row in rows] == ["apple → mul", "count → mul", "mul → tax"]


def test_a_node_without_edges_is_drawn_too() -> None:
    assert "│ pay │" in as_text(APPLES, 60, 20, False)


def test_a_list_of_edges_tells_values_and_gradients() -> None:
    pair = Graph(("apples", "mul"), (Edge("apples", "mul", [120, 3], [3.3, 132]),))
    assert as_text(pair, 44, 1, False).split() == ["apples", "→", "mul", "120", "3", "3.3", "132"]
    column = Graph(("x", "W"), (Edge("x", "W", [[1.0], [2.0]]),))
    assert as_text(column, 26, 1, False).split() == ["x", "→", "W", "(2,1)"]
