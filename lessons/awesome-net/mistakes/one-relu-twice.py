from solution import AwesomeNet as Right


class AwesomeNet(Right):
    def __init__(self, input_shape, rng):
        super().__init__(input_shape, rng)
        self.reading[1] = self.seeing[1]


def build(input_shape, rng):
    return AwesomeNet(input_shape, rng)
