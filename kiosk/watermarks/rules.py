"""Content of a watermark and the path of the drawn page; pure."""

import hashlib

import msgspec

# Below the folder of the files: FOLDER/document/page and reader.
FOLDER = "marks"
# Part of the cache key: increase it when the drawing changes.
STYLE_VERSION = "1"


class Watermark(msgspec.Struct, frozen=True):
    """The reader's name and unit, and the time of sign-in."""

    name: str
    unit: str
    moment: str


class WatermarkRequest(msgspec.Struct, frozen=True):
    """A page of a document, by the SHA-256 of its image, with a watermark."""

    document: int
    sha256: str
    mark: Watermark

    @property
    def key(self) -> str:
        """Return the cache key of the drawn page."""
        key = msgspec.json.encode([STYLE_VERSION, self.sha256, self.mark])
        return hashlib.sha256(key).hexdigest()

    @property
    def path(self) -> str:
        """Return the path of the drawn page below the folder of the files."""
        return f"{FOLDER}/{self.document}/{self.key}"
