"""What took long is made once, whole, under the name that it was asked for by."""

import pytest

from builder.base.cache import cached_file, cached_folder, write_atomically


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    """A cache of the test's own."""
    monkeypatch.setenv("CLIFFWALK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_file_is_made_once(empty_cache):
    path = cached_file("kind/name.bin", lambda: b"made")
    assert path == empty_cache / "kind/name.bin" and path.read_bytes() == b"made"
    assert cached_file("kind/name.bin", lambda: pytest.fail("made again")).read_bytes() == b"made"


def test_a_folder_is_made_once():
    made = cached_folder("folder", lambda folder: (folder / "a.txt").write_text("a"))
    assert (made / "a.txt").read_text() == "a"
    assert cached_folder("folder", lambda _: pytest.fail("made again")) == made


def test_a_folder_that_fails_leaves_nothing(empty_cache):
    with pytest.raises(ZeroDivisionError):
        cached_folder("folder", lambda folder: (folder / "a.txt").write_text("a") / 0)
    with pytest.raises(ZeroDivisionError):
        cached_file("file", lambda: 1 / 0)
    assert not empty_cache.exists()


def test_a_build_that_was_faster_wins(empty_cache):
    def fill(folder):
        (folder / "a.txt").write_text("late")
        (empty_cache / "folder").mkdir(parents=True)
        (empty_cache / "folder" / "a.txt").write_text("early")

    assert (cached_folder("folder", fill) / "a.txt").read_text() == "early"
    assert [path.name for path in empty_cache.iterdir()] == ["folder"]


def test_a_file_is_replaced_whole(tmp_path):
    write_atomically(tmp_path / "a" / "b", b"one")
    write_atomically(tmp_path / "a" / "b", b"two")
    assert [path.read_bytes() for path in (tmp_path / "a").iterdir()] == [b"two"]
