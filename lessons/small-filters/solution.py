def receptive_field(layers, filter_size):
    """How many pixels, in one direction, a number after `layers` convolutions depends on (stride 1, no pooling)"""
    return 1 + layers * (filter_size - 1)


def parameter_count(channels_in, channels_out, filter_size):
    """How many numbers one convolution layer learns: W (channels_out, channels_in, size, size) and b (channels_out,)"""
    return channels_out * (channels_in * filter_size * filter_size + 1)
