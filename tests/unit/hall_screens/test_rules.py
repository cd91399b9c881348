"""Scenes, names, Wi-Fi and files of the hall's screens."""

import datetime as dt

import pytest

from kiosk.errors import Forbidden, Invalid
from kiosk.hall_screens.rules import (
    SCENE_LABELS,
    Scene,
    SceneKind,
    check_screen_name,
    check_sees_screens,
    check_wifi,
    media_type_of,
    normalise_scene,
)
from kiosk.roles import Role
from tests.expected_errors import refused

NOW = dt.datetime(2026, 2, 5, 8, tzinfo=dt.UTC)
SHA = "a" * 64


def test_every_scene_has_a_label():
    assert set(SCENE_LABELS) == set(SceneKind)


@pytest.mark.parametrize("kind", SceneKind)
def test_a_scene_keeps_the_fields_of_its_kind_only(kind):
    until = NOW + dt.timedelta(minutes=15)
    found = normalise_scene(Scene(kind, ref=3, until=until, file=SHA), NOW)
    about = {"vote": "ref", "announcement": "ref", "pause": "until", "media": "file"}
    kept = {name for name in ("ref", "until", "file") if getattr(found, name)}
    assert found.kind is kind
    assert kept == ({about[kind]} if kind in about else set())


@pytest.mark.parametrize("minutes", [-5, 0, 24 * 60 + 1])
def test_a_pause_ends_within_a_day(minutes):
    until = NOW + dt.timedelta(minutes=minutes)
    with refused(Invalid, "bad_pause"):
        normalise_scene(Scene(SceneKind.PAUSE, until=until), NOW)
    assert normalise_scene(Scene(SceneKind.PAUSE), NOW).until is None
    longest = Scene(SceneKind.PAUSE, until=NOW + dt.timedelta(days=1))
    assert normalise_scene(longest, NOW) == longest


def test_a_picture_must_be_named():
    with refused(Invalid, "no_file"):
        normalise_scene(Scene(SceneKind.MEDIA), NOW)


def test_a_name_that_is_none_is_refused():
    with refused(Invalid, "no_name"):
        check_screen_name("")
    with refused(Invalid, "long_name", limit=60):
        check_screen_name("x" * 61)
    check_screen_name("x" * 60)


@pytest.mark.parametrize(
    ("name", "password", "details"),
    [
        ("", "mat-khau", {}),
        ("ạ" * 11, "", {"limit": 32}),
        ("HoiNghi", "x" * 64, {"limit": 63}),
    ],
)
def test_a_wifi_that_cannot_exist_is_refused(name, password, details):
    with refused(Invalid, **details):
        check_wifi(name, password)


@pytest.mark.parametrize(
    ("name", "password"), [("", ""), ("HoiNghi", "12345678"), ("x" * 32, "y" * 63)]
)
def test_any_other_wifi_may_be_shown(name, password):
    check_wifi(name, password)


@pytest.mark.parametrize("role", Role)
def test_only_screens_and_those_who_run_them_see_them(role):
    if role in {Role.ADMINISTRATOR, Role.SECRETARY, Role.CHAIR, Role.WALL}:
        check_sees_screens(role)
    else:
        with refused(Forbidden):
            check_sees_screens(role)


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x20ftypisom....", "video/mp4"),
        (b"\x1aE\xdf\xa3\x01\x00B\x82\x84webm", "video/webm"),
    ],
)
def test_a_type_is_known_by_the_content(head, media_type):
    assert media_type_of(head) == media_type


@pytest.mark.parametrize(
    "head",
    [
        *(b"", b"<svg onload=x>", b"GIF89a", b"RIFF....AVI ", b"%PDF-1.7"),
        *(b"\x1aE\xdf\xa3\x01\x00B\x82\x88matroska", b"<p>webm</p>"),
    ],
)
def test_other_files_are_refused(head):
    with refused(Invalid, "unknown_media"):
        media_type_of(head)
