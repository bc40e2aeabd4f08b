from solution import MulLayer as Right


class MulLayer(Right):
    def forward(self, x, y):
        z = super().forward(x, y)
        self.y = z
        return z
