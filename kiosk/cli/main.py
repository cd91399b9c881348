"""Command line: commands and their arguments."""

import argparse
import gc
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from kiosk.cli.archive_args import add_archive_arguments
from kiosk.cli.document_args import (
    add_archive_file_arguments,
    add_document_arguments,
    add_result_arguments,
)
from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_args import (
    add_backup_arguments,
    add_certificate_arguments,
    add_doctor_arguments,
    add_migrate_arguments,
    add_minutes_arguments,
    add_record_arguments,
    add_retention_arguments,
    add_template_arguments,
)
from kiosk.cli.people_args import add_badges_arguments, add_import_arguments
from kiosk.cli.token_args import add_token_arguments
from kiosk.config import InvalidSetting, read_config
from kiosk.storage.errors import DatabaseUnavailable, SchemaUpdateError

# Descriptions by command; the module of the same name implements it.
COMMANDS = {
    "run": "chạy máy chủ và bộ xử lý tài liệu, ở lại cho tới khi bấm Ctrl-C",
    "serve": "chỉ chạy máy chủ (dùng với systemd)",
    "worker": "chỉ chạy bộ xử lý tài liệu (dùng với systemd)",
    "migrate": "tạo hoặc nâng cấp cơ sở dữ liệu",
    "demo": "tạo hội nghị demo (nếu chưa có) và in các địa chỉ",
    "rehearse": "diễn tập với máy giả lập, cho biết máy chủ chịu được bao nhiêu máy",
    "add-document": "thêm một tệp vào hội nghị, như thư ký tải lên",
    "archive": "ghi bản lưu trữ (PDF/A) của một bản quét ra tệp",
    "import-delegates": "nhập danh sách đại biểu từ tệp CSV hoặc XLSX",
    "badges": "tạo tệp thẻ, giấy mời hoặc danh sách để in",
    "paper-templates": "chép mẫu văn bản chuẩn ra, hoặc kiểm tra mẫu riêng",
    "retention": "nói dữ liệu hội nghị nào hết hạn lưu, xoá khi có --apply",
    "result": "ghi kết quả một biểu quyết ra tệp JSON để ai cũng đếm lại được",
    "export": "ghi hồ sơ của một hội nghị ra một tệp ZIP, kể cả khi máy chủ đang chạy",
    "import": "nhập một hội nghị từ hồ sơ của nó, khi máy chủ đã dừng",
    "record": "in mã bản ghi của hội nghị và kiểm tra nhật ký còn nguyên vẹn",
    "minutes": "ghi biên bản hội nghị ra tệp PDF hoặc DOCX",
    "search": "tìm chữ trong tài liệu của hội nghị",
    "roll-back": "trở lại cơ sở dữ liệu trước một lần nâng cấp",
    "backup": "sao lưu cơ sở dữ liệu, tài liệu và khoá, kể cả khi máy chủ đang chạy",
    "restore": "tạo thư mục dữ liệu mới từ một bản sao lưu",
    "doctor": "kiểm tra mọi thứ trước giờ họp: tốt, nên xem, phải sửa",
    "setup-link": "in đường dẫn dùng một lần để tạo người quản trị",
    "token": "cấp, liệt kê hoặc thu hồi mã truy cập cho hệ thống khác",
    "certificate": "tạo, gia hạn hoặc kiểm tra chứng thư cho https trong mạng nội bộ",
    "nginx": "viết cấu hình cho nginx đứng trước (TLS, nhiều máy tính bảng)",
    "settings": "in mọi cấu hình đang có hiệu lực",
}
# Modules of commands that are words of Python or of other modules.
MODULES = {"export": "export_meeting", "import": "import_meeting"}
USAGE_STATUS = 2


def _up_to(most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"phải là số nguyên từ 1 đến {most}")
        return int(text)

    return parse


def _minutes(text: str) -> float:
    least, most = 0.05, 240.0
    if not re.fullmatch(r"\d{1,3}([.,]\d{1,3})?", text):
        raise argparse.ArgumentTypeError("phải là số phút, ví dụ 5 hoặc 0,5")
    minutes = float(text.replace(",", "."))
    if not least <= minutes <= most:
        raise argparse.ArgumentTypeError(f"phải từ {least} đến {most:.0f} phút")
    return minutes


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m kiosk",
        description="Phòng họp không giấy tờ. Cấu hình lấy từ biến môi trường,"
        " xem docs/settings.md.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for name, description in COMMANDS.items():
        command = commands.add_parser(name, help=description, description=description)
        if name in {"serve", "worker", "migrate", "demo", "nginx"}:
            # Set by `run`: end when that process ends, also by SIGKILL.
            command.add_argument(
                "--with-parent", type=int, default=0, help=argparse.SUPPRESS
            )
        if name in {"run", "serve"}:
            command.add_argument(
                "--workers",
                type=_up_to(64),
                default=1,
                metavar="N",
                help="số tiến trình máy chủ cùng một địa chỉ (mặc định 1)",
            )
    _add_server_arguments(commands.choices)
    add_backup_arguments(commands.choices["backup"], commands.choices["restore"])
    add_migrate_arguments(commands.choices["migrate"], commands.choices["roll-back"])
    add_document_arguments(commands.choices["add-document"], commands.choices["search"])
    add_archive_arguments(commands.choices["export"], commands.choices["import"])
    for name, add_arguments in {
        "doctor": add_doctor_arguments,
        "archive": add_archive_file_arguments,
        "result": add_result_arguments,
        "record": add_record_arguments,
        "paper-templates": add_template_arguments,
        "minutes": add_minutes_arguments,
        "certificate": add_certificate_arguments,
        "import-delegates": add_import_arguments,
        "badges": add_badges_arguments,
        "retention": add_retention_arguments,
        "token": add_token_arguments,
        "nginx": _add_nginx_arguments,
        "rehearse": _add_load_test_arguments,
    }.items():
        add_arguments(commands.choices[name])
    return parser


