from solution import Residual as Right


class Residual(Right):
    def backward(self, dout):
        dx = dout.copy()
        for layer in reversed(self.layers):
            dx = dx + layer.backward(dx.copy())
        return dx
