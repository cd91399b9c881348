"""Arguments of `export` and `import`."""

import argparse

from kiosk.cli.operator_args import record_id


def add_archive_arguments(
    export: argparse.ArgumentParser, restore: argparse.ArgumentParser
) -> None:
    """Add which meeting is written to which file, and which file is read."""
    export.add_argument(
        "meeting", type=record_id, metavar="HỘI_NGHỊ", help="số của hội nghị"
    )
    export.add_argument(
        "--out", required=True, metavar="TỆP", help="tệp ZIP để ghi vào"
    )
    export.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    restore.add_argument("file", metavar="TỆP", help="hồ sơ cuộc họp, .zip")
    restore.add_argument(
        "--key",
        default="",
        metavar="DẤU",
        help="dấu của khoá phải đã ký hồ sơ, như in ở cuối biên bản",
    )
