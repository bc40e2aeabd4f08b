from pathlib import Path

import numpy as np
import pytest

from engine.files import read_arrays, write_arrays


def test_arrays_come_back_as_they_were(tmp_path: Path) -> None:
    arrays = {"W": np.arange(6.0).reshape(2, 3), "b": np.zeros(3, np.float16)}
    write_arrays(tmp_path / "a.npz", arrays)
    back = read_arrays(tmp_path / "a.npz")
    assert {key: (array.dtype, array.tolist()) for key, array in back.items()} == {
        key: (array.dtype, array.tolist()) for key, array in arrays.items()
    }


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    write_arrays(path, {"W": np.ones(2)})
    with pytest.raises(ValueError, match="allow_pickle"):
        write_arrays(path, {"W": np.array([object()])})
    assert read_arrays(path)["W"].tolist() == [1, 1]
    assert list(tmp_path.iterdir()) == [path]


def test_objects_are_never_read(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, W=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ValueError, match="not an npz archive of plain numbers"):
        read_arrays(path)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_broken_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"a\.npz: not an npz archive"):
        read_arrays(path)
