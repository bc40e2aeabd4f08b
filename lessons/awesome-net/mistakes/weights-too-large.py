from solution import AwesomeNet as Right


class AwesomeNet(Right):
    def __init__(self, input_shape, rng):
        super().__init__(input_shape, rng)
        for name in ("W1", "W2", "W3"):
            self.params[name][...] = rng.standard_normal(self.params[name].shape)


def build(input_shape, rng):
    return AwesomeNet(input_shape, rng)
