import numpy as np


def init_weights(n_in, n_out, kind, rng):
    """The first weights of a layer: (n_in, n_out)

    kind: "zeros", every weight 0
          "xavier" or "sigmoid", std = sqrt(1 / n_in)
          "he" or "relu", std = sqrt(2 / n_in)
          a number, which is the std itself
    rng: a generator, made by np.random.default_rng
    """
    raise NotImplementedError
