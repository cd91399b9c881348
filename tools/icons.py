"""Draw the icons of the installed screen from the mark: `python tools/icons.py`."""

from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parents[1] / "static" / "img"
RED = "#9c1c26"
# Name, size in pixels, share of it that the mark takes. Icons that the system crops are
# filled to the edges, with the mark inside the safe zone.
ICONS = (
    ("icon-192", 192, 1.0),
    ("icon-512", 512, 1.0),
    ("icon-maskable-512", 512, 0.72),
    ("icon-apple-180", 180, 0.86),
)


def main() -> None:
    """Draw every icon."""
    mark = (IMAGES / "mark.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for name, size, share in ICONS:
            page = browser.new_page(viewport={"width": size, "height": size})
            ground = RED if share < 1 else "transparent"
            page.set_content(
                f"<body style='margin:0;height:100vh;display:grid;place-content:center;"
                f"background:{ground}'><div style='width:{size * share}px;"
                f"line-height:0'>{mark}</div>"
            )
            path = IMAGES / f"{name}.png"
            page.screenshot(path=str(path), omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
