"""The states of a document, its publication, and the sizes of its page images."""

from enum import StrEnum


class DocumentState(StrEnum):
    """How far a document has come on its way into pages."""

    WAITING = "waiting"
    CONVERTING = "converting"
    RENDERING = "rendering"
    READY = "ready"
    REFUSED = "refused"


class Publication(StrEnum):
    """Whether delegates may read it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


# Widths of the page images in pixels. 240 is the thumbnail; 1200 fills a 1280×800
# tablet at twice the density of a full-height page; 2400 keeps a zoomed page sharp.
THUMBNAIL_WIDTH = 240
SCREEN_WIDTH = 1200
ZOOM_WIDTH = 2400
WIDTHS = (THUMBNAIL_WIDTH, SCREEN_WIDTH, ZOOM_WIDTH)
