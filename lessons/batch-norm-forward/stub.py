import numpy as np


class BatchNormalization:
    """y = gamma xn + beta, xn = (x - mean) / sqrt(var+eps)

    In training, mean and var are those of the batch.
    In test mode they are running averages.
    """

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta = gamma, beta  # (D,) each
        self.momentum = momentum
        self.running_mean = np.zeros_like(gamma) if running_mean is None else running_mean
        self.running_var = np.zeros_like(gamma) if running_var is None else running_var
        self.eps = 1e-6
        self.xc = None  # for what backward has to remember
        self.std = None
        self.xn = None

    def forward(self, x, train_flg=True):
        """x: (N, D)  ->  y: (N, D)"""
        raise NotImplementedError
