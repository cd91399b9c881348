"""Write the Atom feed (RFC 4287) of what is public; pure."""

import datetime as dt
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from kiosk.public_pages.rules import PublicEntry
from kiosk.xml_text import valid_xml_text

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
# Before anything is public.
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def _add(
    parent: ET.Element, name: str, text: str = "", **attributes: str
) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = valid_xml_text(text) or None
    return element


def atom_feed(
    entries: Sequence[PublicEntry], labels: dict[str, str], *, base: str, author: str
) -> bytes:
    """Return the feed; `base` is the address of the public page, without end slash.

    :param labels: of the kinds, in the reader's language.
    """
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", f"{base}/feed.atom")
    _add(feed, "title", author)
    updated = max((entry.shown_at for entry in entries), default=_EPOCH)
    _add(feed, "updated", updated.isoformat(timespec="seconds"))
    _add(feed, "link", rel="self", href=f"{base}/feed.atom")
    _add(feed, "link", rel="alternate", href=base, type="text/html")
    _add(_add(feed, "author"), "name", author)
    for entry in entries:
        _add_entry(feed, entry, labels[entry.kind], f"{base}/{entry.token}")
    made: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def _add_entry(feed: ET.Element, entry: PublicEntry, label: str, address: str) -> None:
    made = _add(feed, "entry")
    _add(made, "id", address)
    _add(made, "title", f"{label}: {entry.title}")
    _add(made, "updated", entry.shown_at.isoformat(timespec="seconds"))
    _add(made, "link", rel="alternate", href=address, type="text/html")
    if entry.file_sha256:
        _add(
            made,
            "link",
            rel="enclosure",
            href=f"{address}/file",
            type="application/pdf",
        )
    _add(
        made, "summary", " · ".join(line for line in (entry.body, *entry.lines) if line)
    )
