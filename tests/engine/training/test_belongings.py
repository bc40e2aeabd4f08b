"""Any object goes on where it stood: its numbers, arrays and generators, whatever their names."""

from __future__ import annotations

import copy
import random
from collections import OrderedDict, defaultdict, deque
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from engine.training.belongings import PIECE, restore, state_of

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(),
    st.complex_numbers(),
    st.floats().map(np.float64),
)
ARRAYS = arrays_of.arrays(
    st.one_of(arrays_of.scalar_dtypes(), arrays_of.unicode_string_dtypes(max_len=4)),
    arrays_of.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
)
KEYS = st.one_of(st.text(max_size=3), st.integers(-9, 9), st.tuples(st.text(max_size=2), st.integers(0, 9)))
VALUES = st.recursive(
    st.one_of(SCALARS, ARRAYS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.lists(inner, max_size=3).map(tuple), st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=8,
)


class Thing:
    """Whatever a learner may have written."""

    def __init__(self, **given: Any) -> None:
        self.__dict__.update(given)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


class Slotted:
    __slots__ = ("lr", "v")

    def __init__(self, lr: float) -> None:
        self.lr = lr


class Private(Slotted):
    __slots__ = ("__seen",)

    def __init__(self, seen: int) -> None:
        super().__init__(lr=0.5)
        self.__seen = seen

    @property
    def seen(self) -> int:
        return self.__seen


class Momentum:
    """In the books' form: nothing there before the first update, then a dict."""

    def __init__(self) -> None:
        self.v: dict[str, Any] | None = None
        self.rng = np.random.default_rng(0)

    def update(self, params: dict[str, Any]) -> None:
        if self.v is None:
            self.v = {name: np.zeros_like(p) for name, p in params.items()}
        for name, p in params.items():
            self.v[name] = 0.9 * self.v[name] + self.rng.normal(size=p.shape)
            p -= self.v[name]


def same(a: Any, b: Any) -> bool:
    """Equal in kind and to the last bit."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        return bool(a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes())
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return repr(a) == repr(b)


@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), st.dictionaries(st.text(max_size=4), VALUES, max_size=4))
def test_whatever_an_object_holds_comes_back_into_another_that_holds_anything_else(first: Any, second: Any) -> None:
    restored = restore(Thing(**second), state_of(Thing(**first)))
    assert same(vars(restored), first)


@given(VALUES)
def test_a_state_is_arrays_of_bytes_alone_and_of_limited_size(value: Any) -> None:
    state = state_of([value])
    assert {(type(a), a.dtype, a.ndim) for a in state.values()} == {(np.ndarray, np.dtype(np.uint8), 1)}
    assert all(a.nbytes <= PIECE for name, a in state.items() if name != "layout")


@given(VALUES, VALUES)
def test_a_state_shares_nothing_with_what_it_was_taken_of(value: Any, other: Any) -> None:
    held = Thing(kept=value, w=np.arange(3.0))
    state = state_of(held)
    vars(held)["w"] += 1
    vars(held)["kept"] = other
    assert same(vars(restore(held, state)), {"kept": value, "w": np.arange(3.0)})


@given(st.integers(1, 6), st.integers(1, 6))
def test_an_optimizer_goes_on_as_if_it_had_never_stopped(before: int, after: int) -> None:
    through, stopped, fresh = Momentum(), Momentum(), Momentum()
    ours, theirs, anew = ({"W": np.ones((2, 3)), "b": np.ones(3)} for _ in range(3))
    for _ in range(before + after):
        through.update(ours)
    for _ in range(before):
        stopped.update(theirs)
    restore({"optimizer": fresh, "params": anew}, state_of({"optimizer": stopped, "params": theirs}))
    for _ in range(after):
        fresh.update(anew)
    assert same(ours, anew)


@pytest.mark.parametrize("bits", ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"])
def test_generators_of_every_kind_go_on_whether_one_is_there_or_not(bits: str) -> None:
    make = getattr(np.random, bits)
    kept = Thing(rng=np.random.Generator(make(1)), bits=make(2), old=np.random.RandomState(3), plain=random.Random(4))
    kept.rng.normal(size=3), kept.old.normal(), kept.plain.gauss()
    state = state_of(kept)
    wanted = kept.rng.normal(), kept.bits.random_raw(), kept.old.normal(), kept.plain.gauss()
    for into in (Thing(rng=np.random.default_rng(), old=np.random.RandomState()), Thing()):
        restore(into, state)
        assert (into.rng.normal(), into.bits.random_raw(), into.old.normal(), into.plain.gauss()) == wanted


def test_arrays_that_are_there_are_filled_in_place_so_that_layers_see_it() -> None:
    w = np.zeros(3)
    network = Thing(params={"W": w}, layer=Thing(W=w))
    restore(network, state_of(Thing(params={"W": np.arange(3.0)}, layer=Thing(W=np.arange(3.0)))))
    np.testing.assert_array_equal(w, np.arange(3.0))
    assert network.params["W"] is w


def test_what_was_one_comes_back_as_one_and_what_was_two_as_two() -> None:
    w = np.ones(2)
    restored = restore(Thing(), state_of(Thing(a=w, b=[w], c=w.copy())))
    assert restored.a is restored.b[0]
    assert restored.c is not restored.a
    same_at_first = np.zeros(2)
    apart = restore(Thing(m=same_at_first, v=same_at_first), state_of(Thing(m=np.zeros(2), v=np.ones(2))))
    assert (apart.m.tolist(), apart.v.tolist()) == ([0, 0], [1, 1])


def test_an_object_that_holds_itself_comes_back() -> None:
    knot = Thing(items=[], n=1)
    knot.items.append(knot)
    other = Thing(items=[], n=2)
    other.items.append(other)
    assert restore(other, state_of(knot)).items[0] is other
    assert other.n == 1


def test_slots_named_tuples_and_the_containers_of_the_library_come_back() -> None:
    class Pair(NamedTuple):
        a: int
        b: Any

    def made(number: int) -> Thing:
        slotted = Slotted(number / 10)
        counts = defaultdict(int, {"x": number})
        return Thing(s=slotted, p=Pair(number, None), d=counts, o=OrderedDict(k=number), q=deque([number], 3), t={number})

    kept, into = made(1), made(2)
    kept.s.v = np.ones(2)
    restore(into, state_of(kept))
    assert (into.s.lr, into.s.v.tolist(), into.p, into.d["new"], into.o, into.q.maxlen) == (
        0.1,
        [1, 1],
        Pair(1, None),
        0,
        {"k": 1},
        3,
    )
    assert (list(into.q), into.t, into.d["x"]) == ([1], {1}, 1)


def test_a_deque_made_anew_forgets_as_the_one_before_did() -> None:
    restored = restore(Thing(h={}), state_of(Thing(h={"W1": deque([1.0, 2.0, 3.0], maxlen=3), "b1": deque([1.0])})))
    assert restored.h == {"W1": deque([1.0, 2.0, 3.0]), "b1": deque([1.0])}
    assert (restored.h["W1"].maxlen, restored.h["b1"].maxlen) == (3, None)


def test_a_private_slot_comes_back() -> None:
    assert restore(Private(2), state_of(Private(5))).seen == 5


def test_a_slot_that_was_filled_since_is_empty_again() -> None:
    into = Slotted(0.5)
    into.v = np.ones(2)  # type: ignore[attr-defined]  # mypy knows no slot that __init__ leaves empty
    assert not hasattr(restore(into, state_of(Slotted(0.1))), "v")


def test_functions_stay_what_they_are() -> None:
    into = Thing(f=np.tanh, g=len, n=0)
    restore(into, state_of(Thing(f=np.exp, g=max, n=3)))
    assert (into.f, into.g, into.n) == (np.tanh, len, 3)


def test_what_cannot_be_kept_is_named() -> None:
    with pytest.raises(ValueError, match=r"Thing\.data\['b'\]: a generator cannot be kept"):
        state_of(Thing(data={"b": (n for n in range(3))}))
    with pytest.raises(ValueError, match=r"Thing\.r: a SystemRandom has no place to go on from: use random\.Random\(\)"):
        state_of(Thing(r=random.SystemRandom()))
    with pytest.raises(ValueError, match=r"Thing\.a: an array of object"):
        state_of(Thing(a=np.array([None])))


def test_the_state_of_another_class_is_refused_and_nothing_is_changed() -> None:
    into = Thing(w=np.zeros(2), layers=[Thing(n=0), Slotted(0.5)])
    with pytest.raises(ValueError, match=r"Thing\.layers\[1\]: a Thing stood here, and a Slotted is there now"):
        restore(into, state_of(Thing(w=np.ones(2), layers=[Thing(n=1), Thing(n=2)])))
    assert (into.w.tolist(), into.layers[0].n) == ([0, 0], 0)


@pytest.mark.parametrize(
    "broken", [{}, {"layout": np.frombuffer(b"{", np.uint8)}, {"layout": np.frombuffer(b'["x", 1]', np.uint8)}]
)
def test_a_damaged_state_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="anew"):
        restore(Thing(), broken)


def damaged(state: dict[str, Any], part: str, other: str) -> dict[str, Any]:
    """The same state with another text in its layout."""
    layout = state["layout"].tobytes()
    assert part.encode() in layout
    return state | {"layout": np.frombuffer(layout.replace(part.encode(), other.encode()), np.uint8)}


@pytest.mark.parametrize(
    ("held", "part", "other"),
    [
        (np.random.default_rng(0), "has_uint32", "has_uint99"),
        (np.random.default_rng(0), '["plain", "PCG64"]', '["plain", "PCG65"]'),
        (np.random.default_rng(0), '"uinteger"], ["plain", 0]', '"uinteger"], ["plain", -1]'),
        (np.random.RandomState(0), '"pos"', '"sop"'),
        (np.random.MT19937(0), '"pos"', '"sop"'),
        (random.Random(0), '["plain", 3]', '["plain", 9]'),
        ({"a": 1}, '["plain", "a"]', '["many", 9, "list", [], null]'),
        ({"a"}, '["plain", "a"]', '["many", 9, "list", [], null]'),
    ],
)
def test_a_damaged_part_is_refused_and_nothing_is_changed(held: Any, part: str, other: str) -> None:
    into = Thing(w=np.zeros(2), rng=np.random.default_rng(7), held=copy.deepcopy(held))
    before = state_of(into)
    with pytest.raises(ValueError, match="begin anew"):
        restore(into, damaged(state_of(Thing(w=np.ones(2), rng=np.random.default_rng(8), held=held)), part, other))
    assert same(state_of(into), before)


def test_large_arrays_go_in_pieces() -> None:
    large = np.arange(PIECE, dtype=np.float64)
    state = state_of(Thing(w=large))
    assert len(state) == 9
    np.testing.assert_array_equal(restore(Thing(), state).w, large)
