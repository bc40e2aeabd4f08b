def sample_batch(x, t, batch_size, rng):
    batch_mask = rng.choice(x.shape[1], batch_size)
    return x[batch_mask], t[batch_mask]
