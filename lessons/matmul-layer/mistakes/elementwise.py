from solution import MatMul as Right


class MatMul(Right):
    def forward(self, x):
        super().forward(x)
        return x * self.params[0]
