def shuffle_and_split(x, t, ratio, rng):
    count = round(len(x) * ratio)
    val = rng.choice(len(x), count, replace=False)
    train = rng.choice(len(x), len(x) - count, replace=False)
    return x[train], t[train], x[val], t[val]
