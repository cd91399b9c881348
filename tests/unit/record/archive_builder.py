"""A small archive of a meeting, laid out as the product's, to be altered in tests."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import select

from kiosk.accounts.models import AccessEntry, AccessLogCheckpoint
from kiosk.documents.models import Document
from kiosk.record.queries import chained_entries, checkpoints_of, journal_end
from kiosk.record.signing import fingerprint, public_key, sign
from kiosk.storage.chain import canonical_json, chain_moment
from kiosk.storage.store import Store
from kiosk.voting.models import NamedBallot, PlainBallot, Vote
from kiosk.voting.result_file import result_content

Files = dict[str, bytes]
JOURNAL, ACCESS = "journal/journal.jsonl", "access_log/access.jsonl"


def lines(rows: list[Any]) -> bytes:
    return "".join(f"{canonical_json(row)}\n" for row in rows).encode()


def signed_state(one: Any) -> dict[str, Any]:
    state = {
        "number": one.number,
        "hash": one.hash,
        "at": chain_moment(one.at),
        "signature": one.signature,
        "public_key": one.public_key,
    }
    if isinstance(one, AccessLogCheckpoint):
        state["before"] = one.before and chain_moment(one.before)
    return state


def files_of_meeting(store: Store, meeting: int) -> Files:
    """Return the files of a meeting's archive, without the manifest."""
    with store.read_session() as session:
        entries = chained_entries(session, meeting, 100)
        journal = [one.content | {"hash": one.hash} for one in entries]
        log = session.scalars(select(AccessEntry).order_by(AccessEntry.number))
        access = [one.content() | {"hash": one.hash} for one in log]
        states = session.scalars(select(AccessLogCheckpoint)).all()
        files = {
            JOURNAL: lines(journal),
            "journal/checkpoints.json": as_json(
                [signed_state(one) for one in checkpoints_of(session, meeting)]
            ),
            ACCESS: lines(access),
            "access_log/checkpoints.json": as_json([signed_state(x) for x in states]),
        }
        for vote in session.scalars(select(Vote)).all():
            content = result_content(session, meeting, vote.id)
            files[f"results/vote-{vote.id}.json"] = as_json(content)
        for table in (PlainBallot, NamedBallot):
            rows = session.scalars(select(table)).all()
            names = ("vote_id", "member_id", "choices")
            files[f"data/{table.__tablename__}.jsonl"] = lines(
                [{n: getattr(row, n) for n in names if hasattr(row, n)} for row in rows]
            )
        for document in session.scalars(select(Document)).all():
            original = store.files.path(document.original_sha256).read_bytes()
            files[f"documents/{document.id}-to-trinh.pdf"] = original
    files["index.html"] = b"<!doctype html>"
    return files


def as_json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def with_manifest(files: Files, key: bytes) -> Files:
    """Return the files with a manifest of them, signed by `key`."""
    *_, last = files[JOURNAL].splitlines() or [b'{"n":0,"hash":""}']
    try:
        end = json.loads(last)
    except ValueError:
        end = {"n": 0, "hash": ""}
    manifest = {
        "format": "kiosk-archive",
        "version": 1,
        "key": fingerprint(public_key(key)),
        "journal": {"last": end.get("n"), "root": end.get("hash")},
        "missing": [],
        "files": [
            {
                "path": path,
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for path, content in sorted(files.items())
        ],
    }
    text = canonical_json(manifest).encode()
    message = f"kiosk-archive\n{hashlib.sha256(text).hexdigest()}"
    return files | {
        "manifest.json": text,
        "manifest.sig": sign(key, message).encode(),
        "record_key.pub": public_key(key).encode(),
    }


def write_zip(files: Files, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def end_of(store: Store, meeting: int) -> str:
    with store.read_session() as session:
        return journal_end(session, meeting).hash
