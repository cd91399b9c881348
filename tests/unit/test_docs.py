"""The documentation matches the code."""

import importlib
import pkgutil
import re
from dataclasses import fields
from pathlib import Path

import pytest

import kiosk
from kiosk.accounts.rules import SIGNED_OUT_MESSAGES
from kiosk.cli.main import COMMANDS, make_parser
from kiosk.config import Config
from kiosk.events import Event, event_classes

ROOT = Path(__file__).parents[2]
SETTINGS = (ROOT / "docs/settings.md").read_text("utf-8")
MESSAGES = (ROOT / "docs/live-messages.md").read_text("utf-8")
MIRROR = (ROOT / "static/js/live/meeting_events.js").read_text("utf-8")
# Audience fields, which are not sent.
UNSENT = {"meeting_id", "seen_by", "unseen_by"}
README = (ROOT / "README.md").read_text("utf-8")
README_VI = (ROOT / "README.vi.md").read_text("utf-8")
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "meetings_data/README.md",
    ]
)
CODE_BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


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


def test_every_reason_of_a_sign_out_is_documented():
    documented = set(
        re.findall(r"`(\w+)`", MESSAGES.rpartition("`reason` is one of")[2])
    )
    assert documented >= set(SIGNED_OUT_MESSAGES)


def test_no_setting_is_documented_that_does_not_exist():
    documented = set(re.findall(r"^\| `([A-Z][A-Z_]+)` \|", SETTINGS, re.MULTILINE))
    assert documented == {setting.metadata["name"] for setting in fields(Config)}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind())
def test_each_event_is_documented_with_its_fields(event):
    row = row_of(event.kind(), MESSAGES)
    documented = set(re.findall(r"`(\w+)`", row.split("|")[2]))
    assert documented == set(event.__struct_fields__) - UNSENT


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


def page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(text: str) -> str:
    return CODE_BLOCK.sub("", text)


def tables(text: str) -> list[list[int]]:
    """Return the number of cells of each row of each table."""
    found: list[list[int]] = [[]]
    for line in prose(text).splitlines():
        if line.startswith("|"):
            # A bar inside `code` or after a backslash separates no cells.
            bare = re.sub(r"`[^`]*`|\\\|", "", line)
            found[-1].append(bare.strip().strip("|").count("|") + 1)
        elif found[-1]:
            found.append([])
    return [rows for rows in found if rows]


def commands(text: str) -> list[str]:
    """Return the commands of the code blocks, without comments and own words."""
    lines = "\n".join(block for _, block in CODE_BLOCK.findall(text)).splitlines()
    bare = [re.sub(r"(^|\s)# .*", "", line).strip() for line in lines]
    return [line for line in bare if line]


def code_words(text: str) -> set[str]:
    """Return the commands, options, settings and paths named in code spans."""
    words = {
        word for span in re.findall(r"`([^`]+)`", prose(text)) for word in span.split()
    }
    return {
        word.split("=")[0]
        for word in words
        if re.match(r"--|KIOSK_|make$|kiosk$|[a-z][a-z-]*$", word)
    }


def test_a_table_with_a_missing_cell_or_head_is_found():
    assert tables("| a | b |\n|---|---|\n| 1 |\n\n| `x|y` | z |\n") == [[2, 2, 1], [2]]


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_row_of_a_table_has_as_many_cells(page):
    lines = prose(page.read_text("utf-8"))
    for rows in tables(lines):
        assert set(rows) == {rows[0]}
    heads = re.findall(r"(?:^|\n\n)\|.*\n(.*)", lines)
    assert len(heads) == len(tables(lines))
    assert [line for line in heads if not re.fullmatch(r"[|: -]+", line)] == []


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in headings}


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_to_files_and_headings_that_exist(page):
    text = prose(page.read_text("utf-8"))
    targets = re.findall(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"", text)
    for target in ("".join(pair) for pair in targets):
        if target.startswith(("http:", "https:")):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.read_text("utf-8")), target


FOLDERS_OF_CODE = (
    "kiosk",
    "tests",
    "tools",
    "static/js",
    "templates",
    "deploy",
    "bench",
)


def named_paths(text: str) -> set[str]:
    """Return the folders, and the files of code, that code spans name."""
    words = {
        word.split("::")[0].strip(",;:()")
        for span in re.findall(r"`([^`]+)`", prose(text))
        for word in span.split()
    }
    below = tuple(f"{folder}/" for folder in FOLDERS_OF_CODE)
    return {
        word
        for word in words
        if re.fullmatch(r"[\w./-]+", word)
        and (word.startswith(below) or word.endswith((".py", ".js", ".mjs")))
    }


def test_folders_and_files_of_the_code_named_in_the_documents_exist():
    there = {
        f"/{path.relative_to(ROOT)}"
        for folder in FOLDERS_OF_CODE
        for path in (ROOT / folder).rglob("*")
    }
    there |= {f"/{path.name}" for path in ROOT.iterdir()}
    missing = {
        f"{page_id(page)}: {path}"
        for page in PAGES
        if page.name != "CONTRIBUTING.md"
        for path in named_paths(page.read_text("utf-8"))
        # NAME stands for any name.
        if "NAME" not in path
        and not any(one.endswith(f"/{path.rstrip('/')}") for one in there)
    }
    assert missing == set()


class TestBothReadmes:
    def test_each_links_to_the_other(self):
        assert "(README.vi.md)" in README
        assert "(README.md)" in README_VI

    def test_headings_are_of_the_same_levels_in_the_same_order(self):
        levels = [
            re.findall(r"^#+(?= )", prose(t), re.MULTILINE) for t in (README, README_VI)
        ]
        assert levels[0] == levels[1]

    def test_tables_have_the_same_rows_and_cells(self):
        assert tables(README) == tables(README_VI)

    def test_commands_are_the_same(self):
        assert commands(README) == commands(README_VI)
        assert len(commands(README)) > 10

    def test_commands_of_kiosk_are_accepted(self):
        parser = make_parser()
        found = [line for line in commands(README) if "python -m kiosk" in line]
        for line in found:
            words = line.partition("python -m kiosk")[2].rstrip("\\").split()
            parser.parse_args(words)
        named = {line.partition("python -m kiosk ")[2].split()[0] for line in found}
        assert {"backup", "restore", "migrate", "roll-back", "doctor"} <= named

    def test_code_names_the_same_commands_options_and_settings(self):
        assert code_words(README) == code_words(README_VI)

    def test_images_and_links_are_the_same(self):
        link = re.compile(r"src=\"([^\"]+)\"|\]\(((?!README)[^)]+)\)")
        assert [
            (image.replace("-en.png", ".png"), target)
            for image, target in link.findall(README)
        ] == link.findall(README_VI)

    def test_every_command_is_listed(self):
        for text in (README, README_VI):
            listed = code_words(text)
            assert [name for name in COMMANDS if name not in listed] == []
