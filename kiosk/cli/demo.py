"""`demo`: create the demo conference if there is none, and print its URLs."""

import argparse
import csv
import json
import os
import sys
from pathlib import Path

from kiosk.cli.addresses import base_url
from kiosk.cli.demo_screens import print_screens
from kiosk.cli.exit_status import FAILED_STATUS
from kiosk.cli.parent_death_signal import end_with_parent
from kiosk.cli.setup_lock import setup_lock
from kiosk.config import Config
from kiosk.demo.access import demo_access, demo_badges
from kiosk.demo.conference import (
    DataFolderInUse,
    count_delegates,
    enlarge,
    find_demo,
    make_demo,
)
from kiosk.demo.people import MAIN_SITE_DELEGATES
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store

BADGE_COLUMNS = ("name", "seat", "site", "role", "secret", "code", "url")


def _say(text: str) -> None:
    # Standard output is for the URLs, which scripts read.
    print(text, file=sys.stderr)


def _make_or_enlarge(store: Store, wanted: int | None) -> int:
    meeting_id = find_demo(store)
    if meeting_id is None:
        meeting_id = make_demo(store, wanted or MAIN_SITE_DELEGATES)
        _say(f"Đã tạo hội nghị demo: {count_delegates(store, meeting_id)} đại biểu.")
    elif wanted:
        added = enlarge(store, meeting_id, wanted)
        there = count_delegates(store, meeting_id)
        _say(f"Hội nghị demo đã có sẵn: thêm {added}, nay có {there} đại biểu.")
    return meeting_id


def write_badges(path: Path, store: Store, meeting_id: int) -> int:
    """Write all badges as CSV readable only by its owner; return how many."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, BADGE_COLUMNS, extrasaction="ignore")
        table.writeheader()
        count = 0
        for badge in demo_badges(store, meeting_id, base_url(store.config)):
            table.writerow(badge)
            count += 1
    return count


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Create or enlarge the demo, then print what was asked for."""
    end_with_parent(arguments.with_parent)
    store = open_store(config)
    try:
        with setup_lock(config):
            update_schema(store.config, store.database)
            meeting_id = _make_or_enlarge(store, arguments.delegates)
        if arguments.badges:
            count = write_badges(Path(arguments.badges), store, meeting_id)
            _say(f"Đã ghi {count} thẻ vào {arguments.badges}.")
        addresses = demo_access(store, meeting_id, base_url(config))
    except DataFolderInUse:
        _say(
            f"Thư mục {config.data} đã có hội nghị thật hoặc tài khoản trùng tên"
            " nên không tạo demo. Đặt KIOSK_DATA sang một thư mục trống."
        )
        return FAILED_STATUS
    except OSError as error:
        _say(f"Không ghi được: {error}")
        return FAILED_STATUS
    finally:
        store.database.close()
    if arguments.json:
        print(json.dumps(addresses, ensure_ascii=False, indent=2))
    else:
        print_screens(addresses)
    return 0
