from solution import MatMul as Right


class MatMul(Right):
    def __init__(self, W):
        super().__init__(W.copy())
