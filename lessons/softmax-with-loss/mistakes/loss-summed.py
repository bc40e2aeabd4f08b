from solution import SoftmaxWithLoss as Right


class SoftmaxWithLoss(Right):
    def forward(self, x, t):
        return super().forward(x, t) * len(x)
