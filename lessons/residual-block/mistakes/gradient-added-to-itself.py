from solution import Residual as Right


class Residual(Right):
    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout + dout
