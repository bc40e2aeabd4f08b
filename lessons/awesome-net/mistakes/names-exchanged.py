from solution import AwesomeNet as Right


class AwesomeNet(Right):
    def gradient(self, x, t):
        grads = super().gradient(x, t)
        return {name: grads[f"{name[0]}{4 - int(name[1])}"] for name in grads}


def build(input_shape, rng):
    return AwesomeNet(input_shape, rng)
