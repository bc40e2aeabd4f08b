def shuffle_and_split(x, t, ratio, rng):
    count = round(len(x) * ratio)
    order = rng.integers(0, len(x), len(x))
    val, train = order[:count], order[count:]
    return x[train], t[train], x[val], t[val]
