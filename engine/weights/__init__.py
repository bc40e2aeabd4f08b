"""Weights that were learned beforehand, so that a network can read digits on the first day.

`python -m engine.weights.make NAME` made each file, by the recipe in `engine.training.recipes`.
"""

from engine.weights.load import SHIPPED, load_weights, pretrained

__all__ = ["SHIPPED", "load_weights", "pretrained"]
