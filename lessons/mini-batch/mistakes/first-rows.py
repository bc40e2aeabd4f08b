def sample_batch(x, t, batch_size, rng):
    return x[:batch_size], t[:batch_size]
