def conv_output_size(input_size, filter_size, stride=1, pad=0):
    if filter_size > input_size:
        raise ValueError(f"a filter of {filter_size} does not fit into {input_size} pixels")
    return (input_size + 2 * pad - filter_size) // stride + 1
