"""The books' networks by name."""

from engine.networks.convolutional import DeepConvNet, SimpleConvNet
from engine.networks.multi_layer import MultiLayerNet
from engine.networks.network import Network
from engine.networks.sample import SampleNet
from engine.networks.two_layer import TwoLayerNet

__all__ = ["DeepConvNet", "MultiLayerNet", "Network", "SampleNet", "SimpleConvNet", "TwoLayerNet"]
