def shuffle_and_split(x, t, ratio, rng):
    order = rng.permutation(len(x))
    return x[order], t[order]
