from solution import shuffle_and_split as right


def shuffle_and_split(x, t, ratio, rng):
    x_train, t_train, x_val, t_val = right(x, t, ratio, rng)
    return x_train, x_val, t_train, t_val
