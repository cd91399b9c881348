"""`add-document`: add a document to a meeting, as an upload of the secretary does."""

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_identity import operator_actor, print_error
from kiosk.config import Config
from kiosk.documents.actions.lifecycle import Upload, add_document
from kiosk.documents.file_detection import check_upload
from kiosk.documents.file_types import FILE_TYPES
from kiosk.documents.queries import refusal_of
from kiosk.documents.rules import UNFINISHED, DocumentState, Recognition
from kiosk.documents.unrestricted_queries import find
from kiosk.errors import KioskError
from kiosk.readiness.service import is_worker_running
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store
from kiosk.vietnamese import nfc

CHUNK_BYTES = 1 << 20
STATE_POLL_SECONDS = 0.2
# Checking for a worker takes its lock for a moment: not too often.
WORKER_CHECK_SECONDS = 3.0


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _add(store: Store, meeting_id: int, path: Path, item_id: int | None) -> int:
    actor, name = operator_actor(store, meeting_id), nfc(path.name)
    limit = store.config.max_upload_mb * 1_000_000
    kept, stored = store.files.receive_stream(_chunks(path), limit=limit)
    try:
        media_type = FILE_TYPES[check_upload(kept, name)].media_type
        with store.unit_of_work(actor.label) as work:
            return add_document(
                work,
                store.files,
                store.prompt_jobs,
                actor=actor,
                upload=Upload(kept, stored, name, media_type),
                item_id=item_id,
            )
    finally:
        kept.unlink(missing_ok=True)


def _state(store: Store, document_id: int) -> dict[str, Any]:
    with store.read_session() as session:
        document = find(session, document_id)
        if document is None:
            return {"id": document_id, "state": "deleted"}
        state: dict[str, Any] = {
            "id": document_id,
            "state": str(document.state),
            "pages": document.page_count,
        }
        if document.recognition:
            state["text"] = str(document.recognition)
        refusal = refusal_of(document)
    if refusal:
        state["reason"] = refusal.sentence.format(**refusal.details)
    return state


def _wait(store: Store, document_id: int) -> dict[str, Any]:
    """Wait until processing has ended, or no worker runs."""
    looked = time.monotonic()
    while True:
        is_gone = False
        if time.monotonic() - looked > WORKER_CHECK_SECONDS:
            is_gone = not is_worker_running(store.config)
            looked = time.monotonic()
        state = _state(store, document_id)
        # A scan is ready before its text is recognised.
        is_reading = state.get("text") == Recognition.RUNNING
        if is_gone or (state["state"] not in UNFINISHED and not is_reading):
            return state
        time.sleep(STATE_POLL_SECONDS)


def _print(state: dict[str, Any]) -> None:
    print(json.dumps(state, ensure_ascii=False))


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Add the file; with `--wait`, wait until it is processed."""
    if arguments.wait and not is_worker_running(config):
        print_error(
            "Bộ xử lý tài liệu không chạy nên không thể đợi. Chạy"
            " `python -m kiosk run` hoặc `python -m kiosk worker` rồi thử lại."
        )
        return FAILED_STATUS
    store = open_store(config)
    try:
        update_schema(store.config, store.database)
        return _add_and_report(store, arguments)
    finally:
        store.database.close()


def _add_and_report(store: Store, arguments: argparse.Namespace) -> int:
    path = Path(arguments.file)
    try:
        document_id = _add(store, arguments.meeting, path, arguments.item)
    except KioskError as refusal:
        reason = refusal.sentence.format(**refusal.details)
        _print({"id": None, "state": DocumentState.REFUSED.value, "reason": reason})
        print_error(reason)
        return REFUSED_STATUS
    except OSError as error:
        print_error(f"Không đọc được tệp {path}: {error.strerror}")
        return FAILED_STATUS
    state = (_wait if arguments.wait else _state)(store, document_id)
    _print(state)
    if state["state"] == DocumentState.REFUSED:
        print_error(state["reason"])
        return REFUSED_STATUS
    is_reading = state.get("text") == Recognition.RUNNING
    if arguments.wait and (state["state"] != DocumentState.READY or is_reading):
        print_error(
            "Bộ xử lý tài liệu đã dừng. Tài liệu được xử lý tiếp khi nó chạy lại."
        )
        return FAILED_STATUS
    return 0
