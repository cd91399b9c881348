"""Arguments of `add-document`, `search`, `archive` and `result`."""

import argparse

from kiosk.cli.operator_args import record_id


def add_document_arguments(
    add: argparse.ArgumentParser, search: argparse.ArgumentParser
) -> None:
    """Add the meeting, and the file to add or the words to search for."""
    for command in (add, search):
        command.add_argument(
            "meeting", type=record_id, metavar="HỘI_NGHỊ", help="số của hội nghị"
        )
    add.add_argument("file", metavar="TỆP", help="PDF, ảnh hoặc tệp Office")
    add.add_argument(
        "--item", type=record_id, metavar="NỘI_DUNG", help="số của nội dung để gắn vào"
    )
    add.add_argument(
        "--wait", action="store_true", help="đợi tới khi xử lý xong hoặc bị từ chối"
    )
    search.add_argument(
        "words", nargs="+", metavar="CHỮ", help='có dấu hay không; cụm từ trong "…"'
    )
    search.add_argument(
        "--json", action="store_true", help="in dạng JSON cho chương trình đọc"
    )


def add_archive_file_arguments(archive: argparse.ArgumentParser) -> None:
    """Add the document and the file."""
    for name, metavar, said in (
        ("meeting", "HỘI_NGHỊ", "số của hội nghị"),
        ("document", "TÀI_LIỆU", "số của tài liệu"),
    ):
        archive.add_argument(name, type=record_id, metavar=metavar, help=said)
    archive.add_argument("--out", required=True, metavar="TỆP", help="tệp để ghi vào")


def add_result_arguments(result: argparse.ArgumentParser) -> None:
    """Add the vote and the file."""
    for name, metavar, said in (
        ("meeting", "HỘI_NGHỊ", "số của hội nghị"),
        ("vote", "BIỂU_QUYẾT", "số của biểu quyết"),
    ):
        result.add_argument(name, type=record_id, metavar=metavar, help=said)
    result.add_argument("--out", required=True, metavar="TỆP", help="tệp để ghi vào")
