def shuffle_and_split(x, t, ratio, rng):
    count = round(len(x) * ratio)
    order = rng.permutation(len(x))
    train, val = order[:count], order[count:]
    return x[train], t[train], x[val], t[val]
