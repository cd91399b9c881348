"""What `run` says when all is up: addresses, a badge, the administrator's link."""

import itertools

from kiosk.cli.addresses import base_url, lan_url
from kiosk.cli.screens import print_badge, print_screens
from kiosk.cli.setup_link import has_administrator, new_link
from kiosk.config import Config
from kiosk.demo.addresses import describe
from kiosk.demo.conference import find_demo, is_empty
from kiosk.storage.store import Store, open_store


def wants_demo(config: Config) -> bool:
    """Tell whether the data folder is empty and a demo is wanted in it."""
    if not config.demo:
        return False
    store = open_store(config)
    empty = is_empty(store)
    store.database.close()
    return empty


def tell(config: Config) -> None:
    """Print where everything is, and that the server is ready."""
    store = open_store(config)
    lan = lan_url(config)
    _tell_demo(store, lan)
    if not has_administrator(store):
        print("\nTạo người quản trị (đường dẫn dùng một lần, đừng đưa cho ai):")
        print(f"  {new_link(store)}")
    store.database.close()
    if lan:
        print(f"\nTừ máy khác trong mạng: {lan}")
    print(f"\nReady: {base_url(config)}", flush=True)


def _tell_demo(store: Store, lan: str) -> None:
    meeting_id = find_demo(store)
    if meeting_id is None:
        return
    addresses = describe(store, meeting_id, base_url(store.config))
    print_screens(addresses)
    for badge in itertools.islice(addresses["delegates"], 1):
        print_badge(badge, lan)
