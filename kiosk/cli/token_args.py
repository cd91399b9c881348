"""Arguments of the command `token`."""

import argparse

from kiosk.cli.operator_args import record_id


def add_token_arguments(command: argparse.ArgumentParser) -> None:
    """Add what the token may do, or what is listed or revoked."""
    choice = command.add_mutually_exclusive_group(required=True)
    choice.add_argument(
        "--scopes",
        metavar="QUYỀN,…",
        help="các quyền, cách nhau bằng dấu phẩy, ví dụ meetings:read,results:read",
    )
    choice.add_argument("--list", action="store_true", help="liệt kê các mã đã cấp")
    choice.add_argument("--revoke", type=record_id, metavar="SỐ", help="thu hồi một mã")
    command.add_argument(
        "--name",
        default="CLI",
        metavar="TÊN",
        help="tên hệ thống dùng mã (mặc định CLI)",
    )
    command.add_argument(
        "--expires-days",
        type=record_id,
        default=365,
        metavar="N",
        help="hạn dùng, số ngày (mặc định 365)",
    )
    command.add_argument(
        "--json", action="store_true", help="in dạng JSON cho chương trình đọc"
    )
