def sample_batch(x, t, batch_size, rng):
    batch_mask = rng.choice(len(x), batch_size)
    return x[batch_mask], t
