class SGD:
    """Stochastic gradient descent: W <- W - lr * dL/dW, in a dict or in a list"""

    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        keys = params.keys() if isinstance(params, dict) else range(len(params))
        for key in keys:
            params[key] -= self.lr * grads[key]
