from solution import Pooling as Right


class Pooling(Right):
    def forward(self, x):
        N, C, OH, OW = super().forward(x).shape
        return self.arg.reshape(N, OH, OW, C).transpose(0, 3, 1, 2)
