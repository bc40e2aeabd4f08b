from solution import Pooling as Right


class Pooling(Right):
    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        super().__init__(pool_h, pool_w, pool_h, pad)
