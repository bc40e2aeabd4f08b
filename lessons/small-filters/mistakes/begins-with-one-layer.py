from solution import parameter_count as parameter_count


def receptive_field(layers, filter_size):
    field = filter_size
    for _ in range(layers - 1):
        field += filter_size - 1
    return field
