"""Print the URLs of the demo's screens."""

from typing import Any

import qrcode

_LABELS = {
    "chair": "Chủ toạ",
    "secretary": "Thư ký",
    "presenter": "Báo cáo viên",
    "wall": "Màn hình hội trường",
    "entrance": "Bàn đón tiếp",
    "site": "Trưởng điểm cầu",
}


def print_screens(addresses: dict[str, Any]) -> None:
    """Print the URL of each screen; the part after # is the badge secret."""
    screens = addresses["screens"]
    print(f"\n{addresses['title']}")
    for name, label in _LABELS.items():
        opened_by = screens[name]["url"] or "(thẻ đã được cấp lại)"
        print(f"  {label:<20} {opened_by}")
        print(f"  {'':<20} → {screens[name]['page']}")
    secretary = screens["secretary"]
    print(f"  {'Đăng nhập cán bộ':<20} {screens['staff_sign_in']}")
    print(f"  {'':<20} tên {secretary['username']}, mật khẩu {secretary['password']}")
    print(f"  {'Máy tính bảng':<20} {screens['sign_in']} (đưa thẻ để vào)")
    if difficult := addresses["difficult"]:
        print(f"  {'Tài liệu khó':<20} {difficult['page']}")
        print(f"  {'':<20} (đăng nhập cán bộ rồi mở)")


def print_badge(badge: dict[str, Any], lan: str) -> None:
    """Print a delegate's badge as a QR code of half blocks."""
    address = f"{lan}/q#{badge['secret']}" if lan else badge["url"]
    print(f"\n  Thẻ demo của đại biểu {badge['name']}, ghế {badge['seat']}")
    print(f"  Mã gõ tay: {badge['code']}   {address}\n")
    code = qrcode.QRCode(border=2, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(address)
    # Most terminals are dark: blocks are the light modules.
    code.print_ascii(invert=True)
