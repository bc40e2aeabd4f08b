from solution import MulLayer as Right


class MulLayer(Right):
    def backward(self, dout):
        z = self.x * self.y
        return dout * z, dout * z
