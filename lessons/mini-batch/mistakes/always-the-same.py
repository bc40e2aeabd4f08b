import numpy as np


def sample_batch(x, t, batch_size, rng):
    rng = np.random.default_rng(0)
    batch_mask = rng.choice(len(x), batch_size)
    return x[batch_mask], t[batch_mask]
