"""Webhooks against a real HTTP server: signed, retried, replayed, never redirected."""

import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import clock
from kiosk.errors import Invalid
from kiosk.meetings.events import MeetingChanged
from kiosk.notices.webhooks import actions, queries, queue
from kiosk.notices.webhooks.job import WebhookCaller
from kiosk.notices.webhooks.rules import (
    RETRY_WAITS,
    WebhookForm,
    WebhookState,
    checked_kinds,
    checked_url,
    signature,
)
from tests.unit.notices.receiver import Receiver

ROOT = Path(__file__).parents[3]


@pytest.fixture
def receiver():
    with Receiver() as server:
        yield server


@pytest.fixture
def add(store):
    def make(url, kinds="*", name="Cầu nối"):
        with store.unit_of_work("test") as work:
            return actions.add_webhook(
                work,
                key=store.config.server_key(),
                form=WebhookForm(name, url, kinds),
                by="Quản trị",
            )

    return make


@pytest.fixture
def happen(store, meeting):
    def change():
        with store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=meeting))

    return change


@pytest.fixture
def calls(store):
    def read():
        with store.read_session() as session:
            return queries.call_lines(session)

    return read


def test_an_event_is_posted_once_and_signed(store, receiver, add, happen, meeting):
    _, secret = add(f"{receiver.url}/hook?group=7", "meeting_changed")
    happen()
    caller = WebhookCaller(store)
    caller.run_once()
    caller.run_once()
    ((path, headers, body),) = receiver.calls
    assert path == "/hook?group=7"
    stamp, event_id = headers["Kiosk-Webhook-Timestamp"], headers["Kiosk-Webhook-Id"]
    # As docs/webhooks.md says, without our own function.
    digest = hmac.new(
        secret.encode(), f"{stamp}.{event_id}.".encode() + body, hashlib.sha256
    )
    assert headers["Kiosk-Webhook-Signature"] == f"v1={digest.hexdigest()}"
    sent = json.loads(body)
    assert (sent["id"], sent["kind"]) == (event_id, "meeting_changed")
    assert (sent["meeting_id"], sent["number"]) == (meeting, 1)


def test_events_of_other_kinds_and_from_before_are_not_posted(
    store, receiver, add, happen
):
    happen()
    add(receiver.url, "page_turned")
    add(receiver.url)
    happen()
    WebhookCaller(store).run_once()
    assert len(receiver.calls) == 1


def test_a_receiver_in_trouble_gets_it_later_with_the_same_id(
    store, receiver, add, happen, calls
):
    add(receiver.url)
    happen()
    receiver.statuses[:] = [503]
    WebhookCaller(store).run_once()
    (waiting,) = calls()
    assert (waiting.state, waiting.status) == (WebhookState.QUEUED, 503)
    assert waiting.why == "Hệ thống nhận báo lỗi."
    WebhookCaller(store).run_once()
    assert len(receiver.calls) == 1
    with clock.frozen(clock.now() + RETRY_WAITS[0] * 1.3):
        WebhookCaller(store).run_once()
    first, second = (headers["Kiosk-Webhook-Id"] for _, headers, _ in receiver.calls)
    assert first == second
    assert calls()[0].state is WebhookState.DELIVERED


def test_a_redirect_is_refused(store, receiver, add, happen, calls):
    add(receiver.url)
    happen()
    receiver.statuses[:] = [307]
    WebhookCaller(store).run_once()
    assert [path for path, _, _ in receiver.calls] == ["/"]
    (failed,) = calls()
    assert (failed.state, failed.status) == (WebhookState.FAILED, 307)


def test_a_call_can_be_replayed_from_the_list(store, receiver, add, happen, calls):
    add(receiver.url)
    happen()
    WebhookCaller(store).run_once()
    with store.unit_of_work("test") as work:
        actions.replay_call(work, call_id=calls()[0].id)
    WebhookCaller(store).run_once()
    first, second = receiver.calls
    assert first[1]["Kiosk-Webhook-Id"] == second[1]["Kiosk-Webhook-Id"]
    assert first[2] == second[2]