def _add_server_arguments(choices: dict[str, argparse.ArgumentParser]) -> None:
    choices["run"].add_argument(
        "--https",
        type=_up_to(65_535),
        nargs="?",
        const=8443,
        metavar="CỔNG",
        help="có nginx đứng trước, https ở cổng này (mặc định 8443)",
    )
    choices["serve"].add_argument(
        # Set by `serve --workers` for its children: the shared socket.
        "--listener",
        type=int,
        help=argparse.SUPPRESS,
    )
    demo = choices["demo"]
    demo.add_argument("--json", action="store_true", help="in các địa chỉ dạng JSON")
    demo.add_argument(
        "--delegates",
        type=_up_to(20_000),
        metavar="N",
        help="số đại biểu (mặc định 400)",
    )
    demo.add_argument(
        "--badges", metavar="TỆP", help="ghi bí mật của mọi thẻ vào tệp (quyền 0600)"
    )


def _add_load_test_arguments(rehearse: argparse.ArgumentParser) -> None:
    rehearse.add_argument(
        "--delegates",
        type=_up_to(20_000),
        default=400,
        metavar="N",
        help="số máy tính bảng giả lập (mặc định 400)",
    )
    rehearse.add_argument(
        "--sites",
        type=_up_to(500),
        metavar="S",
        help="số điểm cầu (mặc định: 400 người ở hội trường, 80 người mỗi điểm cầu)",
    )
    rehearse.add_argument(
        "--minutes",
        type=_minutes,
        default=2.0,
        metavar="M",
        help="lật trang trong bao nhiêu phút (mặc định 2)",
    )
    rehearse.add_argument(
        "--json", action="store_true", help="in kết quả dạng JSON cho chương trình đọc"
    )


def _add_nginx_arguments(command: argparse.ArgumentParser) -> None:
    for name, metavar, said in (
        ("listen", "[ĐỊA CHỈ:]CỔNG", "nơi nghe; lặp lại được (mặc định 443, hoặc 80)"),
        ("redirect", "[ĐỊA CHỈ:]CỔNG", "nơi đưa http sang https (mặc định 80; no: bỏ)"),
        ("server", "TÊN:CỔNG", "máy chủ Kiosk; lặp lại được (mặc định: của máy này)"),
    ):
        command.add_argument(
            f"--{name}", action="append", default=[], metavar=metavar, help=said
        )
    for name, metavar, said in (
        ("name", "TÊN", "tên máy chủ, ví dụ hop.tinh.vn"),
        (
            "certificate",
            "TỆP",
            "chứng thư TLS, PEM (mặc định: của certificate; no: bỏ)",
        ),
        ("key", "TỆP", "khoá riêng của chứng thư, dạng PEM, không mật khẩu"),
        ("folder", "THƯ MỤC", "nhật ký, tệp tạm, tệp pid của nginx đều ở đây"),
        ("out", "TỆP", "ghi vào tệp thay vì in ra"),
    ):
        command.add_argument(f"--{name}", default="", metavar=metavar, help=said)
    command.add_argument(
        "--site", action="store_true", help="chỉ phần của Kiosk, cho nginx có sẵn"
    )
    command.add_argument(
        "--run", action="store_true", help="viết vào --folder rồi chạy luôn nginx"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    arguments = make_parser().parse_args(argv)
    try:
        config = read_config()
    except InvalidSetting as error:
        print(error, file=sys.stderr)
        return USAGE_STATUS
    # Only the module of the command is imported; imports produce no garbage.
    gc.disable()
    name = MODULES.get(arguments.command, arguments.command.replace("-", "_"))
    command = import_module(f"kiosk.cli.{name}")
    gc.enable()
    try:
        status: int = command.run(config, arguments)
    except DatabaseUnavailable as refusal:
        print(f"Cơ sở dữ liệu không dùng được: {refusal.why}", file=sys.stderr)
        return FAILED_STATUS
    except SchemaUpdateError as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED_STATUS
    return status
