def shuffle_and_split(x, t, ratio, rng):
    count = round(len(x) * ratio)
    order = rng.permutation(len(x))
    x[...], t[...] = x[order], t[order]
    return x[count:].copy(), t[count:].copy(), x[:count].copy(), t[:count].copy()
