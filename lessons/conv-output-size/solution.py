def conv_output_size(input_size, filter_size, stride=1, pad=0):
    """How many places a filter has along one axis of an image; pixels that are left over at the end do not count.

    Raises ValueError, naming both sizes, where the filter is larger than the padded image.
    """
    padded = input_size + 2 * pad
    if filter_size > padded:
        raise ValueError(f"a filter of {filter_size} does not fit into {input_size} + 2 * {pad} = {padded} pixels")
    return (padded - filter_size) // stride + 1
