class MulLayer:
    """z = x * y, for numbers or for arrays of one shape"""

    def __init__(self):
        self.x = None
        self.y = None

    def forward(self, x, y):
        """x, y  ->  z, of the same shape"""
        self.x = x
        self.y = y
        return x * y

    def backward(self, dout):
        """dout, as z
        ->  dx, dy: how L follows x, and how it follows y
        """
        return dout * self.y, dout * self.x
