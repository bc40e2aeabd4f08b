from mine import im2col
from solution import Convolution as Right


class Convolution(Right):
    def forward(self, x):
        N, FN, OH, OW = super().forward(x).shape
        col = im2col(x, *self.W.shape[2:], self.stride, self.pad)
        y = col @ self.W.T.reshape(-1, FN) + self.b
        return y.reshape(N, OH, OW, FN).transpose(0, 3, 1, 2)
