from solution import MulLayer as Right


class MulLayer(Right):
    def forward(self, x, y):
        if self.x is None:
            self.x, self.y = x, y
        return x * y
