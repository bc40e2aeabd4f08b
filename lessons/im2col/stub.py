import numpy as np


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    """Every window of every image as a row

    input_data: (N, C, H, W)
    ->  col: (N * OH * OW, C * filter_h * filter_w)

    Rows: images, then places row by row.
    Columns: channels, then the window row by row.
    """
    raise NotImplementedError
