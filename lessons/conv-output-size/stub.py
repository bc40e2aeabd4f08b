def conv_output_size(input_size, filter_size, stride=1, pad=0):
    """How many places a filter has along one axis

    input_size: pixels along that axis, before padding
    filter_size: pixels of the filter along it
    stride: how far the filter moves
    pad: pixels added at EACH end
    ->  a whole number
    """
    raise NotImplementedError
