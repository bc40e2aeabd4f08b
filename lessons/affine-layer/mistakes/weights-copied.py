from solution import Affine as Right


class Affine(Right):
    def __init__(self, W, b):
        super().__init__(W.copy(), b.copy())
