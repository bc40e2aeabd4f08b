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
        self.params = [W1, b1, W2, b2]
        self.grads = [np.zeros_like(p) for p in self.params]

    def predict(self, x):
        """x: (N, D)  ->  scores: (N, K)"""
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def forward(self, x, t):
        """t: one-hot, (N, K)  ->  the loss, one number"""
        return self.loss_layer.forward(self.predict(x), t)

    def backward(self, dout=1):
        """Fills the arrays of grads  ->  dL/dx: (N, D)"""
        dout = self.loss_layer.backward(dout)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        first, last = self.layers[0], self.layers[2]
        for grad, new in zip(self.grads, [first.dW, first.db, last.dW, last.db], strict=True):
            grad[...] = new
        return dout
