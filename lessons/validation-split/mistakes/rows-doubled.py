import random

import numpy as np


def shuffle_and_split(x, t, ratio, rng):
    count = round(len(x) * ratio)
    both = np.column_stack([x.reshape(len(x), -1), t.reshape(len(t), -1)])
    random.shuffle(both)
    width = x[0].size
    x, t = both[:, :width].reshape(x.shape), both[:, width:].reshape(t.shape)
    return x[count:], t[count:], x[:count], t[:count]
