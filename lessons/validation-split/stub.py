def shuffle_and_split(x, t, ratio, rng):
    """x_train, t_train, x_val, t_val: all rows, shuffled

    x: (N, D), t: (N, K) or (N,)
    ratio: the share of validation, such as 0.2
    rng: a generator, made by np.random.default_rng
    """
    raise NotImplementedError
