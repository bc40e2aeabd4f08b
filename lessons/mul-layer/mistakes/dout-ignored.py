from solution import MulLayer as Right


class MulLayer(Right):
    def backward(self, dout):
        return self.y, self.x
