import numpy as np
from solution import BatchNormalization as Right


class BatchNormalization(Right):
    def backward(self, dout):
        super().backward(dout)
        through = np.mean(dout, axis=0) + self.xn * np.mean(dout * self.xn, axis=0)
        return self.gamma / self.std * dout - through / self.std
