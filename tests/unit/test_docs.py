"""The documentation matches the code."""

import importlib
import pkgutil
import re
from dataclasses import fields
from pathlib import Path

import pytest

import kiosk
from kiosk.config import Config
from kiosk.events import Event, event_classes

ROOT = Path(__file__).parents[2]
SETTINGS = (ROOT / "docs/settings.md").read_text("utf-8")
MESSAGES = (ROOT / "docs/live-messages.md").read_text("utf-8")
MIRROR = (ROOT / "static/js/live/messages.js").read_text("utf-8")
# Audience fields, which are not sent.
NOT_TOLD = {"meeting_id", "seen_by", "unseen_by"}


def declared_events() -> list[type[Event]]:
    for module in pkgutil.walk_packages(kiosk.__path__, "kiosk."):
        if module.name.endswith(".events"):
            importlib.import_module(module.name)
    # Tests declare events of their own.
    return [cls for cls in event_classes() if cls.__module__.startswith("kiosk.")]


EVENTS = declared_events()


def row_of(name: str, text: str) -> str:
    rows = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
    assert len(rows) == 1, f"{name} needs one row"
    return rows[0]


@pytest.mark.parametrize("setting", fields(Config), ids=lambda field: field.name)
def test_each_setting_is_documented_with_its_default(setting):
    row = row_of(setting.metadata["name"], SETTINGS)
    default = setting.metadata["default"]
    if setting.name == "worker_processes":
        default = "number of cores"
    assert (default or "empty") in row.split("|")[2]


def test_no_setting_is_documented_that_does_not_exist():
    told = set(re.findall(r"^\| `([A-Z][A-Z_]+)` \|", SETTINGS, re.MULTILINE))
    assert told == {setting.metadata["name"] for setting in fields(Config)}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind())
def test_each_event_is_documented_with_its_fields(event):
    row = row_of(event.kind(), MESSAGES)
    told = set(re.findall(r"`(\w+)`", row.split("|")[2]))
    assert told == set(event.__struct_fields__) - NOT_TOLD


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind())
def test_each_event_is_mirrored_for_the_scripts(event):
    assert f'"{event.kind()}"' in MIRROR


def test_no_documented_event_is_missing_in_the_code():
    kinds = {event.kind() for event in EVENTS}
    tables = MESSAGES.partition("\n## ")[2]
    assert set(re.findall(r"^\| `(\w+)` \|", tables, re.MULTILINE)) == kinds
    # The mirror also names the kinds of agenda items and roles, as `string` only.
    mirrored = set(re.findall(r'"([a-z]+_[a-z_]+)"', MIRROR))
    assert mirrored == kinds
