"""Convert PDF user space to fractions of the page as shown."""

import ctypes

import pypdfium2 as pdfium
from pypdfium2 import raw

# Left, top, right, bottom in PDF user space (y upwards).
PdfBox = tuple[float, float, float, float]

# PDFium maps to integers: use a device of this many pixels per side.
GRID = 100_000


class PageCoordinates:
    """Affine map from PDF user space to fractions of the page as shown.

    PDFium accounts for rotation and the crop box; three points determine the map.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        """Determine the map of `page`."""
        step = max(page.get_size())
        self._x0, self._y0 = _point(page, 0, 0)
        across, down = _point(page, step, 0), _point(page, 0, step)
        self._xx = (across[0] - self._x0) / step
        self._xy = (across[1] - self._y0) / step
        self._yx = (down[0] - self._x0) / step
        self._yy = (down[1] - self._y0) / step

    def to_fractions(self, box: PdfBox) -> tuple[float, float, float, float]:
        """Convert a box to x, y, width, height as fractions from the top left."""
        left, top, right, bottom = box
        x1, y1 = self._map(left, top)
        x2, y2 = self._map(right, bottom)
        x, y = min(x1, x2), min(y1, y2)
        return round(x, 5), round(y, 5), round(abs(x2 - x1), 5), round(abs(y2 - y1), 5)

    def _map(self, x: float, y: float) -> tuple[float, float]:
        return (
            (self._x0 + self._xx * x + self._yx * y) / GRID,
            (self._y0 + self._xy * x + self._yy * y) / GRID,
        )


def _point(page: pdfium.PdfPage, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(
        page.raw, 0, 0, GRID, GRID, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value, down.value
