from solution import parameter_count as parameter_count


def receptive_field(layers, filter_size):
    return 1 + layers * 2 * (filter_size // 2)
