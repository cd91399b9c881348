"""What a browser stored before scripts were renamed is read, sent or replaced."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kiosk.checkins.models import CheckIn
from kiosk.client.http_client import HttpClient
from tests.browser.layout import TABLET
from tests.browser.navigation import finds
from tests.browser.test_notes import PIN, read
from tests.data_folder_of_before import unpack_data_folder
from tests.scene import Scene
from tests.servers import RealServer

pytestmark = pytest.mark.service_worker

UNSENT = "Viết khi mất mạng"
SHELL_BEFORE = "kiosk-shell-/static/00000000/"
# A gate's unsent scan, with keys beside the rows.
SCAN = {
    "id": "scan-0000-0000-0002",
    "gate": 1,
    "direction": "in",
    "method": "manual",
    "decided": True,
    "insists": False,
}
# Writes the stored contents anew; `bytes` stands for binary values, and notes count as
# written just now.
STORE = """async ({ local, databases, caches: named, shell }) => {
  const decode = (value) => {
    if (!value || typeof value !== "object") return value ?? undefined;
    if (Array.isArray(value)) return value.map(decode);
    if (value.bytes) return Uint8Array.from(atob(value.bytes), (c) => c.charCodeAt(0));
    const entries = Object.entries(value).map(([name, one]) => [name, decode(one)]);
    return Object.fromEntries(entries);
  };
  for (const [key, value] of Object.entries(local)) localStorage.setItem(key, value);
  for (const [name, { version, stores }] of Object.entries(databases)) {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const [store, { keyPath = null }] of Object.entries(stores))
        request.result.createObjectStore(store, { keyPath });
    };
    await new Promise((resolve) => { request.onsuccess = resolve; });
    const database = request.result;
    const writing = database.transaction(Object.keys(stores), "readwrite");
    for (const [store, { rows, keys = [] }] of Object.entries(stores)) {
      for (const [at, row] of rows.map(decode).entries()) {
        if (row.note) row.note.edited_at = new Date().toISOString();
        writing.objectStore(store).put(row, keys[at]);
      }
    }
    await new Promise((resolve) => { writing.oncomplete = resolve; });
    database.close();
  }
  for (const [name, entries] of Object.entries(named)) {
    const cache = await caches.open(name.startsWith("kiosk-shell-") ? shell : name);
    for (const [path, value] of Object.entries(entries))
      await cache.put(path, value ? Response.json(value) : new Response("before"));
  }
}"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    unpack_data_folder(tmp_path / "data")
    server = RealServer(tmp_path / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def stored(server: RealServer) -> dict[str, Any]:
    found = json.loads((server.config.data / "browser.json").read_bytes())
    member, now = keys_of(server)["delegates"][1], round(time.time() * 1000)
    scan = SCAN | {"member": member, "at": now}
    queue = {"rows": [scan], "keys": [[1, SCAN["id"]]]}
    stores = {"roll": {"rows": []}, "queue": queue, "undone": {"rows": []}}
    found["databases"]["kiosk-gate"] = {"version": 1, "stores": stores}
    return {**found, "shell": SHELL_BEFORE}


@pytest.fixture
def browser(chromium, server, stored) -> Iterator[BrowserContext]:
    """A browser with the stored contents."""
    context = chromium.new_context(viewport=TABLET, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{server.url}/healthz")
    page.evaluate(STORE, stored)
    page.close()
    yield context
    context.close()


def keys_of(server: RealServer) -> dict[str, Any]:
    keys: dict[str, Any] = json.loads((server.config.data / "keys.json").read_bytes())
    return keys


def texts_of(server: RealServer, token: str) -> set[str]:
    reply = HttpClient(server.port, token).get("/m/1/annotations?since=0")
    return {note["body"].get("text", "") for note in reply.json()["notes"]}


def open_tablet(browser: BrowserContext, server: RealServer, token: str) -> Page:
    browser.add_cookies([{"name": "kiosk", "value": token, "url": server.url}])
    tablet = browser.new_page()
    tablet.goto(f"{server.url}/m/1/tablet")
    expect(tablet.locator("[data-paper]").first).to_be_visible()
    return tablet


def test_an_unsent_note_waits_for_its_writer_and_is_sent(server, browser):
    keys = keys_of(server)
    writer = keys["sign_ins"]["delegate"]
    other = Scene(server.store).sign_in(keys["delegates"][1])
    assert UNSENT not in texts_of(server, writer)
    tablet = read(open_tablet(browser, server, other))
    expect(tablet.locator(PIN)).to_have_count(0)
    tablet.close()
    assert UNSENT not in texts_of(server, writer) | texts_of(server, other)
    tablet = read(open_tablet(browser, server, writer))
    finds(tablet, lambda: UNSENT in texts_of(server, writer), True)
    expect(tablet.locator(PIN)).to_have_count(3)


def test_caches_of_before_are_replaced_and_the_position_stays(server, browser):
    tablet = open_tablet(browser, server, keys_of(server)["sign_ins"]["delegate"])
    names = (
        "async () => (await caches.keys()).filter((n) => n.startsWith('kiosk-shell-'))"
    )
    finds(tablet, lambda: SHELL_BEFORE in tablet.evaluate(names), False)
    finds(tablet, lambda: len(tablet.evaluate(names)), 1)
    # Not `before`: the stored screen is the present one.
    screen = (
        "async () => (await (await caches.match('/m/1/tablet')).text()).length > 100"
    )
    finds(tablet, lambda: tablet.evaluate(screen), True)
    following = tablet.evaluate("localStorage.getItem('kiosk/1/3/following')")
    assert json.loads(following)["following"] is False


def test_an_unsent_scan_of_a_gate_is_sent(server, browser):
    def is_sent() -> bool:
        with server.store.read_session() as session:
            return session.get(CheckIn, SCAN["id"]) is not None

    assert not is_sent()
    token = keys_of(server)["sign_ins"]["entrance"]
    browser.add_cookies([{"name": "kiosk", "value": token, "url": server.url}])
    gate = browser.new_page()
    gate.goto(f"{server.url}/m/1/entrance")
    finds(gate, is_sent, True)
