class SGD:
    """Stochastic gradient descent: W <- W - lr * dL/dW"""

    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        """One step, in place, for all parameters.

        params, grads: dicts with the same keys, such as
        "W1" and "b1", of arrays with the same shapes
        """
        raise NotImplementedError
