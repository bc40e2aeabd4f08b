from solution import AwesomeNet as Right


class AwesomeNet(Right):
    def gradient(self, x, t):
        return {name: grad for name, grad in super().gradient(x, t).items() if name.startswith("W")}


def build(input_shape, rng):
    return AwesomeNet(input_shape, rng)
