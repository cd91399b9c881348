"""A fact as blocks of the minutes' document; pure."""

from collections.abc import Sequence

import msgspec

from kiosk.minutes.facts.digest import content_digest
from kiosk.minutes.facts.nodes import Node


class FactBlock(msgspec.Struct, frozen=True):
    """A fact with its stable key; `label` is an untranslated sentence of the screen."""

    key: str
    label: str
    detail: str
    content: list[Node]
    digest: str

    @property
    def title(self) -> str:
        """Return label and detail, as in a list."""
        return f"{self.label}: {self.detail}" if self.detail else self.label

    def node(self) -> Node:
        """Return the fact as a node of the document."""
        attrs = {"key": self.key, "digest": self.digest}
        return {"type": "fact", "attrs": attrs, "content": self.content}


def fact_block(
    key: str, label: str, content: Sequence[Node], detail: str = ""
) -> FactBlock:
    """Return a fact with the digest of its content."""
    nodes = list(content)
    return FactBlock(key, label, detail, nodes, content_digest(nodes))
