"""A process that draws 400 badges with QR codes on A4 with WeasyPrint."""

import io
import sys
from pathlib import Path

import qrcode
import qrcode.image.svg
from weasyprint import HTML

_STYLE = """
@page { size: A4; margin: 8mm }
div { display: inline-block; width: 90mm; height: 66mm; border: .2mm solid #999 }
svg { width: 30mm; height: 30mm }
p { font: 14pt 'Liberation Sans', sans-serif; margin: 2mm }
"""


def _badge(place: int) -> str:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=4)
    code.add_data(f"https://hop.tinh.vn/q#{place:022}")
    picture = io.BytesIO()
    code.make_image(image_factory=qrcode.image.svg.SvgPathImage).save(picture)
    text = picture.getvalue().decode().partition("?>")[2]
    return f"<div><p>Nguyễn Thị Minh Khai {place}<p>Ghế {place}{text}</div>"


def main(arguments: list[str]) -> None:
    """Write `count` badges to a file."""
    count, path = int(arguments[0]), Path(arguments[1])
    badges = "".join(_badge(place) for place in range(1, count + 1))
    HTML(string=f"<style>{_STYLE}</style>{badges}").write_pdf(path)


if __name__ == "__main__":
    main(sys.argv[1:])
