from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        for p in self.params:
            p[...] = 0
