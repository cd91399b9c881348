"""Rules of static/css that no linter checks."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]

BREAKPOINTS = {"width <= 640px", "width < 1000px", "width >= 1000px",
               "width >= 1600px", "640px < width < 1000px"}  # fmt: skip


def style_sheets() -> dict[str, str]:
    css = ROOT / "static/css"
    return {
        str(path.relative_to(css)): path.read_text("utf-8")
        for path in css.rglob("*.css")
    }


def test_style_sheets_know_three_widths():
    widths = re.compile(r"\(([^()]*\bwidth\b[^()]*)\)")
    found = {
        (name, query)
        for name, text in style_sheets().items()
        for media in re.findall(r"@media[^{]*", text)
        for query in widths.findall(media)
    }
    assert len(found) > len(BREAKPOINTS)
    assert {one for one in found if one[1] not in BREAKPOINTS} == set()


def test_only_the_meanings_use_raw_values():
    sheets = style_sheets()
    values = set(
        re.findall(r"^  (--[\w-]+):", sheets.pop("tokens/values.css"), re.MULTILINE)
    )
    meanings = sheets.pop("tokens/meanings.css")
    raw = re.compile(r"#[0-9a-f]{3,8}\b|rgb\(|(--[\w-]+)", re.IGNORECASE)
    used = {
        (name, match[0])
        for name, text in sheets.items()
        for match in raw.finditer(re.sub(r"/\*.*?\*/|#\{", "", text, flags=re.DOTALL))
        if not match[1] or match[1] in values
    }
    assert values & set(re.findall(r"var\((--[\w-]+)\)", meanings))
    assert used == set()


def test_the_pressed_state_of_a_button_is_written_once():
    rules = [
        name
        for name, text in style_sheets().items()
        for body in re.findall(r'aria-pressed="true"\] \{([^}]*)\}', text)
        if "background" in body
    ]
    assert rules == ["components/button.css"]
