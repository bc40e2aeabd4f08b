def init_weights(n_in, n_out, kind, rng):
    std = {"zeros": 0, "xavier": 1 / n_in, "sigmoid": 1 / n_in, "he": 2 / n_in, "relu": 2 / n_in}.get(kind, kind)
    return std * rng.standard_normal((n_in, n_out))
