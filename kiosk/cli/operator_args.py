"""Arguments of the commands for the operator of the server."""

import argparse
import re


def record_id(text: str) -> int:
    """Parse the id of a meeting, an item or a document."""
    if not re.fullmatch("[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError("phải là một số")
    return int(text)


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", text) or not int(text):
        raise argparse.ArgumentTypeError("phải là một số từ 1 đến 9999")
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


def add_migrate_arguments(
    migrate: argparse.ArgumentParser, roll_back: argparse.ArgumentParser
) -> None:
    """Add whether a copy is made, and which one to go back to."""
    migrate.add_argument(
        "--no-copy",
        action="store_true",
        help="không chép cơ sở dữ liệu trước (đã tự sao lưu)",
    )
    roll_back.add_argument(
        "copy", metavar="TỆP", help="bản chép, ví dụ …/before-update/kiosk-0031-….db"
    )


def add_record_arguments(command: argparse.ArgumentParser) -> None:
    """Add the meeting whose record is checked."""
    command.add_argument(
        "meeting", type=record_id, metavar="HỘI_NGHỊ", help="số của hội nghị"
    )


def add_backup_arguments(
    backup: argparse.ArgumentParser, restore: argparse.ArgumentParser
) -> None:
    """Add where backups are written to and read from."""
    backup.add_argument(
        "--out", required=True, metavar="THƯ MỤC", help="nơi giữ mọi bản sao lưu"
    )
    for name, said in (
        ("days", "giữ mọi bản của số ngày gần nhất, xoá bản cũ hơn"),
        ("last", "giữ số bản mới nhất, xoá bản cũ hơn"),
    ):
        backup.add_argument(
            f"--keep-{name}",
            type=_count,
            metavar="N",
            help=f"{said}; bản lành mới nhất luôn được giữ",
        )
    restore.add_argument(
        "backup", metavar="BẢN", help="thư mục của một bản, ví dụ …/20261127-053000"
    )


def add_retention_arguments(retention: argparse.ArgumentParser) -> None:
    """Add the arguments of `retention`."""
    choice = retention.add_mutually_exclusive_group()
    choice.add_argument(
        "--dry-run", action="store_true", help="chỉ nói sẽ xoá gì (mặc định)"
    )
    choice.add_argument("--apply", action="store_true", help="xoá những gì đã nói")


def add_template_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `paper-templates`."""
    chosen = command.add_mutually_exclusive_group(required=True)
    chosen.add_argument(
        "--copy",
        metavar="THƯ_MỤC",
        help="chép các mẫu chuẩn vào thư mục này; tệp đã có thì giữ nguyên",
    )
    chosen.add_argument(
        "--check",
        action="store_true",
        help="thử các mẫu riêng trong thư mục paper_templates của thư mục dữ liệu",
    )


def add_minutes_arguments(command: argparse.ArgumentParser) -> None:
    """Add the meeting, the family of papers and the file."""
    command.add_argument(
        "meeting", type=record_id, metavar="HỘI_NGHỊ", help="số của hội nghị"
    )
    command.add_argument(
        "--family",
        required=True,
        choices=("dang", "nd30"),
        help="thể thức: dang (văn bản của Đảng) hoặc nd30 (Nghị định 30/2020)",
    )
    command.add_argument(
        "--out", required=True, metavar="TỆP", help="tệp .pdf hoặc .docx để ghi vào"
    )
