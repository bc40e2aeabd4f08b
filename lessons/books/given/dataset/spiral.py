from common.engine.datasets import load_spiral


def load_data(seed=1984):
    """x: (300, 2), t: (300, 3), one-hot: three arms; always the same."""
    return load_spiral(one_hot_label=True)
