from solution import Convolution as Right


class Convolution(Right):
    def forward(self, x):
        y = super().forward(x)
        N, FN, OH, OW = y.shape
        return y.transpose(0, 2, 3, 1).reshape(N, FN, OH, OW)
