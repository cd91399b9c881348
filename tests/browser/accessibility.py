"""Accessibility check of a page with axe-core."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def complaints(screen: Page) -> list[str]:
    """Return what axe-core finds against WCAG 2 A and AA on the screen as it is."""
    # Its elements are there before its style sheets.
    screen.wait_for_load_state()
    screen.evaluate(AXE.read_text())
    found = screen.evaluate(
        """() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa"]})
          .then(({violations}) => violations.flatMap(({id, nodes}) =>
            nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`)))"""
    )
    return list(found)
