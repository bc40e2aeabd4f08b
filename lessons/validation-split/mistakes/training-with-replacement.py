def shuffle_and_split(x, t, ratio, rng):
    rows = range(len(x))
    train = rng.choice(len(x), len(x) - round(len(x) * ratio))
    val = [row for row in rows if row not in train]
    return x[train], t[train], x[val], t[val]
