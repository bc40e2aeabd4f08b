from solution import MatMul as Right


class MatMul(Right):
    def forward(self, x):
        if self.x is None:
            self.x = x
        return x @ self.params[0]
