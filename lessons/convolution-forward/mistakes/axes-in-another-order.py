from solution import Convolution as Right


class Convolution(Right):
    def forward(self, x):
        return super().forward(x).transpose(0, 1, 3, 2)
