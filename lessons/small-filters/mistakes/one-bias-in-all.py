from solution import receptive_field as receptive_field


def parameter_count(channels_in, channels_out, filter_size):
    return channels_out * channels_in * filter_size**2 + 1
