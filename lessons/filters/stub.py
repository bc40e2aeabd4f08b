import numpy as np


def normalize_filters(W):
    """The filters as pictures, from 0 (black) to 1 (white)

    W: (FN, C, FH, FW), left as it is
    ->  as W: one common scale for all filters
    """
    raise NotImplementedError
