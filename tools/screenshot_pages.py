"""Pages for screenshots: sizes, languages, sign-in."""

from pathlib import Path

from playwright.sync_api import Browser, Page

TARGET = Path(__file__).parents[1] / "docs" / "screenshots"
SIZES = {
    "tablet": (1280, 800),
    "tablet-portrait": (800, 1280),
    "phone": (390, 844),
    "wall": (1920, 1080),
}
# Sizes of most screens.
EVERY = ("tablet", "tablet-portrait", "phone")


def suffix_of(language: str) -> str:
    """Return the suffix of a screenshot in `language`."""
    return "" if language == "vi" else f"-{language}"


def open_page(browser: Browser, url: str, size: str, language: str) -> Page:
    """Return a page of `size` that shows `url` without a sign-in."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    origin = "/".join(url.split("/")[:3])
    context.add_cookies([{"name": "language", "value": language, "url": origin}])
    page = context.new_page()
    page.goto(url)
    return page


def signed_in_page(browser: Browser, url: str, size: str, language: str) -> Page:
    """Return a page of `size` on which the badge at `url` is signed in."""
    page = open_page(browser, url, size, language)
    page.wait_for_url("**/m/**", timeout=15000)
    return page


def take(page: Page, name: str) -> None:
    """Save the page once it is idle."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1200)
    page.screenshot(path=TARGET / f"{name}.png")
    print(f"  {name}.png")


def take_sizes(
    page: Page, name: str, language: str, sizes: tuple[str, ...] = EVERY
) -> None:
    """Save the page at each of `sizes`."""
    for size in sizes:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        take(page, f"{name}-{size}{suffix_of(language)}")
