"""The cache of drawn pages: its size limit, and eviction of withdrawn documents."""

import os

from kiosk.watermarks.cache import WatermarkCache


def put(cache: WatermarkCache, name: str, size: int, used: int) -> None:
    path = cache.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x" * size)
    os.utime(path, (used, used))
    cache.added(size)


def names(cache: WatermarkCache) -> list[str]:
    return sorted(path.name for path in cache.root.glob("*/*"))


def test_what_was_looked_at_least_recently_goes_first(tmp_path):
    cache = WatermarkCache(tmp_path / "marks", 1000)
    put(cache, "5/old", 400, used=1)
    put(cache, "5/older-but-used", 400, used=9)
    put(cache, "6/new", 300, used=5)
    assert names(cache) == ["new", "older-but-used"]


def test_a_new_start_counts_what_lies_there_and_clears_halves(tmp_path):
    put(WatermarkCache(tmp_path, 1000), "5/whole", 800, used=1)
    (tmp_path / "5" / "half.part").write_bytes(b"x")
    (tmp_path / "5" / "empty").write_bytes(b"")
    again = WatermarkCache(tmp_path, 1000)
    assert names(again) == ["whole"]
    put(again, "5/next", 300, used=2)
    assert names(again) == ["next"]


def test_only_the_documents_that_are_there_keep_their_pages(tmp_path):
    cache = WatermarkCache(tmp_path, 1000)
    put(cache, "5/a", 10, used=1)
    put(cache, "55/b", 10, used=1)
    cache.keep_only({5})
    assert names(cache) == ["a"]
    cache.keep_only(set())
    assert cache.is_empty()
