"""Every layer by the name that the books give it. Each file holds one idea; this one only collects the names."""

from engine.layers.activations import Relu, Sigmoid, Softmax, Tanh
from engine.layers.affine import Affine, MatMul
from engine.layers.losses import SigmoidWithLoss, SoftmaxWithLoss
from engine.layers.nodes import Add, Div, Exp, Log, Mul, Repeat, Sum

AddLayer, MulLayer = Add, Mul  # the names of B1 5.4

__all__ = [
    "Add",
    "AddLayer",
    "Affine",
    "Div",
    "Exp",
    "Log",
    "MatMul",
    "Mul",
    "MulLayer",
    "Relu",
    "Repeat",
    "Sigmoid",
    "SigmoidWithLoss",
    "Softmax",
    "SoftmaxWithLoss",
    "Sum",
    "Tanh",
]
