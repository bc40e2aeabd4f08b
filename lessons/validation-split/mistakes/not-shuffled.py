def shuffle_and_split(x, t, ratio, rng):
    count = round(len(x) * ratio)
    return x[count:], t[count:], x[:count], t[:count]