def test_a_silent_receiver_does_not_hold_up_another(
    store, receiver, add, happen, calls
):
    with Receiver() as other:
        add(receiver.url)
        add(other.url)
        happen()
        happen()
        receiver.silent.set()
        WebhookCaller(store, seconds=0.2).run_once()
        assert len(other.calls) == 2
        assert len(receiver.calls) == 1
    assert {line.why for line in calls()} == {"", "Hệ thống nhận không trả lời kịp."}


def test_nobody_there_is_given_up_after_all_retries(store, add, happen, calls):
    add("http://127.0.0.1:9")
    happen()
    moment = clock.now()
    for wait in (RETRY_WAITS[0], *RETRY_WAITS):
        with clock.frozen(moment):
            WebhookCaller(store).run_once()
        moment += wait * 1.3
    assert calls()[0].state is WebhookState.QUEUED
    with clock.frozen(moment):
        WebhookCaller(store).run_once()
    assert (calls()[0].state, calls()[0].why) == (
        WebhookState.FAILED,
        "Không kết nối được.",
    )


def test_certificates_are_checked(store, certificates, add, happen, calls):
    with Receiver(certificates.context()) as server:
        add(server.url)
        happen()
        WebhookCaller(store).run_once()
        assert calls()[0].why == "Chứng chỉ của hệ thống nhận không đáng tin."
        config = replace(store.config, webhook_ca=str(certificates.root))
        with clock.frozen(clock.now() + RETRY_WAITS[0] * 1.3):
            WebhookCaller(replace(store, config=config)).run_once()
    assert calls()[0].state is WebhookState.DELIVERED


def test_a_pause_keeps_the_calls(store, receiver, add, happen):
    webhook_id, _ = add(receiver.url)
    with store.unit_of_work("test") as work:
        actions.pause_webhook(work, webhook_id=webhook_id, is_paused=True)
    happen()
    WebhookCaller(store).run_once()
    assert not receiver.calls
    with store.unit_of_work("test") as work:
        actions.pause_webhook(work, webhook_id=webhook_id, is_paused=False)
    WebhookCaller(store).run_once()
    assert len(receiver.calls) == 1


def test_a_call_being_made_when_the_worker_was_killed_is_made_again(
    store, receiver, add, happen
):
    add(receiver.url)
    happen()
    with store.unit_of_work("test") as work:
        queue.collect_events(work)
    with store.unit_of_work("test") as work:
        call_id = queue.next_call(work.session, work.now, [])
        assert queue.claim_call(work, store.config.server_key(), call_id)
    WebhookCaller(store).run_once()
    assert not receiver.calls
    with store.unit_of_work("test") as work:
        queue.requeue_calls(work)
    WebhookCaller(store).run_once()
    assert len(receiver.calls) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://may.tinh.vn/",
        "file:///etc/passwd",
        "http://",
        "https://a:b@may.tinh.vn",
        "https://may.tinh.vn/#x",
        "http://may.tinh.vn:99999/",
        "http://may.tinh.vn/\r\nX: y",
        "http://máy.vn/",
    ],
)
def test_addresses_that_cannot_be_called_are_refused(url):
    with pytest.raises(Invalid):
        checked_url(url)


def test_kinds_must_be_known():
    known = frozenset({"a", "b"})
    assert checked_kinds("b a", known) == "a b"
    assert checked_kinds("* a", known) == "*"
    for unknown in ("c", "a c", " "):
        with pytest.raises(Invalid):
            checked_kinds(unknown, known)


def test_the_worked_example_of_the_document():
    signed = signature(
        "0123456789abcdef",
        timestamp=1796000000,
        event_id="5f2c",
        body=b'{"kind":"meeting_changed"}',
    )
    text = (ROOT / "docs/webhooks.md").read_text("utf-8")
    assert signed in text
