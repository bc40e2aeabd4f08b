import numpy as np


class Dropout:
    """In training each number is dropped (made 0) or kept.

    dropout_ratio: the share that is dropped.
    In test mode nothing is dropped.
    """

    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio
        self.mask = None  # for what backward has to remember

    def forward(self, x, train_flg=True):
        """x: any shape  ->  y: as x"""
        raise NotImplementedError

    def backward(self, dout):
        """dout: as y  ->  dx: as x"""
        raise NotImplementedError
