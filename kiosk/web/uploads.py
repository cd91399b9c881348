"""A file on its way in: its name without traps, its bytes as they come."""

import time
from collections.abc import Iterator
from pathlib import PurePosixPath

from flask import request

from kiosk.errors import N_, Invalid
from kiosk.storage.files import too_large
from kiosk.vietnamese import nfc

CHUNK_BYTES = 64 * 1024
LONGEST_NAME = 200
# No file system has longer ones; what a program sends beyond is told in words.
LONGEST_SENT_NAME = 1000


def file_name() -> str:
    """Return the name of the uploaded file, without any folder or control sign.

    :raises Invalid: it has none, or no file system has one so long.
    """
    sent = request.args.get("name", "")
    if len(sent) > LONGEST_SENT_NAME:
        raise Invalid(
            N_("Tên tệp quá dài. Xin đặt tên ngắn hơn rồi tải lại."),
            code="name_too_long",
        )
    plain = "".join(c for c in sent if c.isprintable())
    name = nfc(PurePosixPath(plain.replace("\\", "/")).name)
    if not name:
        raise Invalid(N_("Tệp tải lên không có tên. Xin đặt tên tệp rồi tải lại."))
    stem, dot, extension = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(extension[:10])]}{dot}{extension[:10]}"


def body_chunks(limit: int) -> Iterator[bytes]:
    """Yield the body piece by piece; more than `limit` bytes are not even begun with.

    :raises Invalid: it is too large, or the connection broke off.
    """
    if (request.content_length or 0) > limit:
        raise too_large(limit)
    request.max_content_length = limit
    received = 0
    while chunk := request.stream.read(CHUNK_BYTES):
        received += len(chunk)
        yield chunk
        # What is already here is read without waiting: let the others run.
        time.sleep(0)
    if request.content_length not in {None, received}:
        raise Invalid(N_("Tệp đến chưa trọn vẹn. Xin kiểm tra mạng rồi tải lại."))
