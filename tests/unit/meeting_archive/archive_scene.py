"""A meeting with a row in every archived table, its archive, and changed archives."""

import datetime as dt
import hashlib
import itertools
import json
import zipfile
from pathlib import Path

from sqlalchemy import Boolean, Date, Double, Integer, LargeBinary, insert

from kiosk import clock
from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_access
from kiosk.accounts.models import Account
from kiosk.checkins.models import CheckIn, Gate
from kiosk.documents.rules import Publication
from kiosk.hall_screens.media_files import store_media
from kiosk.hall_screens.models import HallMedia
from kiosk.handouts.logos import store_logo
from kiosk.identity import Endpoint
from kiosk.meeting_archive.child import make
from kiosk.meeting_archive.export import archive_plan
from kiosk.meeting_archive.record_files import sign_record
from kiosk.meeting_archive.tables import (
    archived_tables,
    blank_values,
    inner_references,
    owning_reference,
    rows_of,
)
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.speaking.models import Speech
from kiosk.storage.base import UtcDateTime
from kiosk.storage.store import Store
from tests.scene import Scene
from tests.unit.voting.conftest import NO, YES, VotingRoom

IMAGE = b"RIFF\x1a\0\0\0WEBPVP8 not a picture, but bytes"
SIGNED = b"%PDF a signed file"
SECRET = "mật khẩu Wi-Fi không ai được biết"
# In the access log: the address of ours, and the name of one with nothing to do here.
OURS, STRANGER = "10.0.0.7", "nguoi-khac"
# What must not differ between the archives of one meeting on two servers.
OF_THE_SERVER = {"manifest.json", "manifest.sig", "record_key.pub", "index.html"}


def full_meeting(scene, store: Store, client_for, run_jobs) -> VotingRoom:
    """Return a closed meeting with documents, votes, speeches and the rest."""
    room = VotingRoom(scene, store, client_for, delegates=3)
    _add_access_entries(scene, room)
    # The first vote gets the made-up rows; those counted stay as they were.
    room.add(title="Chưa mở")
    item = scene.make_item(room.meeting)
    child = scene.make_item(room.meeting, "Thảo luận", parent_id=item)
    draft = Publication.DRAFT
    document = scene.make_document(room.meeting, item, [IMAGE, IMAGE + b"2"], draft)
    reply = room.secretary.post(
        f"/m/{room.meeting}/documents/{document}/publish", json={}
    )
    assert reply.status_code == 204, reply.json
    scene.make_document(room.meeting, child, [IMAGE], draft, "Dự thảo")
    for kind, is_announced in (("open", True), ("secret", True), ("secret", False)):
        vote = room.opened(kind=kind, title=f"Biểu quyết {kind}", has_receipt=False)
        for tablet, choice in zip(room.tablets, (YES, NO, YES), strict=True):
            reply = room.cast(vote, tablet, choice)
            assert reply.status_code < 300, reply.json
        room.act(vote, "close")
        run_jobs()
        if is_announced:
            room.act(vote, "announce")
    run_jobs()
    _add_hall(room, store)
    _add_speech_and_check_in(room, store)
    sign_record(store, room.meeting)
    fill_every_table(store, room.meeting)
    with store.unit_of_work("test") as work:
        meeting = work.session.get_one(Meeting, room.meeting)
        meeting.state = MeetingState.CLOSED
    return room


def _add_access_entries(scene: Scene, room: VotingRoom) -> None:
    account = scene.make_account("quan-tri", is_administrator=True)
    with scene.store.unit_of_work("test") as work:
        ours = work.session.get_one(Account, account)
        for who, address in ((ours, OURS), (STRANGER, "10.0.0.99"), (ours, OURS)):
            endpoint = Endpoint(address, 5000)
            log_access(work, AccessAction.SIGNED_IN, who, endpoint)


def _add_hall(room: VotingRoom, store: Store) -> None:
    received, stored = store.files.receive_stream([b"film"], limit=10)
    store_media(store.files.root, received, stored)
    store_logo(store.files.root, room.meeting, b"logo")
    with store.unit_of_work("test") as work:
        work.session.add(
            HallMedia(
                meeting_id=room.meeting,
                sha256=stored.sha256,
                media_type="video/mp4",
                name="phim.mp4",
                size=4,
                added_by="Thư ký",
                added_at=clock.now(),
            )
        )


def _add_speech_and_check_in(room: VotingRoom, store: Store) -> None:
    with store.unit_of_work("test") as work:
        gate = Gate(meeting_id=room.meeting, name="Cửa chính")
        work.session.add(gate)
        work.session.flush()
        for number in (2, 1):
            work.session.add(
                CheckIn(
                    id=f"Á-{number}",
                    meeting_id=room.meeting,
                    member_id=room.delegates[0],
                    gate_id=gate.id,
                    direction="in",
                    method="qr",
                    verdict="welcome",
                    at=clock.now(),
                    received_at=clock.now(),
                    recorded_by="Bàn đón tiếp",
                )
            )
        work.session.add(
            Speech(
                meeting_id=room.meeting,
                member_id=room.delegates[0],
                name="Lò Văn 0",
                position="Bí thư",
                unit="Xã Nậm Cắn",
                site="",
                topic="Chuyển đổi số",
                item_title="Thảo luận",
                kind="prepared_speech",
                started_at=clock.now(),
                elapsed_ms=300_000,
                limit_seconds=300,
            )
        )


