"""Drawn pages within their bound, and none of a paper that is gone."""

import os

from kiosk.watermarks.cache import WatermarkCache


def put(shelf: WatermarkCache, name: str, size: int, used: int) -> None:
    path = shelf.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x" * size)
    os.utime(path, (used, used))
    shelf.added(size)


def names(shelf: WatermarkCache) -> list[str]:
    return sorted(path.name for path in shelf.root.glob("*/*"))


def test_what_was_looked_at_least_recently_goes_first(tmp_path):
    shelf = WatermarkCache(tmp_path / "marks", 1000)
    put(shelf, "5/old", 400, used=1)
    put(shelf, "5/older-but-used", 400, used=9)
    put(shelf, "6/new", 300, used=5)
    assert names(shelf) == ["new", "older-but-used"]


def test_a_new_start_counts_what_lies_there_and_clears_halves(tmp_path):
    put(WatermarkCache(tmp_path, 1000), "5/whole", 800, used=1)
    (tmp_path / "5" / "half.part").write_bytes(b"x")
    (tmp_path / "5" / "empty").write_bytes(b"")
    again = WatermarkCache(tmp_path, 1000)
    assert names(again) == ["whole"]
    put(again, "5/next", 300, used=2)
    assert names(again) == ["next"]


def test_only_the_papers_that_are_there_keep_their_pages(tmp_path):
    shelf = WatermarkCache(tmp_path, 1000)
    put(shelf, "5/a", 10, used=1)
    put(shelf, "55/b", 10, used=1)
    shelf.keep_only({5})
    assert names(shelf) == ["a"]
    shelf.keep_only(set())
    assert shelf.is_empty()
