import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import Invalid
from kiosk.storage.files import FileStore


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def everything_below(files: FileStore) -> list[Path]:
    root = files.path("0" * 64).parents[1]
    return sorted(path for path in root.rglob("*") if path.is_file())


class TestKeepStream:
    def test_the_name_is_the_hash_of_the_content(self, files):
        kept = files.store_stream([b"xin ", b"ch\xc3\xa0o"], limit=100)
        assert kept.sha256 == hashlib.sha256("xin chào".encode()).hexdigest()
        assert kept.size == 9
        assert files.path(kept.sha256).read_bytes() == "xin chào".encode()

    def test_exactly_the_limit_is_kept(self, files):
        assert files.store_stream([b"1234"], limit=4).size == 4

    def test_one_byte_more_is_refused_and_nothing_stays(self, files):
        with pytest.raises(Invalid, match="lớn hơn") as refusal:
            files.store_stream([b"1234", b"5"], limit=4)
        assert refusal.value.reason == "too_large"
        assert everything_below(files) == []

    def test_an_upload_that_breaks_off_leaves_nothing(self, files):
        def broken() -> Iterator[bytes]:
            yield b"half of a "
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            files.store_stream(broken(), limit=100)
        assert everything_below(files) == []

    def test_nothing_is_in_its_place_before_it_is_whole(self, files):
        target = files.path(hashlib.sha256(b"ab").hexdigest())

        def watched() -> Iterator[bytes]:
            yield b"a"
            assert not target.exists()
            yield b"b"
            assert not target.exists()

        files.store_stream(watched(), limit=10)
        assert target.read_bytes() == b"ab"

    def test_endless_streams_are_cut_at_the_limit(self, files):
        taken = 0

        def endless() -> Iterator[bytes]:
            nonlocal taken
            while True:
                taken += 1
                yield bytes(1000)

        with pytest.raises(Invalid):
            files.store_stream(endless(), limit=5000)
        assert taken == 6


class TestSameContent:
    def test_it_is_kept_once(self, files):
        first, second = files.store_bytes(b"same"), files.store_bytes(b"same")
        assert first == second
        assert everything_below(files) == [files.path(first.sha256)]

    def test_a_finished_file_is_moved_or_merged(self, files):
        for _ in range(2):
            incoming = files.new_incoming()
            incoming.write_bytes(b"page image")
            kept = files.store_file(incoming)
            assert not incoming.exists()
        assert everything_below(files) == [files.path(kept.sha256)]


class TestPath:
    @pytest.mark.parametrize(
        "name",
        ["", "abc", "../" * 10 + "etc/passwd", "A" * 64, "0" * 63, "0" * 65, "g" * 64,
         "0" * 64 + "\n"],
    )  # fmt: skip
    def test_whatever_is_not_a_hash_is_refused(self, files, name):
        with pytest.raises(ValueError, match="SHA-256"):
            files.path(name)

    def test_has_tells_whether_a_file_exists(self, files):
        kept = files.store_bytes(b"here")
        assert files.has(kept.sha256)
        assert not files.has("0" * 64)


class TestRemoving:
    def test_discarding_twice_is_no_error(self, files):
        kept = files.store_bytes(b"gone")
        files.delete(kept.sha256)
        files.delete(kept.sha256)
        assert not files.has(kept.sha256)

    def test_what_an_interrupted_process_left_is_cleared(self, files):
        kept = files.store_bytes(b"whole")
        files.new_incoming().write_bytes(b"half")
        files.clear_incoming()
        assert everything_below(files) == [files.path(kept.sha256)]
