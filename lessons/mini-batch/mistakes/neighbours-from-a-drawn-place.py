def sample_batch(x, t, batch_size, rng):
    start = rng.integers(len(x) - batch_size + 1)
    return x[start : start + batch_size], t[start : start + batch_size]
