"""Data that ships with the engine: everything here works without a network."""

from engine.datasets.batches import sample_batch, shuffle_and_split, shuffled_batches
from engine.datasets.handwriting import centred
from engine.datasets.mnist import load_mnist
from engine.datasets.small import load_digits_7x7, load_noisy_sine, load_spiral
from engine.datasets.toy import LANDSCAPES, Landscape

__all__ = [
    "LANDSCAPES",
    "Landscape",
    "centred",
    "load_digits_7x7",
    "load_mnist",
    "load_noisy_sine",
    "load_spiral",
    "sample_batch",
    "shuffle_and_split",
    "shuffled_batches",
]
