from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.params = [self.params[:2], self.params[2:]]
