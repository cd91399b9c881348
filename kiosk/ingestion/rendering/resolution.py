"""How fine a scan or photo is: a fax has more dots across than down."""

from PIL import Image

# Cameras name 72 dots an inch or none; a scan says what is true.
USUAL_DPI = 150
PLAUSIBLE_DPI = range(90, 1300)
A4_SHORT_INCHES = 8.27
# Of a fax, the coarsest: 204 across, 98 down. What differs more is an error.
_MOST_APART, _SAME = 2.6, 1.02


def dpi_of(image: Image.Image) -> float:
    """Return the dots an inch that an image says it has, if that can be true."""
    return max(_declared_dpi(image)) or USUAL_DPI


def finest_dpi_of(image: Image.Image) -> int:
    """Return how fine a scan or photo is; of a photo it is taken that it shows A4."""
    return round(max(_declared_dpi(image)) or min(image.size) / A4_SHORT_INCHES)


def coarsest_dpi_of(image: Image.Image) -> int:
    """Return how fine it is in the direction in which it is coarser."""
    return round(min(_declared_dpi(image)) or min(image.size) / A4_SHORT_INCHES)


def with_square_pixels(image: Image.Image) -> Image.Image:
    """Return the image with as many dots an inch down as across, losing none."""
    across, down = _declared_dpi(image)
    if across == down:
        return image
    finest = max(across, down)
    size = round(image.width * finest / across), round(image.height * finest / down)
    # Between black and white there are greys now.
    wide = image.convert("L") if image.mode == "1" else image
    return wide.resize(size, Image.Resampling.BICUBIC)


def _declared_dpi(image: Image.Image) -> tuple[float, float]:
    """Return the dots an inch across and down; 0, 0 where that cannot be true."""
    try:
        across, down = (float(side) for side in image.info["dpi"][:2])
    except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0, 0.0
    least, most = sorted((across, down))
    if not PLAUSIBLE_DPI.start <= least <= most < PLAUSIBLE_DPI.stop:
        return 0.0, 0.0
    if most / least < _SAME or most / least > _MOST_APART:
        return across, across
    return across, down
