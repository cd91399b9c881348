"""`search`: search the documents of a meeting, drafts included."""

import argparse
import json

from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.operator_identity import operator_actor, print_error
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.search.queries import SearchHit, find_in_meeting
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import open_store

MOST_HITS = 200


def _snippet(hit: SearchHit) -> str:
    return "".join(text for text, _ in hit.parts)


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Print the hits, best first."""
    store = open_store(config)
    # The space marks the last word as complete.
    find = " ".join(arguments.words) + " "
    try:
        update_schema(store.config, store.database)
        actor = operator_actor(store, arguments.meeting)
        with store.read_session() as session:
            found = find_in_meeting(session, actor, find, most=MOST_HITS)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    finally:
        store.database.close()
    if arguments.json:
        hits = [
            {"document": hit.document, "page": hit.page, "snippet": _snippet(hit)}
            for hit in found.hits
        ]
        print(json.dumps(hits, ensure_ascii=False, indent=2))
        return 0
    for hit in found.hits:
        title = "".join(text for text, _ in hit.title)
        print(f"{title} ({hit.document}), trang {hit.page}: {_snippet(hit)}")
    if not found.hits:
        print_error("Không tìm thấy.")
    return 0
