"""Data that ships with the engine: everything here works without a network."""

from engine.datasets.mnist import load_mnist

__all__ = ["load_mnist"]
