from solution import Momentum as Right


class Momentum(Right):
    def update(self, params, grads):
        if self.v is None:
            self.v = 0
        for key in params:
            self.v = self.momentum * self.v - self.lr * grads[key]
            params[key] += self.v
