def shuffle_and_split(x, t, ratio, rng):
    chosen = rng.random(len(x)) < ratio
    return x[~chosen], t[~chosen], x[chosen], t[chosen]
