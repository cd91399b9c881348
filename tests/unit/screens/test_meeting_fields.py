"""What a live screen shows of its meeting is filled from the meeting's state."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "templates"
SCRIPTS = ROOT / "static" / "js" / "screens"
FOLLOWS_THE_MEETING = re.compile(r"openMeeting|createRoom|Figures")
# A field of the meeting as a template prints it, and the tag that it stands in.
PRINTED = re.compile(
    r"<(?P<tag>[^<>]*(?:\{%[^%]*%\}[^<>]*)*)>\s*"
    r"\{\{ (?:heading\.)?(?:meeting\.)?(?:title|body_name|place) \}\}"
)
INCLUDED = re.compile(r'\{% include "([\w./]+)" %\}')
BODY = re.compile(r"\{% block body %\}(?P<body>.*)", re.DOTALL)


def live_screens() -> list[Path]:
    """Return the templates of screens whose script follows a meeting."""
    found = []
    for template in sorted(TEMPLATES.rglob("*.html")):
        screen = re.search(r'\{% set screen = "(\w+)" %\}', template.read_text())
        script = SCRIPTS / f"{screen[1]}.js" if screen else None
        if (
            script
            and script.exists()
            and FOLLOWS_THE_MEETING.search(script.read_text())
        ):
            found.append(template)
    return found


def with_includes(template: Path) -> str:
    """Return the body of a template, and the templates that it includes."""
    text = template.read_text()
    body = BODY.search(text)
    parts = [body["body"] if body else text]
    parts += [with_includes(TEMPLATES / name) for name in INCLUDED.findall(parts[0])]
    return "\n".join(parts)


def test_the_live_screens_are_found():
    names = {template.stem for template in live_screens()}
    assert names >= {"tablet", "chair", "wall", "site", "sites", "entrance", "roll"}


@pytest.mark.parametrize("template", live_screens(), ids=lambda path: path.stem)
def test_a_printed_field_of_the_meeting_follows_its_state(template):
    for printed in PRINTED.finditer(with_includes(template)):
        assert "data-meeting-field=" in printed["tag"], printed[0]
