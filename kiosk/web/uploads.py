"""Receive uploads: a safe file name, and the body in chunks."""

import time
from collections.abc import Iterator
from pathlib import PurePosixPath

from flask import request

from kiosk.errors import N_, Invalid
from kiosk.storage.files import too_large
from kiosk.vietnamese import nfc

UPLOAD_CHUNK_BYTES = 64 * 1024
MAX_NAME_LENGTH = 200
# No file system has longer names; they are rejected with a message.
MAX_SENT_NAME_LENGTH = 1000


def file_name() -> str:
    """Return the name of the uploaded file, without folders and control characters.

    :raises Invalid: it has none, or is too long for any file system.
    """
    sent = request.args.get("name", "")
    if len(sent) > MAX_SENT_NAME_LENGTH:
        raise Invalid(
            N_("Tên tệp quá dài. Xin đặt tên ngắn hơn rồi tải lại."),
            code="name_too_long",
        )
    plain = "".join(c for c in sent if c.isprintable())
    name = nfc(PurePosixPath(plain.replace("\\", "/")).name)
    if not name:
        raise Invalid(N_("Tệp tải lên không có tên. Xin đặt tên tệp rồi tải lại."))
    stem, dot, extension = name.rpartition(".")
    return f"{stem[: MAX_NAME_LENGTH - len(extension[:10])]}{dot}{extension[:10]}"


def body_chunks(limit: int) -> Iterator[bytes]:
    """Yield the body in chunks; one larger than `limit` is not read at all.

    :raises Invalid: it is too large, or the connection was lost.
    """
    if (request.content_length or 0) > limit:
        raise too_large(limit)
    request.max_content_length = limit
    received = 0
    while chunk := request.stream.read(UPLOAD_CHUNK_BYTES):
        received += len(chunk)
        yield chunk
        # Reading buffered bytes does not wait: let other green threads run.
        time.sleep(0)
    if request.content_length not in {None, received}:
        raise Invalid(N_("Tệp đến chưa trọn vẹn. Xin kiểm tra mạng rồi tải lại."))
