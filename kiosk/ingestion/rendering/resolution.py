"""Resolution of scans and photos; faxes differ between the two directions."""

from PIL import Image

POINTS_PER_INCH = 72
# Cameras declare 72 dpi or none; scanners declare the true value.
USUAL_DPI = 150
PLAUSIBLE_DPI = range(90, 1300)
A4_SHORT_INCHES = 8.27
# The coarsest fax has 204 by 98 dpi; larger ratios are errors.
_MAX_RATIO, _SAME = 2.6, 1.02


def dpi_of(image: Image.Image) -> float:
    """Return the declared resolution in dots per inch, or a default."""
    return max(_declared_dpi(image)) or USUAL_DPI


def finest_dpi_of(image: Image.Image) -> int:
    """Return the finer resolution; without a declared one A4 is assumed."""
    return round(max(_declared_dpi(image)) or min(image.size) / A4_SHORT_INCHES)


def coarsest_dpi_of(image: Image.Image) -> int:
    """Return the coarser resolution; without a declared one A4 is assumed."""
    return round(min(_declared_dpi(image)) or min(image.size) / A4_SHORT_INCHES)


def with_square_pixels(image: Image.Image) -> Image.Image:
    """Return the image with equal resolution in both directions, upscaled."""
    across, down = _declared_dpi(image)
    if across == down:
        return image
    finest = max(across, down)
    size = round(image.width * finest / across), round(image.height * finest / down)
    # Resampling black and white gives greys.
    wide = image.convert("L") if image.mode == "1" else image
    return wide.resize(size, Image.Resampling.BICUBIC)


def _declared_dpi(image: Image.Image) -> tuple[float, float]:
    """Return the declared dpi across and down; (0, 0) if implausible."""
    try:
        across, down = (float(side) for side in image.info["dpi"][:2])
    except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0, 0.0
    least, most = sorted((across, down))
    if not PLAUSIBLE_DPI.start <= least <= most < PLAUSIBLE_DPI.stop:
        return 0.0, 0.0
    if most / least < _SAME or most / least > _MAX_RATIO:
        return across, across
    return across, down
