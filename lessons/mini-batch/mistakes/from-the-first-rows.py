def sample_batch(x, t, batch_size, rng):
    batch_mask = rng.choice(batch_size, batch_size)
    return x[batch_mask], t[batch_mask]
