class Residual:
    """A block of layers with a skip: y = x + f(x)

    layers: a list; f is all of them, one after the other,
    and gives back the shape that it got
    """

    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        """x: any shape  ->  y: as x"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: as y  ->  dx: as x"""
        raise NotImplementedError
