from solution import Residual as Right


class Residual(Right):
    def backward(self, dout):
        dx = dout.copy()
        self.layers.reverse()
        for layer in self.layers:
            dx = layer.backward(dx)
        return dout + dx
