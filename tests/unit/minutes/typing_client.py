"""An editor without a browser: a Yjs document that exchanges updates by requests."""

import base64

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from kiosk.minutes.shared_text import ROOT, read_document, text_lines


class TypingClient:
    """One open editor."""

    def __init__(self, client, address, number):
        self.http, self.address, self.number = client, address, str(number)
        self.doc = Doc()
        self.root = self.doc.get(ROOT, type=XmlFragment)
        self.last = 0
        self.sent, self.whole = self.doc.get_state(), self.doc.get_update()
        self.editors = []

    def write(self, text, at=None):
        """Add a paragraph."""
        paragraph = XmlElement("paragraph")
        self.root.children.insert(
            len(self.root.children) if at is None else at, paragraph
        )
        paragraph.children.append(XmlText(text))

    def append_to(self, index, text):
        """Write at the end of a paragraph."""
        self.root.children[index].children[0].__iadd__(text)

    def sync(self, **fields):
        """Exchange; return the response."""
        # Deleting does not change the state vector.
        is_changed = self.doc.get_update() != self.whole
        update = self.doc.get_update(self.sent)
        body = {
            "client": self.number,
            "after": self.last,
            "updates": [base64.b64encode(update).decode()] if is_changed else [],
            **fields,
        }
        reply = self.http.post(f"{self.address}/sync", json=body)
        if reply.status_code == 200:
            for data in reply.json["updates"]:
                self.doc.apply_update(base64.b64decode(data))
            self.sent, self.whole = self.doc.get_state(), self.doc.get_update()
            self.last = reply.json["last"]
            self.editors = [one["name"] for one in reply.json["editors"]]
        return reply

    @property
    def lines(self):
        return text_lines(read_document([self.doc.get_update()]))
