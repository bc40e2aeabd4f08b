from solution import Residual as Right


class Residual(Right):
    def forward(self, x):
        for layer in self.layers:
            out = layer.forward(x)
            x = x + out if out.shape == x.shape else out
        return x
