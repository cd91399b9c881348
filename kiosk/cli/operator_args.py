"""Arguments of `certificate`, `doctor`, `backup` and `restore`."""

import argparse
import re


def record_id(text: str) -> int:
    """Parse the id of a meeting, an item or a document."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError("phải là một số")
    return int(text)


def add_certificate_arguments(command: argparse.ArgumentParser) -> None:
    """Add names, renewal options and a given certificate."""
    command.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="TÊN",
        help="tên hoặc địa chỉ IP của máy chủ; lặp lại được (mặc định: tự tìm)",
    )
    for name, said in (
        ("renew", "tạo lại chứng thư của máy chủ ngay; giữ chứng thư gốc"),
        ("new-root", "tạo chứng thư gốc mới; máy tính bảng phải cài lại"),
        ("json", "in dạng JSON cho chương trình đọc"),
    ):
        command.add_argument(f"--{name}", action="store_true", help=said)
    for name, said in (
        ("certificate", "chứng thư có sẵn cần kiểm tra và dùng, cả chuỗi, dạng PEM"),
        ("key", "khoá riêng của chứng thư có sẵn, dạng PEM, không mật khẩu"),
    ):
        command.add_argument(f"--{name}", default="", metavar="TỆP", help=said)


def add_doctor_arguments(command: argparse.ArgumentParser) -> None:
    """Add the optional meeting."""
    command.add_argument(
        "meeting",
        type=record_id,
        nargs="?",
        metavar="HỘI_NGHỊ",
        help="số của hội nghị (mặc định: mọi hội nghị đã phát hành hay đang họp)",
    )
    command.add_argument(
        "--json", action="store_true", help="in dạng JSON cho chương trình đọc"
    )


def add_backup_arguments(
    backup: argparse.ArgumentParser, restore: argparse.ArgumentParser
) -> None:
    """Add where backups are written to and read from."""
    backup.add_argument(
        "--out", required=True, metavar="THƯ MỤC", help="nơi giữ mọi bản sao lưu"
    )
    restore.add_argument(
        "backup", metavar="BẢN", help="thư mục của một bản, ví dụ …/20261127-053000"
    )
