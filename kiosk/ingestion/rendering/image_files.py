"""Open uploaded scans and photos, in the accepted formats only."""

import struct
import warnings
from pathlib import Path

from PIL import Image
from pillow_heif import register_heif_opener

from kiosk.documents.file_types import too_many_pages
from kiosk.errors import N_, Invalid

# A3 at 600 dots per inch; anything larger is not a page.
MAX_IMAGE_PIXELS = 80_000_000
FORMATS = ("JPEG", "PNG", "TIFF", "GIF", "BMP", "WEBP", "HEIF")
# In these formats only the first image is a page: further images of a camera's JPEG
# (MPO) are previews or depth maps, those of an animation are frames.
_ONE_PICTURE = {"MPO", "GIF", "WEBP", "HEIF"}

# What Pillow raises over damaged pictures, though it promises only the first: a sheet
# of a TIFF without its size is a TypeError.
IMAGE_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
)


def open_image(path: Path) -> Image.Image:
    """Open a scan or photo of an accepted format and size.

    :raises Invalid: it is damaged or too large.
    """
    Image.MAX_IMAGE_PIXELS = MAX_IMAGE_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    register_heif_opener()
    try:
        return Image.open(path, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except IMAGE_ERRORS as error:
        raise damaged_image() from error


def seek_page(image: Image.Image, number: int) -> None:
    """Select the frame of page `number`, from 1."""
    if image.format not in _ONE_PICTURE:
        image.seek(number - 1)


def too_many_pixels() -> Invalid:
    """Return the refusal of an image with too many pixels."""
    return Invalid(
        N_("Ảnh quá lớn: nhiều nhất {limit} triệu điểm ảnh. Xin quét lại ở 300 dpi."),
        code="too_many_pixels",
        limit=MAX_IMAGE_PIXELS // 1_000_000,
    )


def damaged_image() -> Invalid:
    """Return the refusal of a damaged or truncated image."""
    return Invalid(
        N_("Ảnh bị hỏng hoặc thiếu. Xin quét hoặc chụp lại rồi tải lên."),
        code="damaged",
    )


def count_frames(path: Path, max_pages: int) -> int:
    """Decode every frame of an image and return their number.

    :raises Invalid: it is damaged, too large, or has too many frames.
    """
    frames = 0
    try:
        with open_image(path) as image:
            while True:
                if image.width * image.height > MAX_IMAGE_PIXELS:
                    raise too_many_pixels()
                image.load()
                frames += 1
                if image.format in _ONE_PICTURE:
                    return frames
                if frames > max_pages:
                    raise too_many_pages(max_pages)
                try:
                    image.seek(frames)
                except EOFError:
                    return frames
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except IMAGE_ERRORS as error:
        raise damaged_image() from error
