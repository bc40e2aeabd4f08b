def sample_batch(x, t, batch_size, rng):
    rng.shuffle(x)
    return x[:batch_size], t[:batch_size]
