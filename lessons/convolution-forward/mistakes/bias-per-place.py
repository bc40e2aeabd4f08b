from solution import Convolution as Right


class Convolution(Right):
    def forward(self, x):
        N, FN, OH, OW = super().forward(x).shape
        y = self.col @ self.W.reshape(FN, -1).T
        return y.reshape(N, OH, OW, FN).transpose(0, 3, 1, 2) + self.b
