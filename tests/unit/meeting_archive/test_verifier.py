"""`tools/verify_record.py` names what was changed in an exported archive."""

import hashlib
import importlib.util
import json
import sys

import pytest

from kiosk.meeting_archive.stage import VERIFIER
from kiosk.record.signing import fingerprint
from tests.changed_archive import CHANGES
from tests.unit.meeting_archive.archive_scene import (
    make_archive,
    signed_again,
    with_new_manifest,
    write_zip,
)

STRANGER = b"k" * 32


@pytest.fixture(scope="module")
def verifier():
    """The verifier, loaded as the program that it is."""
    spec = importlib.util.spec_from_file_location("verify_record", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify_record"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["verify_record"]


@pytest.fixture
def verified(verifier, tmp_path, capsys):
    """Return a function that verifies files; it returns status and words."""

    def run(files, *options):
        path = write_zip(tmp_path / "x.zip", files)
        status = verifier.main([str(path), *options])
        return status, capsys.readouterr().out

    return run


def test_the_archive_is_whole(files, verified):
    status, words = verified(files)
    assert status == 0, words
    key = json.loads(files["manifest.json"])["key"]
    root = json.loads(files["manifest.json"])["journal"]["root"]
    assert verified(files, "--key", key, "--root", root)[0] == 0
    assert verified(files, "--key", "0" * 32)[0] == 1
    assert verified(files, "--root", "0" * 64)[0] == 1
    assert key == fingerprint(files["record_key.pub"].decode().strip())


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_fitted", [False, True], ids=["naive", "fitted"])
def test_one_changed_byte_is_named(files, verified, change, is_fitted):
    changed, named = change(files)
    differing = [name for name in files if changed[name] != files[name]]
    assert len(differing) == 1
    (path,) = differing
    assert sum(a != b for a, b in zip(changed[path], files[path], strict=True)) == 1
    status, words = verified(with_new_manifest(changed) if is_fitted else changed)
    assert status == 1, words
    assert path in words
    assert named in words


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_named_even_if_another_key_signs_everything(files, verified, change):
    changed, named = change(files)
    status, words = verified(signed_again(changed, STRANGER))
    assert status == 1, words
    assert named in words


def test_an_imported_and_exported_archive_is_whole(
    files, elsewhere, verifier, tmp_path, capsys
):
    from kiosk.meeting_archive.restore import import_archive

    path = write_zip(tmp_path / "x.zip", files)
    import_archive(elsewhere, path, actor="operator")
    again = make_archive(elsewhere, 1, tmp_path / "out")
    assert verifier.main([str(again)]) == 0, capsys.readouterr().out


def test_the_verifier_is_in_the_archive(files):
    stored = hashlib.sha256(files["verify_record.py"]).digest()
    assert stored == hashlib.sha256(VERIFIER.read_bytes()).digest()
