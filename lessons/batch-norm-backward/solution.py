import numpy as np

EPS = 1e-6


class BatchNormalization:
    """y = gamma xn + beta, xn = (x - mean) / sqrt(var + eps)

    In training, mean and var are those of the batch, one per
    feature. In test mode they are running averages.
    """

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta = gamma, beta  # (D,) each
        self.momentum = momentum
        self.running_mean = np.zeros_like(gamma) if running_mean is None else running_mean
        self.running_var = np.zeros_like(gamma) if running_var is None else running_var
        self.xc = None  # for what backward has to remember
        self.std = None
        self.xn = None
        self.dgamma = None
        self.dbeta = None

    def forward(self, x, train_flg=True):
        """x: (N, D), or images (N, C, H, W)  ->  y: as x"""
        if x.ndim == 4:
            return as_images(self.forward(as_rows(x), train_flg), x.shape)
        xn = self.normalize(x, *self.statistics(x, train_flg))
        return self.gamma * xn + self.beta

    def statistics(self, x, train_flg):
        """The mean and the variance to go by, (D,) each"""
        if not train_flg:
            return self.running_mean, self.running_var
        mean, var = np.mean(x, axis=0), np.var(x, axis=0)
        self.running_mean = self.mix(self.running_mean, mean)
        self.running_var = self.mix(self.running_var, var)
        return mean, var

    def mix(self, old, new):
        return self.momentum * old + (1 - self.momentum) * new

    def normalize(self, x, mean, var):
        """xn: mean 0 and variance 1 in every column"""
        self.xc = x - mean
        self.std = np.sqrt(var + EPS)
        self.xn = self.xc / self.std
        return self.xn

    def backward(self, dout):
        """dout: as y  ->  dx: as x"""
        if dout.ndim == 4:
            return as_images(self.backward(as_rows(dout)), dout.shape)
        N = len(dout)
        self.dbeta = np.sum(dout, axis=0)
        self.dgamma = np.sum(dout * self.xn, axis=0)
        dxn = dout * self.gamma
        dxc = dxn / self.std
        dstd = -np.sum(dxn * self.xc, axis=0) / self.std**2
        dvar = dstd / (2 * self.std)
        dxc += 2 * self.xc * dvar / N
        dmean = -np.sum(dxc, axis=0)
        return dxc + dmean / N


def as_rows(images):
    """(N, C, H, W) -> (N*H*W, C): a row per pixel"""
    return np.moveaxis(images, 1, -1).reshape(-1, images.shape[1])


def as_images(rows, shape):
    """The way back, to (N, C, H, W)"""
    N, C, H, W = shape
    return np.moveaxis(rows.reshape(N, H, W, C), -1, 1)
