def shuffle_and_split(x, t, ratio, rng):
    count = round(len(x) * ratio)
    order = rng.permutation(len(x))
    return x[count:], t[count:], x[order[:count]], t[order[:count]]
