def sample_batch(x, t, batch_size, rng):
    x_batch = x[rng.choice(len(x), batch_size)]
    t_batch = t[rng.choice(len(t), batch_size)]
    return x_batch, t_batch
