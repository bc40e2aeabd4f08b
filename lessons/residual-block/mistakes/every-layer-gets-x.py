from solution import Residual as Right


class Residual(Right):
    def forward(self, x):
        for layer in self.layers:
            out = layer.forward(x)
        return x + out
