"""Requests, states and files of exports, and late writes of the worker."""

import os
import time
from dataclasses import replace

import msgspec
import pytest

from kiosk.exports.kinds import ExportKind
from kiosk.exports.rules import Export, ExportState
from kiosk.exports.store import (
    SILENT_SECONDS,
    ExportStore,
    ExportWithdrawn,
    remove_former_exports,
)

KIND = ExportKind(
    name="sums", module="none", plan=lambda *_: None, running="", missing=""
)


@pytest.fixture
def exports(tmp_path) -> ExportStore:
    return ExportStore(tmp_path, KIND)


def running(export: Export, **changes: object) -> Export:
    return msgspec.structs.replace(export, state=ExportState.RUNNING, **changes)


def age(exports: ExportStore, export: Export, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(exports.path(export, "json"), (then, then))


def test_there_is_none_before_it_is_requested(exports):
    assert exports.read("7") == Export("7")
    assert exports.all_keys() == []


def test_the_folder_is_private(exports):
    exports.begin("7")
    assert exports.folder("7").stat().st_mode & 0o077 == 0


def test_a_request_replaces_the_one_before(exports, tmp_path):
    first = exports.begin("7")
    second = exports.begin("7", signature="s", options="{}")
    assert exports.read("7") == second
    with pytest.raises(ExportWithdrawn):
        exports.write(running(first))
    assert exports.read("7") == second


def test_a_late_write_does_not_revive_a_removed_export(exports, tmp_path):
    export = exports.begin("7")
    exports.write(running(export))
    exports.discard("7")
    with pytest.raises(ExportWithdrawn):
        exports.write(running(export, done=1))
    made = tmp_path / "made"
    made.write_bytes(b"%PDF")
    with pytest.raises(ExportWithdrawn):
        exports.put_files(export, {"pdf": made})
    assert exports.read("7") == Export("7")
    assert not exports.path(export).exists()


def test_a_removal_while_files_are_moved_leaves_none(exports, tmp_path, monkeypatch):
    export = exports.begin("7")
    made, check = tmp_path / "made", exports.check_current
    made.write_bytes(b"%PDF")

    def remove_after_first_check(one: Export) -> None:
        check(one)
        monkeypatch.setattr(exports, "check_current", check)
        (exports.folder("7") / "ticket").unlink()

    monkeypatch.setattr(exports, "check_current", remove_after_first_check)
    with pytest.raises(ExportWithdrawn):
        exports.put_files(export, {"pdf": made})
    assert list(exports.folder("7").glob("*.pdf")) == []


def test_a_cancelled_export_says_so_until_the_next_request(exports):
    export = exports.begin("7")
    exports.cancel("7")
    assert exports.read("7").state is ExportState.CANCELLED
    with pytest.raises(ExportWithdrawn):
        exports.write(running(export))
    exports.tidy("7")
    assert exports.read("7").state is ExportState.CANCELLED
    exports.begin("7")
    assert exports.read("7").state is ExportState.WAITING


def test_only_what_waits_or_runs_is_cancelled(exports):
    export = exports.begin("7")
    exports.write(msgspec.structs.replace(export, state=ExportState.FAILED))
    exports.cancel("7")
    assert exports.read("7").state is ExportState.FAILED


def test_a_silent_worker_counts_as_failed_and_a_long_queue_too(exports, tmp_path):
    export = exports.begin("7")
    age(exports, export, KIND.waiting_seconds - 5)
    assert exports.read("7").state is ExportState.WAITING
    age(exports, export, KIND.waiting_seconds + 5)
    assert exports.read("7").state is ExportState.FAILED
    patient = ExportStore(tmp_path, replace(KIND, waiting_seconds=float("inf")))
    assert patient.read("7").state is ExportState.WAITING
    exports.write(running(export))
    assert exports.read("7").state is ExportState.RUNNING
    age(exports, export, SILENT_SECONDS + 5)
    assert exports.read("7").state is ExportState.FAILED


def test_a_damaged_record_is_none(exports):
    export = exports.begin("7")
    exports.path(export, "json").write_bytes(b'{"state": "rea')
    assert exports.read("7").state is ExportState.NONE


def test_ready_without_its_files_is_none(exports, tmp_path):
    export = exports.begin("7")
    ready = msgspec.structs.replace(
        export, state=ExportState.READY, suffixes=("pdf", "xlsx")
    )
    exports.write(ready)
    for suffix in ready.suffixes:
        assert exports.read("7").state is ExportState.NONE
        exports.path(export, suffix).write_bytes(b"x")
    assert exports.read("7").state is ExportState.READY


def test_files_of_earlier_versions_are_removed(tmp_path):
    old = tmp_path / "notebooks" / "3" / "made.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"%PDF")
    remove_former_exports(tmp_path)
    assert not old.exists()
