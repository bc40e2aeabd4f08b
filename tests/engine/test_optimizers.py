from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSprop, clip_grads

EVERY = [SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam]


def torch_pairs() -> dict[str, tuple[Optimizer, Callable[..., Any]]]:
    torch = pytest.importorskip("torch", reason="PyTorch, the optional oracle, is not installed")
    return {
        "SGD": (SGD(0.1), lambda p: torch.optim.SGD(p, 0.1)),
        "Momentum": (Momentum(0.1, 0.8), lambda p: torch.optim.SGD(p, 0.1, momentum=0.8)),
        "Nesterov": (Nesterov(0.1, 0.8), lambda p: torch.optim.SGD(p, 0.1, momentum=0.8, nesterov=True)),
        "AdaGrad": (AdaGrad(0.1, eps=1e-7), lambda p: torch.optim.Adagrad(p, 0.1, eps=1e-7)),
        "RMSprop": (RMSprop(0.01, 0.9, eps=1e-7), lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.9, eps=1e-7)),
        "Adam": (Adam(0.01), lambda p: torch.optim.Adam(p, 0.01)),
    }


@pytest.mark.parametrize("name", ["SGD", "Momentum", "Nesterov", "AdaGrad", "RMSprop", "Adam"])
def test_fifty_steps_end_where_pytorchs_do(name: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch, the optional oracle, is not installed")
    ours, theirs = torch_pairs()[name]
    rng = np.random.default_rng(0)
    params = {"W": rng.standard_normal((3, 4)), "b": rng.standard_normal(4)}
    tensors = [torch.tensor(p, requires_grad=True) for p in params.values()]
    optimizer = theirs(tensors)
    for _ in range(50):
        grads = {key: p + rng.standard_normal(p.shape) for key, p in params.items()}
        for tensor, g in zip(tensors, grads.values(), strict=True):
            tensor.grad = torch.tensor(g)
        ours.update(params, grads)
        optimizer.step()
        for tensor, p in zip(tensors, params.values(), strict=True):
            np.testing.assert_allclose(p, tensor.detach().numpy(), rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("make", EVERY)
def test_an_update_changes_the_very_arrays_it_is_given_and_no_gradient(make: Any) -> None:
    W = np.ones((2, 3), np.float32)
    g = np.full((2, 3), 0.5, np.float32)
    make().update({"W": W}, {"W": g})
    assert (W < 1).all()
    assert W.dtype == np.float32
    assert (g == 0.5).all()


@pytest.mark.parametrize("make", EVERY)
def test_lists_are_updated_as_dicts_are(make: Any) -> None:
    named, listed = {"a": np.ones(3), "b": np.ones(2)}, [np.ones(3), np.ones(2)]
    one, other = make(), make()
    for _ in range(3):
        one.update(named, {"a": np.arange(3.0), "b": np.ones(2)})
        other.update(listed, [np.arange(3.0), np.ones(2)])
    for p, q in zip(named.values(), listed, strict=True):
        np.testing.assert_array_equal(p, q)


@pytest.mark.parametrize("make", EVERY)
def test_every_optimizer_runs_down_the_books_valley(make: Any) -> None:
    p = {"x": np.array(-7.0), "y": np.array(2.0)}
    optimizer = make(lr={SGD: 0.9, AdaGrad: 1.5, Adam: 0.3, RMSprop: 0.05}.get(make, 0.1))
    for _ in range(200):
        optimizer.update(p, {"x": p["x"] / 10, "y": 2 * p["y"]})
    assert p["x"] ** 2 / 20 + p["y"] ** 2 < 0.01


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("number", [float, np.float64])
def test_plain_numbers_are_replaced_and_move_as_arrays_do(make: Any, number: Any) -> None:
    plain, arrays = {"x": number(-7), "y": number(2)}, {"x": np.array(-7.0), "y": np.array(2.0)}
    one, other = make(), make()
    for _ in range(3):
        for optimizer, p in ((one, plain), (other, arrays)):
            optimizer.update(p, {"x": p["x"] / 10, "y": 2 * p["y"]})
    assert plain == {key: float(value) for key, value in arrays.items()}
    assert -7 < plain["x"] < 0


def test_plain_numbers_in_a_list_are_replaced_too() -> None:
    params = [1.0, 2.0]
    SGD(lr=0.5).update(params, [1.0, -1.0])
    assert params == [0.5, 2.5]


@pytest.mark.parametrize("make", EVERY)
def test_an_optimizer_follows_its_data(make: Any, xp: Any, host: Callable[..., Any]) -> None:
    W = {"W": xp.asarray(np.ones(3))}
    numpys = {"W": np.ones(3)}
    ours, theirs = make(), make()
    for _ in range(3):
        ours.update(W, {"W": xp.asarray(np.arange(3.0))})
        theirs.update(numpys, {"W": np.arange(3.0)})
    np.testing.assert_allclose(host(W["W"]), numpys["W"])


def test_a_gradient_that_would_broadcast_is_refused() -> None:
    with pytest.raises(ValueError, match=r"SGD: params\['W'\] is \(2, 3\) but its gradient is \(3,\)"):
        SGD().update({"W": np.ones((2, 3))}, {"W": np.ones(3)})


def test_missing_gradients_are_named() -> None:
    with pytest.raises(ValueError, match=r"Adam: params has \['W', 'b'\] but grads has \['W'\]"):
        Adam().update({"W": np.ones(2), "b": np.ones(1)}, {"W": np.ones(2)})


def test_clipping_keeps_the_direction_and_bounds_the_length() -> None:
    grads = {"W": np.array([3.0, 0.0]), "b": np.array([4.0])}
    assert clip_grads(grads, 1.0) == pytest.approx(5)
    np.testing.assert_allclose(np.concatenate([*grads.values()]), [0.6, 0, 0.8])


@pytest.mark.parametrize("number", [int, float, np.float64, np.float32])
def test_clipping_replaces_plain_numbers(number: Any) -> None:
    named, listed = {"x": number(3), "y": number(4)}, [number(3), number(4)]
    assert clip_grads(named, 1.0) == clip_grads(listed, 1.0) == pytest.approx(5)
    assert named == pytest.approx({"x": 0.6, "y": 0.8})
    assert listed == pytest.approx([0.6, 0.8])


def test_clipping_leaves_short_gradients_alone() -> None:
    grads = [np.array([0.3, 0.4])]
    assert clip_grads(grads, 1.0) == pytest.approx(0.5)
    assert grads[0].tolist() == [0.3, 0.4]
