"""Stage a whole archive: rows, files, record, `index.html`, and the signed manifest."""

from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.errors import N_, Conflict
from kiosk.exports.kinds import ProgressCallback
from kiosk.meeting_archive import rules
from kiosk.meeting_archive.gather import (
    stage_parts,
    stage_stored,
    stage_tables,
)
from kiosk.meeting_archive.index_content import ShownRecord, write_index
from kiosk.meeting_archive.record_files import sign_record, stage_record
from kiosk.meeting_archive.rules import JournalEnd, Manifest
from kiosk.meeting_archive.staging import Staging
from kiosk.meetings.models import Meeting
from kiosk.record.signing import fingerprint, public_key, sign
from kiosk.storage.chain import canonical_json, chain_moment
from kiosk.storage.schema_revision import newest_revision
from kiosk.storage.store import Store
from kiosk.vietnamese import clock_time, long_date
from kiosk.voting.models import Vote
from kiosk.voting.rules.kinds import VoteState

# Stands beside the data; it needs nothing else of the product.
VERIFIER = Path(__file__).parents[2] / "tools" / "verify_record.py"
# Progress is reported so often at most.
_REPORTS = 100


def check_no_open_vote(session: Session, meeting_id: int) -> None:
    """Check that no vote is open: its ballots are not counted yet.

    :raises Conflict: one is.
    """
    is_open = select(Vote.id).where(
        Vote.meeting_id == meeting_id, Vote.state == VoteState.OPEN
    )
    if session.scalar(is_open.limit(1)) is not None:
        raise Conflict(
            N_("Đang có biểu quyết mở. Xin kết thúc biểu quyết rồi lập hồ sơ.")
        )


def stage_archive(
    store: Store, meeting_id: int, folder: Path, on_progress: ProgressCallback
) -> tuple[Staging, JournalEnd]:
    """Stage everything that the archive holds; what is made for it, in `folder`.

    :raises Conflict: a vote is open.
    """
    sign_record(store, meeting_id)
    staging, made_at = Staging(folder), clock.now()
    with store.read_session() as session:
        check_no_open_vote(session, meeting_id)
        meeting = session.get_one(Meeting, meeting_id)
        named = stage_tables(session, meeting_id, staging, on_progress)
        listed = stage_parts(session, store, meeting_id, staging)
        journal = stage_record(session, meeting_id, staging)
        stage_stored(
            store.files.root, named, staging, _reporter(on_progress, len(named))
        )
        schema = {"revision": newest_revision()}
        staging.write(rules.SCHEMA, [canonical_json(schema).encode()])
        if VERIFIER.is_file():
            staging.link(VERIFIER.name, VERIFIER)
        public = public_key(store.config.record_key())
        shown = ShownRecord(
            made=f"{clock_time(made_at)}, {long_date(made_at)}",
            journal=journal,
            fingerprint=fingerprint(public),
        )
        page = write_index(session, meeting, staging, listed, shown)
        staging.write(rules.INDEX, [page])
        described = _description(meeting)
    manifest = Manifest(
        schema=newest_revision(),
        key=fingerprint(public),
        made_at=chain_moment(made_at),
        meeting=described,
        journal=journal,
        missing=sorted(staging.missing),
        files=staging.listed(),
    )
    _stage_manifest(store, staging, manifest, public)
    return staging, journal


def _reporter(on_progress: ProgressCallback, total: int) -> Any:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done % max(1, total // _REPORTS) == 0:
            on_progress(done, 2 * total)

    return count


def _description(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "title": meeting.title,
        "body": meeting.body_name,
        "starts_at": chain_moment(meeting.starts_at),
    }


def _stage_manifest(
    store: Store, staging: Staging, manifest: Manifest, public: str
) -> None:
    text = canonical_json(msgspec.to_builtins(manifest)).encode()
    digest = staging.write(rules.MANIFEST, [text]).sha256
    signature = sign(store.config.record_key(), rules.signed_message(digest))
    staging.write(rules.SIGNATURE, [f"{signature}\n".encode()])
    staging.write(rules.PUBLIC_KEY, [f"{public}\n".encode()])
