"""Check the key that signs the record."""

from collections.abc import Iterator

from kiosk.errors import N_
from kiosk.keys import KEY_BYTES, RECORD_KEY_FILE
from kiosk.private_folder import OWNER_ONLY
from kiosk.readiness import queries
from kiosk.readiness.context import CheckContext
from kiosk.readiness.rules import CheckResult, bad, good, warn
from kiosk.record.signing import fingerprint, in_groups, public_key


def check_record_key(context: CheckContext) -> Iterator[CheckResult]:
    """Check that the key is there, for its owner only, and the one of before."""
    path = context.config.data / RECORD_KEY_FILE
    with context.store.read_session() as session:
        last = queries.last_record_key(session)
    if not path.exists():
        if last:
            yield bad(
                N_("Mất khoá ký bản ghi ({file})."),
                N_("Lấy lại tệp này từ bản sao lưu trước khi khởi động máy chủ."),
                file=str(path),
            )
        else:
            yield good(N_("Chưa có; máy chủ tự tạo khi cần."))
        return
    status, key = path.stat(), path.read_bytes()
    if status.st_mode & OWNER_ONLY or len(key) != KEY_BYTES:
        yield bad(
            N_("Khoá ký bản ghi bị hỏng, hoặc người khác đọc được ({file})."),
            "chmod 600 {file}",
            file=str(path),
        )
    elif last and last != public_key(key):
        yield warn(
            N_("Khoá ký bản ghi đã đổi: các mốc trước do khoá {print} ký."),
            N_("Nếu không chủ ý đổi, lấy lại record.key từ bản sao lưu."),
            print=in_groups(fingerprint(last)),
        )
    else:
        yield good(
            N_("Dấu của khoá: {print}."),
            print=in_groups(fingerprint(public_key(key))),
        )
