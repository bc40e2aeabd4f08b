from solution import MultiLayerNet as Right


class MultiLayerNet(Right):
    def __init__(self, input_size, hidden_size_list, output_size, activation="relu", weight_init_std="relu"):
        super().__init__(input_size, hidden_size_list, output_size, activation, "sigmoid")
