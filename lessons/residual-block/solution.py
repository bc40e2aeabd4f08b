class Residual:
    """y = x + f(x), f being all the layers, one after the other. They keep the shape."""

    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        """x: any shape  ->  y: as x"""
        out = x
        for layer in self.layers:
            out = layer.forward(out)
        return x + out  # a new array: x belongs to others

    def backward(self, dout):
        """dout: as y  ->  dx: as x"""
        dx = dout.copy()  # a layer may write into what it is handed
        for layer in reversed(self.layers):
            dx = layer.backward(dx)
        return dout + dx
