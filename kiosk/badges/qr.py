"""A badge's QR code: what it says, and its outline for paper."""

from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_Q


def badge_url(base: str, secret: str) -> str:
    """Return what the QR code says; the fragment never reaches a server."""
    return f"{base.rstrip('/')}/q#{secret}"


def qr_outline(text: str) -> tuple[int, str]:
    """Return the modules across the QR code of `text`, and its dark ones as SVG path.

    Without the quiet zone. Neighbours in a row are one rectangle: paper is drawn from
    it, four hundred at once.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(text)
    code.make(fit=True)
    matrix, path = code.get_matrix(), []
    for y, row in enumerate(matrix):
        x = 0
        for is_dark, modules in groupby(row):
            length = len([*modules])
            if is_dark:
                path.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return len(matrix), "".join(path)