def fill_every_table(store: Store, meeting_id: int) -> None:
    """Add a row to each archived table in which the meeting has none."""
    store.files.store_bytes(SIGNED)
    dialect = store.database.engine.dialect.name
    with store.unit_of_work("test") as work:
        for table in archived_tables():
            wanted = rows_of(table, meeting_id, dialect)
            if work.session.execute(wanted.limit(1)).first() is None:
                row = _made_row(work.session, table, meeting_id, dialect)
                work.session.execute(insert(table).values(row))


def _made_row(session, table, meeting_id, dialect):
    row, numbers = {}, itertools.count(5)
    references = {key.parent.name: key for key in inner_references(table)}
    is_numbered = table.autoincrement_column
    owning = owning_reference(table)
    owner = owning.parent if owning is not None else None
    for column in table.columns:
        if column is is_numbered or (
            column.foreign_keys and column.nullable and column is not owner
        ):
            continue
        if column.name in references:
            there = references[column.name].column
            found = session.execute(rows_of(there.table, meeting_id, dialect)).first()
            row[column.name] = getattr(found, there.name)
        else:
            row[column.name] = _made_value(column, next(numbers))
        if column.name in blank_values(table) and isinstance(row[column.name], str):
            row[column.name] = SECRET
    if owner is not None:
        assert row[owner.name] is not None
    return row


def _made_value(column, number):
    if column.name in {"counts", "reasons"}:
        return "{}"
    if "sha256" in column.name:
        return hashlib.sha256(SIGNED).hexdigest()
    kinds = (
        (UtcDateTime, dt.datetime(2026, 11, 29, 7, 30, 0, number, dt.UTC)),
        (Date, dt.date(2026, 12, 31)),
        (Boolean, True),
        (Double, 0.5),
        (Integer, number),
        (LargeBinary, b"\0\xff"),
    )
    made = (value for kind, value in kinds if isinstance(column.type, kind))
    return next(made, '"Tiếng Việt; dòng 1\n\u2028dòng 2"')


def make_archive(store: Store, meeting_id: int, out: Path) -> Path:
    """Write a meeting's archive as the child does; return its path."""
    out.mkdir(exist_ok=True)
    plan = archive_plan(store, meeting_id, lambda _done, _total: None)
    try:
        (out / "made.zip").unlink(missing_ok=True)
        steps = list(make(plan.content, out))
        assert steps[-1] == (plan.total, plan.total)
    finally:
        plan.discard()
    return out / "made.zip"


def contents(archive: Path) -> dict[str, bytes]:
    """Return the files in an archive."""
    with zipfile.ZipFile(archive) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def lines_of(found: dict[str, bytes], table: str) -> list[dict]:
    """Return the rows of a table in an archive."""
    text = found[f"data/{table}.jsonl"].splitlines()
    return [json.loads(line) for line in text]


def write_zip(path: Path, files: dict[str, bytes]) -> Path:
    """Write a ZIP of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return path


def with_new_manifest(files: dict[str, bytes], **changes) -> dict[str, bytes]:
    """Return the files with a manifest that fits them; its signature does not."""
    manifest = json.loads(files["manifest.json"])
    vouching = ("manifest.json", "manifest.sig", "record_key.pub")
    manifest["files"] = [
        {
            "path": name,
            "bytes": len(files[name]),
            "sha256": hashlib.sha256(files[name]).hexdigest(),
        }
        for name in sorted(files)
        if name not in vouching
    ]
    manifest |= changes
    return files | {"manifest.json": json.dumps(manifest).encode()}


def signed_again(files: dict[str, bytes], key: bytes, **changes) -> dict[str, bytes]:
    """Return the files as somebody with a key of their own would sign them."""
    from kiosk.meeting_archive.rules import signed_message
    from kiosk.record.signing import fingerprint, public_key, sign

    public = public_key(key)
    made = with_new_manifest(files, key=fingerprint(public), **changes)
    digest = hashlib.sha256(made["manifest.json"]).hexdigest()
    signature = sign(key, signed_message(digest))
    return made | {
        "manifest.sig": f"{signature}\n".encode(),
        "record_key.pub": f"{public}\n".encode(),
    }


def all_rows(store: Store, meeting_id: int) -> dict[str, list]:
    """Return the archived rows of a meeting, by table."""
    dialect = store.database.engine.dialect.name
    with store.read_session() as session:
        return {
            table.name: session.execute(rows_of(table, meeting_id, dialect)).all()
            for table in archived_tables()
        }
