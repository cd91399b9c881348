"""Arguments of `import-delegates` and `badges`."""

import argparse

from kiosk.cli.operator_args import record_id


def add_import_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `import-delegates`."""
    command.add_argument(
        "meeting", type=record_id, metavar="HỘI_NGHỊ", help="số của hội nghị"
    )
    command.add_argument(
        "file", metavar="TỆP", help="danh sách, .xlsx, .xls, .ods hoặc .csv"
    )
    for name, said in (
        ("dry-run", "chỉ xem trước, không ghi gì"),
        ("json", "in dạng JSON cho chương trình đọc"),
        ("skip-errors", "ghi các dòng đúng, bỏ qua các dòng lỗi"),
        ("create-sites", "tạo các điểm cầu chưa có"),
        ("skip-hidden", "bỏ các dòng ẩn hoặc bị lọc"),
        ("drop-titles", "bỏ Ông, Bà, Đ/c … trước họ tên người chưa có"),
        ("split-names", "tách “họ tên – chức vụ” trong một ô"),
        ("restore-seats", "trả lại số ghế mà Excel đổi thành ngày"),
    ):
        command.add_argument(f"--{name}", action="store_true", help=said)
    command.add_argument(
        "--encoding",
        choices=["unicode", "tcvn3", "vni", "cp1258"],
        help="bảng mã, cần khi tệp không phải Unicode",
    )
    command.add_argument(
        "--separator", choices=["semicolon", "comma", "tab"], help="dấu ngăn cột"
    )
    command.add_argument(
        "--sheet", metavar="TÊN", help="trang tính (mặc định: trang đầu có bảng họ tên)"
    )


def add_badges_arguments(badges: argparse.ArgumentParser) -> None:
    """Add the arguments of `badges`."""
    badges.add_argument(
        "meeting", type=record_id, metavar="HỘI_NGHỊ", help="số của hội nghị"
    )
    badges.add_argument("--out", required=True, metavar="TỆP", help="ghi vào tệp này")
    badges.add_argument(
        "--kind",
        choices=["badges", "invitations", "desk-lists", "pins"],
        default="badges",
        help="thẻ, giấy mời, danh sách bàn tiếp đón hay phiếu PIN (mặc định: thẻ)",
    )
    badges.add_argument(
        "--sheet",
        choices=["a4-2x4", "a4-2x5", "cr80"],
        default="a4-2x4",
        help="khổ giấy của thẻ (mặc định a4-2x4)",
    )
    badges.add_argument(
        "--by-site", action="store_true", help="mỗi điểm cầu một PDF, trong tệp ZIP"
    )
    badges.add_argument(
        "--only-new", action="store_true", help="chỉ thẻ chưa in lần nào"
    )
    badges.add_argument(
        "--renew-old",
        action="store_true",
        help="cấp lại thẻ cấp từ trước, không in lại được: thẻ giấy cũ hết hiệu lực",
    )
