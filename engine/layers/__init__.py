"""Every layer by the name that the books give it. Each file holds one idea; this one only collects the names."""

from engine.layers.activations import Relu, Sigmoid, Softmax, Tanh
from engine.layers.affine import Affine, MatMul
from engine.layers.convolution import Convolution
from engine.layers.dropout import Dropout
from engine.layers.losses import SigmoidWithLoss, SoftmaxWithLoss
from engine.layers.nodes import Add, Div, Exp, Log, Mul, Repeat, Sum
from engine.layers.normalization import BatchNormalization
from engine.layers.plain_convolution import PlainConvolution
from engine.layers.pooling import Pooling
from engine.layers.residual import Residual
from engine.layers.windows import col2im, conv_output_size, im2col

AddLayer, MulLayer = Add, Mul  # the names of B1 5.4

__all__ = [
    "Add",
    "AddLayer",
    "Affine",
    "BatchNormalization",
    "Convolution",
    "Div",
    "Dropout",
    "Exp",
    "Log",
    "MatMul",
    "Mul",
    "MulLayer",
    "PlainConvolution",
    "Pooling",
    "Relu",
    "Repeat",
    "Residual",
    "Sigmoid",
    "SigmoidWithLoss",
    "Softmax",
    "SoftmaxWithLoss",
    "Sum",
    "Tanh",
    "col2im",
    "conv_output_size",
    "im2col",
]
