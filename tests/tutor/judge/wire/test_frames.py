"""Frames: however a pipe cuts them, and whatever a stranger's process may send instead."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any, Never, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.characters import clean
from tutor.judge.recorder import MAX_RECORDS, PRINTS_KEPT, Recorder
from tutor.judge.wire import packing
from tutor.judge.wire.figures import figure_from
from tutor.judge.wire.frames import MAX_FRAME, MAX_HEADER, BadFrame, Decoder, pack
from tutor.judge.wire.unpacking import Unpacker
from tutor.model import Crash, End, Foreign

plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
json_values = st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
Frame: TypeAlias = tuple[dict[str, Any], bytes]

frames = st.lists(
    st.tuples(st.dictionaries(st.text(max_size=5), plain.filter(lambda v: v == v), max_size=3), st.binary(max_size=50))
)


def taken_or_refused(read: Callable[..., Any]) -> bool:
    """Whatever else a forged message makes the judge raise ends the test."""
    try:
        read()
    except BadFrame:
        return True
    return True


def no_crash(error: BaseException) -> Never:
    raise AssertionError(f"a value was taken for {error!r}")


def heard(chunks: list[bytes]) -> list[Frame]:
    decoder = Decoder()
    return [frame for chunk in chunks for frame in decoder.feed(chunk)]


@given(frames, st.lists(st.integers(1, 40), min_size=1))
def test_frames_arrive_whole_however_the_pipe_cuts_them(sent: list[Frame], cuts: list[int]) -> None:
    stream, chunks, turn = b"".join(pack(*frame) for frame in sent), [], 0
    while stream:
        size = cuts[turn % len(cuts)]
        chunks.append(stream[:size])
        stream, turn = stream[size:], turn + 1
    assert heard(chunks) == sent


@given(st.binary(max_size=200))
def test_any_bytes_are_frames_or_a_bad_frame(data: bytes) -> None:
    assert taken_or_refused(lambda: heard([data]))


@pytest.mark.parametrize(("header", "blob"), [(MAX_HEADER + 1, 0), (0, MAX_FRAME + 1), (2**32 - 1, 2**32 - 1)])
def test_a_length_that_lies_is_refused_before_a_byte_of_it_is_kept(header: int, blob: int) -> None:
    with pytest.raises(BadFrame):
        heard([struct.pack("<II", header, blob)])


@pytest.mark.parametrize("text", [b"[]", b"1", b"{", b"\xff\xfe", b"null", b"[" * 100_000, b'{"a": ' + b"9" * 5000 + b"}"])
def test_a_header_that_is_no_object_is_refused(text: bytes) -> None:
    with pytest.raises(BadFrame):
        heard([struct.pack("<II", len(text), 0) + text])


def travelled(value: Any) -> Any:
    blobs: list[bytes] = []
    spec = packing.pack_value(
        value, blobs, lambda error: {"kind": "crash", "type": type(error).__name__, "text": "", "frames": []}
    )
    return Unpacker(b"".join(blobs)).value(json.loads(json.dumps(spec)))


@given(st.none() | st.booleans() | st.integers(-(2**61), 2**61) | st.floats(allow_nan=False) | st.text(max_size=100))
def test_plain_values_arrive_as_they_left_and_texts_clean(value: bool | float | str | None) -> None:
    assert travelled(value) == (clean(value) if isinstance(value, str) else value)


@pytest.mark.parametrize("dtype", ["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1", "?", ">f8", ">i4"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (1, 0, 4), (1,) * 8])
def test_arrays_of_numbers_arrive_as_they_left(dtype: str, shape: tuple[int, ...]) -> None:
    array = np.ones(shape, dtype)
    assert np.array_equal(travelled(array), array)
    assert np.shape(travelled(array)) == shape


def test_views_arrive_as_what_they_show() -> None:
    array = np.arange(24.0).reshape(2, 3, 4)
    for view in (array.T, array[::-1, ::2], np.asfortranarray(array), np.broadcast_to(1.0, (3, 3))):
        assert np.array_equal(travelled(view), view)


@pytest.mark.parametrize(
    "odd",
    [
        np.ones(2, complex),
        np.ones(2, object),
        np.array(["a"]),
        np.array("2020-01-01", "M8"),
        np.zeros(2, "i4,f8"),
        object(),
        10**30,
        {1: 2},
        {3},
    ],
    ids=lambda odd: type(odd).__name__ + str(getattr(odd, "dtype", "")),
)
def test_what_is_no_number_arrives_as_a_description(odd: Any) -> None:
    assert isinstance(travelled(odd), Foreign)


def test_an_array_too_large_to_travel_arrives_as_its_shape() -> None:
    assert travelled(np.zeros((1 << 10, 1 << 10))) == Foreign("array", (1 << 10, 1 << 10))


def test_an_exception_arrives_as_a_crash() -> None:
    assert travelled(ValueError("x")) == Crash("ValueError")


@pytest.mark.parametrize("number", [10**400, 1 << 62, -(1 << 62)])
def test_an_integer_that_no_worker_of_ours_sends_is_refused(number: int) -> None:
    with pytest.raises(BadFrame, match="beyond 64 bits"):
        Unpacker(b"").value({"kind": "plain", "value": number})


@pytest.mark.parametrize(
    "spec",
    [{"by_name": [1]}, {"by_name": None}, {"many": 5}, {"many": {"a": 1}}, {"figure": ["Curves"], "fields": {}}],
    ids=str,
)
def test_parts_of_a_figure_of_the_wrong_kind_are_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(BadFrame):
        figure_from(spec, b"")


def record_header(**changes: Any) -> dict[str, Any]:
    kept = {"t": "record", "run": "answer", "name": "N=3/y/value", "stage": "forward", "rule": "same"}
    return {**kept, "rtol": 0, "atol": 0, "beyond": False, "value": {"kind": "plain", "value": 1}, **changes}


def end_header(**changes: Any) -> dict[str, Any]:
    return {"t": "end", "run": "answer", "how": "done", "seconds": 0, "lost": 0, "warnings": [], **changes}


@given(st.sampled_from(["t", "run", "name", "stage", "rule", "rtol", "atol", "value"]), json_values)
def test_an_observation_with_any_field_forged_is_taken_or_refused_never_worse(
    field: str, forged: bool | list[Any] | dict[str, Any] | None
) -> None:
    assert taken_or_refused(lambda: Recorder().hear(record_header(**{field: forged}), b""))


@given(st.sampled_from(["t", "run", "how", "seconds", "lost", "warnings", "crash", "facts"]), json_values)
def test_an_end_with_any_field_forged_is_taken_or_refused_never_worse(field: str, forged: Any) -> None:
    assert taken_or_refused(lambda: Recorder().hear(end_header(**{field: forged}), b""))


@given(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["plain", "float", "tuple", "array", "foreign", "crash"])},
        optional=dict.fromkeys(
            ("value", "items", "dtype", "shape", "description", "type", "text", "frames", "operands", "code"), json_values
        ),
    ),
    st.binary(max_size=64),
)
def test_a_forged_value_is_read_or_refused_never_worse(spec: dict[str, Any], blob: bytes) -> None:
    assert taken_or_refused(lambda: Unpacker(blob).value(spec))


@pytest.mark.parametrize(
    "spec",
    [
        {"dtype": "|O", "shape": [1]},
        {"dtype": "<c16", "shape": [1]},
        {"dtype": "<f8", "shape": [2]},
        {"dtype": "<f8", "shape": [-1]},
        {"dtype": "<f8", "shape": [2**31]},
        {"dtype": "<f8", "shape": [0, 2**31 - 1, 2**31 - 1, 2**31 - 1]},
        {"dtype": "<f8", "shape": [1] * 9},
        {"dtype": ["<f8"], "shape": [1]},
        {"dtype": "<f8", "shape": [True]},
    ],
    ids=str,
)
def test_an_array_that_lies_about_itself_is_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(BadFrame):
        Unpacker(bytes(8)).value({"kind": "array", **spec})


@pytest.mark.parametrize("how", ["died", "timed-out", "memory", "victory", None, ["done"]])
def test_a_worker_cannot_tell_of_an_end_that_only_the_judge_sees(how: list[str] | str | None) -> None:
    with pytest.raises(BadFrame):
        Recorder().hear(end_header(how=how), b"")


def test_more_observations_than_any_lesson_makes_are_refused() -> None:
    recorder = Recorder()
    for number in range(MAX_RECORDS):
        recorder.hear(record_header(run=f"run {number % 7}"), b"")
    with pytest.raises(BadFrame):
        recorder.hear(record_header(), b"")


def test_many_messages_of_one_frame_are_heard_in_order_and_share_its_bytes() -> None:
    blobs: list[bytes] = []
    values: list[Any] = [np.arange(3.0), 1.5, np.ones((2, 2), "f4")]
    specs = [packing.pack_value(value, blobs, no_crash) for value in values]
    recorder = Recorder()
    recorder.hear({"t": "many", "of": [*(record_header(value=spec) for spec in specs), end_header()]}, b"".join(blobs))
    kept: list[Any] = [record.value for record in recorder.recordings["answer"].records]
    assert all(np.array_equal(found, sent) for found, sent in zip(kept, values, strict=True))


def test_what_comes_behind_the_first_end_of_a_run_is_not_heard_even_in_the_same_frame() -> None:
    recorder = Recorder()
    recorder.hear({"t": "many", "of": [end_header(), record_header(), end_header(how="raised")]}, b"")
    recorder.hear(record_header(), b"")
    assert recorder.recordings["answer"].records == ()
    assert recorder.recordings["answer"].ending.how is End.DONE


@pytest.mark.parametrize("of", [None, {}, [1], [None], [{"t": "many", "run": "answer", "of": []}]])
def test_many_messages_that_are_none_are_refused(of: dict[Any, Any] | list[Any] | None) -> None:
    with pytest.raises(BadFrame):
        Recorder().hear({"t": "many", "of": of}, b"")


def test_the_name_of_an_observation_is_read_in_its_parts_and_written_as_it_came() -> None:
    recorder = Recorder()
    recorder.hear(record_header(name="net/predict/y/value"), b"")
    recorder.hear(end_header(), b"")
    name = recorder.recordings["answer"].records[0].name
    assert (name.case, name.variable, name.what, name.root) == ("net/predict", "y", "value", "net")
    assert name.parts == ("net", "predict", "y", "value")
    assert str(name) == "net/predict/y/value"


@pytest.mark.parametrize("name", [None, 3, "", "y", "y/value", "x" * 300 + "/y/value"])
def test_an_observation_whose_name_lacks_a_part_is_refused(name: object) -> None:
    with pytest.raises(BadFrame):
        Recorder().hear(record_header(name=name), b"")


def test_prints_are_kept_by_run_and_up_to_a_limit() -> None:
    recorder = Recorder()
    for run in ("one", "two"):
        recorder.hear({"t": "print", "run": run, "text": run}, b"")
        recorder.hear({"t": "print", "run": run, "text": "x" * PRINTS_KEPT}, b"")
        recorder.hear(end_header(run=run), b"")
    assert [recorder.recordings[run].prints[:4] for run in ("one", "two")] == ["onex", "twox"]
    assert len(recorder.recordings["one"].prints) == PRINTS_KEPT == sum(map(len, ["one", "x" * (PRINTS_KEPT - 3)]))


def test_a_tuple_of_a_class_of_its_own_travels_as_a_tuple_and_none_of_its_methods_is_called() -> None:
    class Loud(tuple[float, ...]):
        __slots__ = ()

        def __iter__(self) -> Never:
            raise SystemExit

        __len__ = __getitem__ = __iter__  # type: ignore[assignment]

    blobs: list[bytes] = []
    assert Unpacker(b"").value(packing.pack_value(Loud((1, 2.5)), blobs, no_crash)) == (1, 2.5)


def test_a_longdouble_travels_as_the_float64_next_to_it() -> None:
    blobs: list[bytes] = []
    spec = packing.pack_value(np.array([1, 2], np.longdouble) / 3, blobs, no_crash)
    found = Unpacker(b"".join(blobs)).value(spec)
    assert found.dtype == np.float64
    assert np.array_equal(found, np.array([1, 2]) / 3)
