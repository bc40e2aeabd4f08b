def sample_batch(x, t, batch_size, rng):
    batch_mask = rng.integers(0, len(x) - 1, batch_size)
    return x[batch_mask], t[batch_mask]
