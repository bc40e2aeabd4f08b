import numpy as np
from mine import col2im


class Convolution:
    """Every filter at every place of every image

    W: (FN, C, FH, FW), b: (FN,)
    """

    def backward(self, dout):
        """dout: (N, FN, OH, OW)  ->  dx: (N, C, H, W)

        Leaves the gradients in self.db and self.dW.
        """
        raise NotImplementedError
