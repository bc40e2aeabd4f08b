from solution import Affine as Right


class Affine(Right):
    def forward(self, x):
        super().forward(x)
        return self.x @ self.W
