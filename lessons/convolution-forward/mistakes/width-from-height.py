from mine import im2col
from solution import Convolution as Right


class Convolution(Right):
    def forward(self, x):
        FN, _, FH, FW = self.W.shape
        N, _, H, _ = x.shape
        OH = (H + 2 * self.pad - FH) // self.stride + 1
        OW = (H + 2 * self.pad - FW) // self.stride + 1
        col = im2col(x, FH, FW, self.stride, self.pad)
        y = col @ self.W.reshape(FN, -1).T + self.b
        return y.reshape(N, OH, OW, FN).transpose(0, 3, 1, 2)
