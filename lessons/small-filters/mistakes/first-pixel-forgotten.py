from solution import parameter_count as parameter_count


def receptive_field(layers, filter_size):
    return layers * (filter_size - 1)
