from engine.backend import to_numpy, xp_of


def forward_xp(x, W, b):
    return to_numpy(1 / (1 + xp_of(x).exp(-(x @ W + b))))
