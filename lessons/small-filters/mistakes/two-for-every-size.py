from solution import parameter_count as parameter_count


def receptive_field(layers, filter_size):
    return filter_size + 2 * (layers - 1)
