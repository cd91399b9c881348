"""Check database, server, worker and settings."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.config import Config
from kiosk.errors import N_
from kiosk.private_folder import OWNER_ONLY
from kiosk.readiness import queries
from kiosk.readiness.context import CheckContext, ask_server
from kiosk.readiness.rules import CheckResult, bad, good, list_names, warn
from kiosk.storage.process_lock import is_locked
from kiosk.storage.schema_revision import newest_revision

# A document that is not ready after this time is stuck.
STUCK_AFTER = dt.timedelta(minutes=15)
_GROUP_READS = 0o050


def is_worker_running(config: Config) -> bool:
    """Return whether a worker holds the lock of the data folder."""
    return is_locked(config.data / "worker.lock")


def check_database(context: CheckContext) -> Iterator[CheckResult]:
    """Check that the database can be reached and has the current schema."""
    with context.store.read_session() as session:
        revision = queries.revision(session)
    if revision == newest_revision():
        yield good(N_("Mở được, cấu trúc mới nhất ({revision})."), revision=revision)
    else:
        yield bad(
            N_("Cấu trúc là bản {revision}, chương trình cần bản {wanted}."),
            "python -m kiosk migrate",
            revision=revision or "–",
            wanted=newest_revision(),
        )


def check_server(context: CheckContext) -> Iterator[CheckResult]:
    """Check that the server answers."""
    if ask_server(context.config, "/healthz") == b"ok":
        yield good(N_("Máy chủ trả lời ở cổng {port}."), port=context.config.port)
    else:
        yield bad(
            N_("Máy chủ không trả lời ở cổng {port}."),
            "systemctl start kiosk / python -m kiosk run",
            port=context.config.port,
        )


def check_worker(context: CheckContext) -> Iterator[CheckResult]:
    """Check that the worker runs and its jobs make progress."""
    with context.store.read_session() as session:
        stuck = queries.stuck_documents(session, context.now - STUCK_AFTER)
    store = context.store
    queued = (store.prompt_jobs, store.bulk_jobs, store.text_jobs)
    waiting = sum(jobs.waiting() for jobs in queued)
    if not is_worker_running(context.config):
        yield bad(
            N_("Bộ xử lý tài liệu không chạy; {waiting} việc đang chờ."),
            "systemctl start kiosk-worker / python -m kiosk run",
            waiting=waiting,
        )
    elif stuck:
        yield bad(
            N_("Tài liệu xử lý mãi chưa xong: {titles}."),
            N_("Khởi động lại kiosk-worker; nếu vẫn vậy thì tải lại tài liệu ấy."),
            titles=list_names(stuck),
        )
    else:
        yield good(N_("Đang chạy, {waiting} việc đang chờ."), waiting=waiting)


def _data_files(data: Path) -> list[Path]:
    """Return the data folder and its direct content; others cannot go deeper."""
    return [data, *sorted(data.iterdir())] if data.is_dir() else []


def _is_open_to_others(path: Path) -> bool:
    mode = path.stat().st_mode
    # nginx may read folders, by a group or an ACL, which shows as the group's rights.
    allowed = _GROUP_READS if path.is_dir() else 0
    return bool(mode & OWNER_ONLY & ~allowed)


def _unsafe_settings(config: Config) -> Iterator[CheckResult]:
    if config.behind_proxy and config.host not in {"127.0.0.1", "::1", "localhost"}:
        yield bad(
            N_("Máy chủ tin lời proxy nhưng ai trong mạng cũng vào thẳng được."),
            "HOST=127.0.0.1",
        )
    if config.secure and not config.behind_proxy:
        yield bad(
            N_("Địa chỉ là https nhưng máy chủ không biết có nginx đứng trước."),
            "KIOSK_BEHIND_PROXY=yes",
        )
    loose = [path.name for path in _data_files(config.data) if _is_open_to_others(path)]
    if loose:
        yield bad(
            N_("Người khác trên máy đọc được {names}."),
            "chmod go-rwx {names}",
            names=list_names(loose),
        )
    for name, url in (
        ("PostgreSQL", config.database_url),
        ("Redis", config.redis_url),
    ):
        parts = urlsplit(url)
        is_far = parts.hostname not in {None, "localhost", "127.0.0.1", "::1"}
        if is_far and not parts.password:
            yield warn(
                N_("{name} ở máy khác và không có mật khẩu trong cấu hình."),
                N_("Đặt mật khẩu, và chỉ cho máy chủ này kết nối."),
                name=name,
            )


def check_settings(context: CheckContext) -> Iterator[CheckResult]:
    """Check for unsafe settings, and for those of a trial."""
    found = list(_unsafe_settings(context.config))
    if not context.config.public_url:
        found.append(
            warn(
                N_("Chưa đặt địa chỉ của máy chủ; thẻ in ra sẽ mang địa chỉ tạm."),
                "KIOSK_PUBLIC_URL=https://…",
            )
        )
    yield from found or [good(N_("Không có cấu hình nào đáng ngại."))]
