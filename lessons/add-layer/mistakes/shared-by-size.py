from solution import AddLayer as Right


class AddLayer(Right):
    def forward(self, x, y):
        self.x, self.y = x, y
        return x + y

    def backward(self, dout):
        return dout * self.x / (self.x + self.y), dout * self.y / (self.x + self.y)
