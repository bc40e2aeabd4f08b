import numpy as np
from mine import Affine, Sigmoid, SoftmaxWithLoss


class TwoLayerNet:
    """Affine, Sigmoid, Affine, then the loss

    params, grads: two lists of arrays in one order
    D, H, K: input_size, hidden_size, output_size
    """

    def __init__(self, input_size, hidden_size, output_size):
        W1 = 0.01 * np.random.randn(input_size, hidden_size)
        b1 = np.zeros(hidden_size)
        W2 = 0.01 * np.random.randn(hidden_size, output_size)
        b2 = np.zeros(output_size)
        self.layers = [Affine(W1, b1), Sigmoid(), Affine(W2, b2)]
        self.loss_layer = SoftmaxWithLoss()
        raise NotImplementedError  # self.params and self.grads

    def predict(self, x):
        """x: (N, D)  ->  scores: (N, K)"""
        raise NotImplementedError

    def forward(self, x, t):
        """t: one-hot, (N, K)  ->  the loss, one number"""
        raise NotImplementedError

    def backward(self, dout=1):
        """Fills the arrays of grads  ->  dL/dx: (N, D)"""
        raise NotImplementedError
