import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backend import Array
from engine.layers import Convolution, col2im, conv_output_size, im2col


@st.composite
def images_and_windows(draw: st.DrawFn) -> tuple[np.random.Generator, Array, tuple[int, ...]]:
    window = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    stride, pad = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    sides = [draw(st.integers(max(1, size - 2 * pad), 8)) for size in window]
    shape = (draw(st.integers(1, 3)), draw(st.integers(1, 3)), *sides)
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    return rng, rng.standard_normal(shape), (*window, stride, pad)


@given(images_and_windows())
def test_col2im_is_the_adjoint_of_im2col(drawn: tuple[np.random.Generator, Array, tuple[int, ...]]) -> None:
    rng, x, window = drawn
    col = im2col(x, *window)
    c = rng.standard_normal(col.shape)
    assert np.vdot(col, c) == pytest.approx(np.vdot(x, col2im(c, x.shape, *window)), rel=1e-10, abs=1e-10)


@given(images_and_windows())
def test_col2im_of_ones_counts_the_windows_over_each_pixel(
    drawn: tuple[np.random.Generator, Array, tuple[int, ...]],
) -> None:
    _, x, window = drawn
    ones = np.ones_like(im2col(x, *window))
    counts = col2im(ones, x.shape, *window)
    assert (counts == np.round(counts)).all()
    assert counts.max() <= window[0] * window[1]


@given(images_and_windows())
def test_im2col_with_the_books_layout_makes_convolution_a_product(
    drawn: tuple[np.random.Generator, Array, tuple[int, ...]],
) -> None:
    rng, x, (FH, FW, stride, pad) = drawn
    W, b = rng.standard_normal((2, x.shape[1], FH, FW)), rng.standard_normal(2)
    y = Convolution(W, b, stride, pad).forward(x)
    product = im2col(x, FH, FW, stride, pad) @ W.reshape(2, -1).T + b
    np.testing.assert_allclose(y, product.reshape(y.shape[0], *y.shape[2:], 2).transpose(0, 3, 1, 2), rtol=1e-10, atol=1e-12)


def test_im2col_lays_each_window_out_as_a_row_by_channel() -> None:
    x = np.arange(18.0).reshape(1, 2, 3, 3)
    assert im2col(x, 2, 2)[0].tolist() == [0, 1, 3, 4, 9, 10, 12, 13]


def test_conv_output_size_is_the_books() -> None:
    assert conv_output_size(28, 5) == 24
    assert conv_output_size(28, 3, stride=1, pad=1) == 28
    assert conv_output_size(7, 3, stride=2, pad=0) == 3


@pytest.mark.parametrize(("size", "window", "stride"), [(28, 5, 2), (4, 5, 1), (4, 2, 0)])
def test_conv_output_size_refuses_what_does_not_fit(size: int, window: int, stride: int) -> None:
    with pytest.raises(ValueError, match=r"left over|larger than|at least 1"):
        conv_output_size(size, window, stride)


def test_col2im_refuses_rows_that_no_such_images_have() -> None:
    with pytest.raises(ValueError, match=r"col is \(3, 4\) but windows of \(1, 1, 3, 3\) make \(4, 4\)"):
        col2im(np.ones((3, 4)), (1, 1, 3, 3), 2, 2)
