from mine import cross_entropy_error
from solution import SoftmaxWithLoss as Right


class SoftmaxWithLoss(Right):
    def forward(self, x, t):
        super().forward(x, t)
        return cross_entropy_error(t, self.y)
