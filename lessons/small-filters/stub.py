def receptive_field(layers, filter_size):
    """How many pixels, in one direction, one number of the
    last of `layers` convolutions depends on.
    Stride 1, no pooling.
    """
    raise NotImplementedError


def parameter_count(channels_in, channels_out, filter_size):
    """How many numbers one convolution layer learns:
    square filters, one bias for each of them
    """
    raise NotImplementedError
