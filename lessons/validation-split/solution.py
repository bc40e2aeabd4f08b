def shuffle_and_split(x, t, ratio, rng):
    """x_train, t_train, x_val, t_val: all rows in random order, the share `ratio` of them for validation"""
    count = round(len(x) * ratio)
    order = rng.permutation(len(x))
    val, train = order[:count], order[count:]
    return x[train], t[train], x[val], t[val]
