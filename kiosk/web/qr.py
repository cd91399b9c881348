"""Draw QR codes for screens."""

import qrcode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.image.svg import SvgPathImage

# White modules around the code; the standard requires four.
QUIET_ZONE = 4


def draw_qr(text: str) -> str:
    """Return the QR code of `text` as SVG; a quarter of it may be damaged."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    return str(
        code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
    )
