"""A keyboard scanner: types a code faster than a person."""

from playwright.sync_api import Page

# A scanner types a whole reading in one breath, however busy this machine is.
TYPE = """(text) => {
  const breath = performance.now();
  for (const key of [...text, "Enter"]) {
    const how = { key, bubbles: true, cancelable: true };
    const press = new KeyboardEvent("keydown", how);
    Object.defineProperty(press, "timeStamp", { value: breath });
    document.activeElement.dispatchEvent(press);
  }
}"""


def type_as_scanner(page: Page, text: str) -> None:
    page.evaluate(TYPE, text)
