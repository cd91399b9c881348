"""Check that a screen's content fits at every supported size."""

from playwright.sync_api import Page

SIZES = {
    "tablet": (1280, 800),
    "portrait": (800, 1280),
    "phone": (390, 844),
    "wall": (1920, 1080),
}

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


def faults(screen: Page) -> list[str]:
    """Return what has no room at some size; the screen keeps the size it had."""
    # Its elements are there before its style sheets.
    screen.wait_for_load_state()
    before = screen.viewport_size
    found = []
    for name, (width, height) in SIZES.items():
        screen.set_viewport_size({"width": width, "height": height})
        found += [f"{name}: {fault}" for fault in screen.evaluate(FAULTS)]
    if before:
        screen.set_viewport_size(before)
    return found
