"""The books' networks by name."""

from engine.networks.network import Network
from engine.networks.two_layer import TwoLayerNet

__all__ = ["Network", "TwoLayerNet"]
