"""Message of `run` when all is ready: URLs, a badge, the setup link."""

import itertools

from kiosk.cli.addresses import base_url, lan_url
from kiosk.cli.demo_screens import print_badge, print_screens
from kiosk.cli.setup_link import create_setup_link, has_administrator
from kiosk.config import Config
from kiosk.demo.access import demo_access
from kiosk.demo.conference import find_demo, is_empty
from kiosk.storage.store import Store, open_store


def wants_demo(config: Config) -> bool:
    """Return whether the data folder is empty and a demo is configured."""
    if not config.demo:
        return False
    store = open_store(config)
    empty = is_empty(store)
    store.database.close()
    return empty


def print_startup_message(config: Config) -> None:
    """Print the URLs, and that the server is ready."""
    store = open_store(config)
    lan = lan_url(config)
    _print_demo(store, lan)
    if not has_administrator(store):
        print("\nTạo người quản trị (đường dẫn dùng một lần, đừng đưa cho ai):")
        print(f"  {create_setup_link(store)}")
    store.database.close()
    if lan:
        print(f"\nTừ máy khác trong mạng: {lan}")
    print(f"\nReady: {base_url(config)}", flush=True)


def _print_demo(store: Store, lan: str) -> None:
    meeting_id = find_demo(store)
    if meeting_id is None:
        return
    addresses = demo_access(store, meeting_id, base_url(store.config))
    print_screens(addresses)
    for badge in itertools.islice(addresses["delegates"], 1):
        print_badge(badge, lan)
