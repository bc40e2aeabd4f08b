from solution import TwoLayerNet as Right


class TwoLayerNet(Right):
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, 0.0)
