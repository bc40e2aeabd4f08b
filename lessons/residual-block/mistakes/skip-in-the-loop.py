from solution import Residual as Right


class Residual(Right):
    def forward(self, x):
        for layer in self.layers:
            x = x + layer.forward(x)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = dout + layer.backward(dout.copy())
        return dout
