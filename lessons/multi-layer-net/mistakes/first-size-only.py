from solution import MultiLayerNet as Right


class MultiLayerNet(Right):
    def __init__(self, input_size, hidden_size_list, output_size, *rest, **named):
        super().__init__(input_size, hidden_size_list[:1], output_size, *rest, **named)
