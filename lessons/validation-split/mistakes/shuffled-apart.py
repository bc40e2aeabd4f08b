def shuffle_and_split(x, t, ratio, rng):
    count = round(len(x) * ratio)
    x, t = x[rng.permutation(len(x))], t[rng.permutation(len(t))]
    return x[count:], t[count:], x[:count], t[:count]
