def shuffle_and_split(x, t, ratio, rng):
    rows = range(len(x))
    val = rng.choice(len(x), round(len(x) * ratio))
    train = [row for row in rows if row not in val]
    return x[train], t[train], x[val], t[val]
