"""Runs against any module that defines receptive_field and parameter_count; yields what came out, by name."""

from engine.checking import check_call

FIELDS = ((3, 3), (1, 3), (2, 3), (10, 3), (1, 5), (2, 5), (3, 7), (4, 1), (2, 4), (0, 3), (0, 5))  # layers, filter size
COUNTS = (
    (2, 4, 3),
    (1, 16, 3),
    (16, 32, 3),
    (32, 16, 3),
    (3, 7, 5),
    (5, 1, 2),
    (64, 64, 3),
    (8, 6, 1),
)  # channels in, out, filter size


def checks(module, draw):
    for layers, size in FIELDS:
        case = f"layers {layers}, filter {size}"
        call = lambda n=layers, f=size: module.receptive_field(n, f)
        yield from check_call(call, case=case, variable="receptive field")
    for c_in, c_out, size in COUNTS:
        case = f"channels {c_in} to {c_out}, filter {size}"
        call = lambda i=c_in, o=c_out, f=size: module.parameter_count(i, o, f)
        yield from check_call(call, case=case, variable="count")
