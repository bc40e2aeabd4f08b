from solution import MulLayer as Right


class MulLayer(Right):
    def backward(self, dout):
        return dout * self.x, dout * self.y
