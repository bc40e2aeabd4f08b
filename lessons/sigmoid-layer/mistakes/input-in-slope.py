from solution import Sigmoid as Right


class Sigmoid(Right):
    def forward(self, x):
        self.x = x
        return super().forward(x)

    def backward(self, dout):
        return dout * self.x * (1 - self.x)
