from solution import Pooling as Right


class Pooling(Right):
    def backward(self, dout):
        return super().backward(dout.reshape(len(dout), *dout.shape[2:], -1).transpose(0, 3, 1, 2))
