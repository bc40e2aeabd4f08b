class MulLayer:
    """z = x * y, for numbers or for arrays of one shape"""

    def __init__(self):
        self.x = None  # for what backward has to remember
        self.y = None

    def forward(self, x, y):
        """x, y  ->  z, of the same shape"""
        raise NotImplementedError

    def backward(self, dout):
        """dout, as z
        ->  dx, dy: how L follows x, and how it follows y
        """
        raise NotImplementedError
