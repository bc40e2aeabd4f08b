"""The lines that somebody wrote into a stub."""

from tutor.course.lines import own_lines


def test_own_lines_are_those_beyond_the_stub() -> None:
    stub = "def f(x):\n    raise NotImplementedError\n"
    assert own_lines("def f(x):\n    y = x\n    y = x\n\n    # why\n    return y\n", stub) == 3
    assert own_lines(stub, stub) == 0
