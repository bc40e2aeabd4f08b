import numpy as np
from solution import Repeat
from solution import Sum as Right


class Sum(Right):
    def backward(self, dout):
        return dout.copy()
