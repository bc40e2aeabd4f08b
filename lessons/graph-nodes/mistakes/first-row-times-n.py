import numpy as np
from solution import Repeat as Right
from solution import Sum


class Repeat(Right):
    def backward(self, dout):
        return dout[:1] * self.n
