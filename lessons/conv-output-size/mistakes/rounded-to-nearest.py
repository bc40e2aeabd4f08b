def conv_output_size(input_size, filter_size, stride=1, pad=0):
    room = input_size + 2 * pad - filter_size
    if room < 0:
        raise ValueError(f"a filter of {filter_size} does not fit into {input_size + 2 * pad} pixels")
    return round(room / stride + 1)
