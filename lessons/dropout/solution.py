import numpy as np


class Dropout:
    """In training each number is dropped (set to 0) at random.

    dropout_ratio: the share that is dropped.
    In test mode nothing is dropped, and all are scaled to what is there on average in training.
    """

    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio
        self.mask = None

    def forward(self, x, train_flg=True):
        """x: any shape  ->  y: as x"""
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        return x * self.mask

    def backward(self, dout):
        """dout: as y  ->  dx: as x"""
        return dout * self.mask
