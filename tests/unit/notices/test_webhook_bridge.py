"""The office's bridge of docs/webhooks.md, run as it is written there."""

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.meetings.events import MeetingChanged
from kiosk.notices.webhooks.job import WebhookCaller
from tests.services import free_port
from tests.unit.notices.receiver import Receiver
from tests.waiting import wait_until

DOCUMENT = (Path(__file__).parents[3] / "docs/webhooks.md").read_text("utf-8")
UNSIGNED = b'{"kind": "meeting_changed"}'


def example(language):
    """Return the document's last example in this language."""
    return re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)[-1]


@contextmanager
def bridge(secret, bot):
    """Run the document's program; yield its address."""
    port = free_port()
    settings = {
        "KIOSK_SECRET": secret,
        "BOT_ADDRESS": bot,
        "BRIDGE_PORT": str(port),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", example("python")],
        env={**os.environ, **settings},
        stderr=subprocess.DEVNULL,
    )
    try:
        assert wait_until(lambda: is_listening(port), 20)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.kill()
        process.wait()


def is_listening(port):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@pytest.fixture
def bot():
    with Receiver() as server:
        yield server


@pytest.fixture
def administrator(scene, client_for):
    return client_for(account_id=scene.make_account("lan", is_administrator=True))


def add(administrator, url):
    """Add a webhook on the administrator's screen; return its secret."""
    hook = {"name": "Cầu nối", "url": url, "kinds": "*"}
    return administrator.post("/notices/admin/webhooks", json=hook).json["secret"]


@pytest.mark.process
def test_the_bridge_says_each_event_once_though_it_is_replayed(
    store, administrator, meeting, bot
):
    with Receiver() as before:
        secret = add(administrator, before.url)
        with store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=meeting))
        before.statuses[:] = [410]
        WebhookCaller(store).run_once()
        [(_, sent, body)] = before.calls
    headers = {name: text for name, text in sent.items() if name.startswith("Kiosk-")}
    with bridge(secret, bot.url) as url:
        for _ in range(2):
            again = urllib.request.Request(url, body, headers)
            with urllib.request.urlopen(again) as reply:
                assert reply.status == 204
        for forged in ((body + b" ", headers), (UNSIGNED, {})):
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(urllib.request.Request(url, *forged))
    [(_, _, said)] = bot.calls
    assert json.loads(said) == {"text": "Thông tin cuộc họp đã thay đổi."}


def test_a_call_is_replayed_from_the_screen(store, administrator, meeting):
    with Receiver() as receiver:
        add(administrator, receiver.url)
        with store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=meeting))
        WebhookCaller(store).run_once()
        html = {"Accept": "text/html"}
        page = administrator.get("/notices/admin", headers=html).text
        [call] = re.findall(r'data-replay="(\d+)"', page)
        again = f"/notices/admin/webhooks/calls/{call}/replay"
        assert administrator.post(again, json={}).status_code == 204
        waiting = administrator.get("/notices/admin", headers=html).text
        assert f'data-replay="{call}"' not in waiting
        WebhookCaller(store).run_once()
        first, second = receiver.calls
    assert first[1]["Kiosk-Webhook-Id"] == second[1]["Kiosk-Webhook-Id"]
    assert administrator.post(again.replace(call, "99"), json={}).status_code == 404


@pytest.mark.process
def test_the_shell_example_gives_the_signature_of_the_document():
    made = subprocess.run(
        ["sh", "-c", example("sh")], capture_output=True, text=True, check=True
    )
    [digest] = re.findall(r"[0-9a-f]{64}", made.stdout)
    assert f"`v1={digest}`" in DOCUMENT
