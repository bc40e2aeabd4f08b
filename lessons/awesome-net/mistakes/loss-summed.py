from solution import AwesomeNet as Right


class AwesomeNet(Right):
    def loss(self, x, t):
        return super().loss(x, t) * len(x)


def build(input_shape, rng):
    return AwesomeNet(input_shape, rng)
