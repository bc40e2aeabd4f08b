"""Runs against any module that defines conv_output_size; yields what came out, by name."""

import math
import re

from engine.checking import Observation, Raised, beyond, check_call
from engine.checking.observations import attempt

# Size, filter, stride, pad. In the first ones the last step ends at the edge.
EVEN = ((28, 5, 1, 0), (7, 3, 2, 0), (5, 3, 1, 1), (9, 4, 5, 0), (13, 5, 3, 2), (6, 6, 1, 0), (12, 2, 2, 3), (2, 3, 1, 1))
LEFT_OVER = ((10, 3, 2, 0), (27, 5, 3, 1), (11, 4, 5, 1))
NO_PLACE = ((3, 5, 1, 0), (2, 3, 2, 0), (2, 7, 3, 2))


def checks(module, draw):
    yield from defaults(module)
    for numbers in EVEN:
        yield from check_call(lambda n=numbers: size(module, *n), case=told(*numbers), variable="size")
    for numbers in LEFT_OVER:
        yield from left_over(module, numbers)
    for numbers in LEFT_OVER:
        yield from beyond(check_call(lambda n=numbers: size(module, *n), case=told(*numbers), variable="whole number"))
    for numbers in NO_PLACE:
        yield from beyond(no_place(module, numbers))


def defaults(module):
    """Stride and pad may be left out, and each may be given alone, by its name."""
    count = module.conv_output_size
    yield from check_call(lambda: count(7, 3), case="size 7, filter 3", variable="size")
    yield from check_call(lambda: count(7, 3, pad=1), case="size 7, filter 3, pad 1", variable="size")
    yield from check_call(lambda: count(9, 3, stride=2), case="size 9, filter 3, stride 2", variable="size")


def size(module, input_size, filter_size, stride, pad):
    return module.conv_output_size(input_size, filter_size, stride, pad)


def told(input_size, filter_size, stride, pad):
    return f"size {input_size}, filter {filter_size}, stride {stride}, pad {pad}"


def left_over(module, numbers):
    """Pixels are left over at the end. The books' page gives 3.5 there, other programs refuse: both count 3 whole steps.

    For one that refuses, the whole steps are those of the longest image that it takes.
    """
    first, *others = numbers

    def steps():
        for shorter in range(numbers[2]):
            found = attempt(lambda shorter=shorter: size(module, first - shorter, *others))
            if not (isinstance(found, Raised) and isinstance(found.error, ValueError)):
                return whole(found)
        return found  # whatever was raised last

    yield from check_call(lambda: again(steps()), case=told(*numbers), variable="whole steps")


def whole(found):
    return math.floor(found) if isinstance(found, float) and math.isfinite(found) else found


def again(found):
    """What came, or what was raised."""
    if isinstance(found, Raised):
        raise found.error
    return found


def no_place(module, numbers):
    """What is raised where the filter is larger than the padded image, and whether its text tells the sizes."""
    result = attempt(lambda: size(module, *numbers))
    case = told(*numbers)
    if not isinstance(result, Raised):
        yield Observation(f"{case}/what it raises/value", "forward", "same", f"nothing (it returns {result!r})")
        return
    kind = ValueError if isinstance(result.error, ValueError) else type(result.error)
    yield Observation(f"{case}/what it raises/value", "forward", "same", kind.__name__)
    yield Observation(f"{case}/what its text names/value", "forward", "same", named(str(result.error), *numbers))


def named(text, input_size, filter_size, stride, pad):
    """Whether a reader learns how large the filter is, and what it did not fit into."""
    numbers = {int(number) for number in re.findall(r"\d+", text)}
    image = bool(numbers & {input_size, input_size + 2 * pad})
    found = {"the image": image, "the filter": filter_size in numbers}
    return " and ".join(name for name, is_there in found.items() if is_there) or "no size"
