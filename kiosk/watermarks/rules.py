"""What is written across a page, and where the drawn page lies; pure."""

import hashlib

import msgspec

# Below the folder of the files: one folder a paper, one file a page and reader.
FOLDER = "marks"
# Another look of the mark must not be taken for the old one.
STYLE_VERSION = "1"


class Watermark(msgspec.Struct, frozen=True):
    """Who reads: his name, his unit, and the moment at which he signed in."""

    name: str
    unit: str
    moment: str


class WatermarkRequest(msgspec.Struct, frozen=True):
    """A page of a paper, by the SHA-256 of its clean picture, with a mark on it."""

    document: int
    sha256: str
    mark: Watermark

    @property
    def key(self) -> str:
        """Return what the drawn page is known by."""
        said = msgspec.json.encode([STYLE_VERSION, self.sha256, self.mark])
        return hashlib.sha256(said).hexdigest()

    @property
    def path(self) -> str:
        """Return where the drawn page lies, below the folder of the files."""
        return f"{FOLDER}/{self.document}/{self.key}"
