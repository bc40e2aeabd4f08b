def forward_xp(x, W, b):
    return x @ W + b
