import numpy as np
from solution import MultiLayerNet as Right


class MultiLayerNet(Right):
    def __init__(self, input_size, hidden_size_list, output_size, activation="relu", weight_init_std="relu"):
        super().__init__(input_size, hidden_size_list, output_size, activation, weight_init_std)
        if isinstance(weight_init_std, str):
            for i in range(1, self.count + 1):
                W = self.params[f"W{i}"]
                W *= np.sqrt(len(W) / input_size)
