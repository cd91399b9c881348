"""A badge's QR code: its URL, and its outline for printing."""

from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_Q


def badge_url(base: str, secret: str) -> str:
    """Return the URL in the QR code; its fragment is not sent to servers."""
    return f"{base.rstrip('/')}/q#{secret}"


def qr_outline(text: str) -> tuple[int, str]:
    """Return the QR code of `text`: width in modules, and its dark ones as SVG path.

    Without the quiet zone. Adjacent modules in a row are one rectangle, so that
    printing hundreds of codes stays fast.
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
