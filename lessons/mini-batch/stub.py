def sample_batch(x, t, batch_size, rng):
    """(x_batch, t_batch): batch_size data, drawn at random
    with the generator rng

    x: (N, D), t: (N, K) or (N,)
    ->  x_batch: (batch_size, D),
        t_batch: (batch_size, K) or (batch_size,)
    """
    raise NotImplementedError
