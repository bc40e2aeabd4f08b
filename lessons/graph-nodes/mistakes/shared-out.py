import numpy as np
from solution import Repeat
from solution import Sum as Right


class Sum(Right):
    def backward(self, dout):
        return np.repeat(dout, self.n, axis=0) / self.n
