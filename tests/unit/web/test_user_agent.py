"""Browsers and systems in words."""

import pytest

from kiosk.web.user_agent import describe

MOZILLA = "Mozilla/5.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            f"{MOZILLA} (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/142 Safari/",
            "Chrome · Windows",
        ),
        (
            f"{MOZILLA} (Windows NT 10.0) {WEBKIT} Chrome/142 Safari/537.36 Edg/142.0",
            "Edge · Windows",
        ),
        (
            f"{MOZILLA} (Windows NT 10.0) {WEBKIT} coc_coc_browser/130 Chrome/1 Safari",
            "Cốc Cốc · Windows",
        ),
        (
            f"{MOZILLA} (Linux; Android 14; SM-X210) {WEBKIT} SamsungBrowser/25 Chrome",
            "Samsung Internet · Android",
        ),
        (
            f"{MOZILLA} (iPad; CPU OS 18_0 like Mac OS X) {WEBKIT} Version/18 Safari/",
            "Safari · iPad",
        ),
        (f"{MOZILLA} (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox · Linux"),
        ("curl/8.0", ""),
        ("", ""),
        ("<script>" * 100, ""),
    ],
)
def test_two_names_for_people(text, words):
    assert describe(text) == words
