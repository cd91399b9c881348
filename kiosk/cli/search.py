"""`search`: where words stand in a meeting's papers, drafts included."""

import argparse
import json

from kiosk.cli.keeper import REFUSED_STATUS, complain, keeper_of
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.search.queries import Hit, find_in_meeting
from kiosk.storage.migrate import migrate
from kiosk.storage.store import open_store

MOST_HITS = 200


def _snippet(hit: Hit) -> str:
    return "".join(text for text, _ in hit.parts)


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Print the hits, the best first."""
    store = open_store(config)
    # The space says that the last word is whole, unlike one that is being typed.
    find = " ".join(arguments.words) + " "
    try:
        migrate(store.database)
        actor = keeper_of(store, arguments.meeting)
        with store.reading() as session:
            found = find_in_meeting(session, actor, find, most=MOST_HITS)
    except KioskError as refusal:
        complain(refusal.sentence.format(**refusal.details))
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
        complain("Không tìm thấy.")
    return 0
