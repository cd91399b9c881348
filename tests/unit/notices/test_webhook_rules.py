"""Addresses, kinds of events and signatures of webhooks."""

import pytest

from kiosk.errors import Invalid
from kiosk.notices.webhooks.rules import checked_kinds, checked_url, signature, wants
from tests.expected_errors import refused

KNOWN = frozenset({"meeting_changed", "task_added", "vote_closed"})


@pytest.mark.parametrize(
    "url",
    [
        "https://may.tinh.vn",
        "http://may.tinh.vn/duong-dan?a=b",
        "HTTPS://MAY.TINH.VN/",
        "https://may.tinh.vn:8443/nhan",
        "http://may.tinh.vn:1/",
        "http://may.tinh.vn:65535/",
        "http://10.0.0.7/",
        "http://[fd00::7]:8080/",
        "https://may.tinh.vn/!",
        "https://may.tinh.vn/#",
    ],
)
def test_an_address_of_http_is_stored_without_spaces_around_it(url):
    assert checked_url(f" {url}\n") == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "may.tinh.vn/",
        "//may.tinh.vn/",
        "ftp://may.tinh.vn/",
        "https:///duong-dan",
        "https://:8443/",
        "https://mai@may.tinh.vn/",
        "https://mai:mat-khau@may.tinh.vn/",
        "https://@may.tinh.vn/",
        "https://may.tinh.vn/#x",
        "http://may.tinh.vn:0/",
        "http://may.tinh.vn:65536/",
        "http://may.tinh.vn:cong/",
        "http://[fd00::7/",
        "https://may.tinh.vn/đường-dẫn",
        "https://may.tinh.vn/a b",
        "https://may.tinh.vn/a\tb",
        "https://may.tinh.vn/a\x1fb",
    ],
)
def test_an_address_that_cannot_be_called_is_refused(url):
    with refused(Invalid, "bad_url"):
        checked_url(url)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("vote_closed", "vote_closed"),
        (" vote_closed\n meeting_changed ", "meeting_changed vote_closed"),
        ("task_added task_added", "task_added"),
        ("vote_closed task_added meeting_changed", " ".join(sorted(KNOWN))),
        ("*", "*"),
        ("vote_closed * khong_co", "*"),
    ],
)
def test_kinds_are_stored_once_and_in_order(typed, stored):
    assert checked_kinds(typed, KNOWN) == stored


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("", ""),
        (" \n", ""),
        ("khong_co", "khong_co"),
        ("vote_closed vote", "vote"),
        ("xoa vote_closed bo", "bo xoa"),
        ("k" * 80, "k" * 80),
        ("k" * 81, "k" * 80),
    ],
)
def test_unknown_kinds_are_refused_by_their_names(typed, named):
    # `refused` has a parameter `kind` of its own.
    with pytest.raises(Invalid) as caught:
        checked_kinds(typed, KNOWN)
    assert (caught.value.reason, caught.value.details) == ("bad_kind", {"kind": named})


@pytest.mark.parametrize(
    ("kinds", "kind", "is_wanted"),
    [
        ("*", "task_added", True),
        ("task_added", "task_added", True),
        ("meeting_changed task_added", "task_added", True),
        ("meeting_changed task_added", "vote_closed", False),
        ("meeting_changed", "meeting", False),
        ("", "task_added", False),
    ],
)
def test_a_webhook_receives_the_kinds_that_it_names(kinds, kind, is_wanted):
    assert wants(kinds, kind) is is_wanted


@pytest.mark.parametrize(
    ("secret", "timestamp", "event_id", "body", "digest"),
    # Computed by `openssl dgst -sha256 -hmac`.
    [
        (
            "0123456789abcdef",
            1796000000,
            "5f2c",
            b'{"kind":"meeting_changed"}',
            "d3237041bad8c3fbdb17af73a6b9f76eaf68b8d073610cbc9073d9ea3ea35a3f",
        ),
        (
            "mật",
            1,
            "eạ",
            b"x",
            "8c7bc81dbb63ebbf0d9ff7277016f91055674ba1e27eb3190a21c15a8170a29e",
        ),
    ],
)
def test_time_id_and_body_are_signed_with_the_secret(
    secret, timestamp, event_id, body, digest
):
    signed = signature(secret, timestamp=timestamp, event_id=event_id, body=body)
    assert signed == f"v1={digest}"
