"""Name the browser and operating system of a request."""

import re

# The first match counts: most browsers also contain the names of their ancestors.
_BROWSERS = (
    ("Edge", re.compile(r"Edg(e|A|iOS)?/")),
    ("Opera", re.compile(r"OPR/|Opera")),
    ("Cốc Cốc", re.compile(r"coc_coc_browser/")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/")),
    ("Firefox", re.compile(r"(Firefox|FxiOS)/")),
    ("Chrome", re.compile(r"(Chrome|Chromium|CriOS|HeadlessChrome)/")),
    ("Safari", re.compile(r"Safari/")),
)
_SYSTEMS = (
    ("Android", re.compile(r"Android")),
    ("iPad", re.compile(r"iPad")),
    ("iPhone", re.compile(r"iPhone|iPod")),
    ("ChromeOS", re.compile(r"CrOS")),
    ("Windows", re.compile(r"Windows")),
    ("macOS", re.compile(r"Macintosh|Mac OS X")),
    ("Linux", re.compile(r"Linux|X11")),
)
_MAX_LENGTH = 400


def describe(user_agent: str) -> str:
    """Return browser and system, as in `Chrome · Windows`; empty if unknown."""
    text = user_agent[:_MAX_LENGTH]
    parts = (
        next((name for name, pattern in kinds if pattern.search(text)), "")
        for kinds in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(part for part in parts if part)
