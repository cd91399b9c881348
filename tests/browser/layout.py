"""Check that a screen's content fits at every supported size."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, ViewportSize

from tests.browser.navigation import NEXT_FRAME

# Width and height in CSS pixels.
Size = tuple[int, int]

SIZES: dict[str, Size] = {
    "tablet": (1280, 800),
    "portrait": (800, 1280),
    "phone": (390, 844),
    "wall": (1920, 1080),
}
TABLET: ViewportSize = {"width": 1280, "height": 800}
PHONE = SIZES["phone"]
PHONE_VIEWPORT: ViewportSize = {"width": PHONE[0], "height": PHONE[1]}
# A phone of old, or a wider one at 120 %.
NARROWEST: Size = (320, 640)


# Read once everything stands: what spills, and what is too small for a finger.
FAULTS = """() => {
  const found = [];
  const named = (e) =>
    `${e.tagName.toLowerCase()}.${e.className} ${e.innerText ?? ""}`.slice(0, 80);
  const open = document.querySelector("dialog[open]") ?? document.body;
  const seen = [...open.querySelectorAll("*")].filter((e) =>
    e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    e.getBoundingClientRect().width > 1 && !e.closest(".visually-hidden"));
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) found.push(`the page: ${page.scrollWidth}`);
  for (const e of seen) {
    const box = (e.matches("input") && e.closest("label") || e).getBoundingClientRect();
    const style = getComputedStyle(e);
    if (e.matches("button, .button, th, td, dt, dd, .tag, h1, h2, h3") &&
        style.overflowX === "visible" && e.scrollWidth > e.clientWidth + 1)
      found.push(`spills: ${named(e)}`);
    if (e.matches("button, a, input, select, textarea, summary") &&
        style.display !== "inline" && Math.min(box.width, box.height) < 47.5)
      found.push(`small: ${named(e)} ${box.width} x ${box.height}`);
  }
  return found;
}"""


def resize(screen: Page, size: Size) -> None:
    """Give a screen another size, and wait until its page has taken it."""
    width, height = size
    screen.set_viewport_size({"width": width, "height": height})
    screen.evaluate(NEXT_FRAME)


@contextmanager
def resized(screen: Page, size: Size) -> Iterator[None]:
    """Give a screen another size for a while."""
    before = screen.viewport_size
    assert before
    resize(screen, size)
    try:
        yield
    finally:
        resize(screen, (before["width"], before["height"]))


def faults(screen: Page) -> list[str]:
    """Return what has no room at some size; the screen keeps the size it had."""
    # Its elements are there before its style sheets.
    screen.wait_for_load_state()
    found = []
    with resized(screen, PHONE):
        for name, size in SIZES.items():
            resize(screen, size)
            found += [f"{name}: {fault}" for fault in screen.evaluate(FAULTS)]
    return found
