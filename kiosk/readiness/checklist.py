"""Lists of checks; a new check is a function and an entry here."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from kiosk.certificates.rules import CertificateError
from kiosk.errors import N_, KioskError
from kiosk.readiness import (
    backups,
    documents,
    gates,
    machine,
    record,
    room,
    service,
    tablets,
    tls,
)
from kiosk.readiness.context import CheckContext
from kiosk.readiness.rules import CheckResult, Finding, bad


@dataclass(frozen=True)
class InstallationCheck:
    """A check of the installation: its topic and its function."""

    topic: str
    look: Callable[[CheckContext], Iterable[CheckResult]]


@dataclass(frozen=True)
class MeetingCheck:
    """A check of one meeting."""

    topic: str
    look: Callable[[CheckContext, int], Iterable[CheckResult]]


INSTALLATION_CHECKS = (
    InstallationCheck(N_("Cơ sở dữ liệu"), service.check_database),
    InstallationCheck(N_("Máy chủ"), service.check_server),
    InstallationCheck(N_("Bộ xử lý tài liệu"), service.check_worker),
    InstallationCheck(N_("Chứng thư (https)"), tls.check_certificate),
    InstallationCheck(N_("Cấu hình"), service.check_settings),
    InstallationCheck(N_("Khoá ký bản ghi"), record.check_record_key),
    InstallationCheck(N_("Sao lưu"), backups.check_backup),
    InstallationCheck(N_("Dung lượng đĩa"), machine.check_disk),
    InstallationCheck(N_("Đồng hồ"), machine.check_clock),
    InstallationCheck(N_("Phần mềm kèm theo"), machine.check_programs),
    InstallationCheck(N_("Phông chữ"), machine.check_fonts),
)
MEETING_CHECKS = (
    MeetingCheck(N_("Tài liệu của hội nghị"), documents.check_documents),
    MeetingCheck(N_("Tệp trên đĩa"), documents.check_files),
    MeetingCheck(N_("Màn hình hội trường"), room.check_wall),
    MeetingCheck(N_("Máy tính bảng"), room.check_tablets_connected),
    MeetingCheck(N_("Tài liệu giữ trên máy"), room.check_offline_copies),
    MeetingCheck(N_("Máy của nhà: liên lạc"), tablets.check_tablet_link),
    MeetingCheck(N_("Máy của nhà: pin"), tablets.tablet_check(tablets.BATTERY)),
    MeetingCheck(N_("Máy của nhà: đồng hồ"), tablets.tablet_check(tablets.CLOCK)),
    MeetingCheck(N_("Máy của nhà: phiên bản"), tablets.tablet_check(tablets.VERSION)),
    MeetingCheck(
        N_("Máy của nhà: tài liệu"), tablets.tablet_check(tablets.OFFLINE_DOCUMENTS)
    ),
    MeetingCheck(N_("Máy của nhà: bộ nhớ"), tablets.tablet_check(tablets.STORAGE)),
    MeetingCheck(N_("Máy của nhà: chỗ ngồi"), tablets.tablet_check(tablets.SEAT)),
    MeetingCheck(N_("Các cửa"), gates.check_gates),
    MeetingCheck(N_("Các điểm cầu"), room.check_sites),
)
# Errors of a part that fails; the other checks still run.
_CHECK_ERRORS = (
    *(KioskError, SQLAlchemyError, sqlite3.Error, RedisError),
    *(OSError, CertificateError),
)


def _run(topic: str, look: Callable[[], Iterable[CheckResult]]) -> list[Finding]:
    try:
        return [Finding(topic, said) for said in look()]
    except _CHECK_ERRORS as error:
        reason = getattr(error, "why", "") or str(error).partition("\n")[0]
        said = bad(
            N_("Không kiểm tra được: {why}"),
            N_("Xem nhật ký của máy chủ; sửa xong thì kiểm tra lại."),
            why=reason,
        )
        return [Finding(topic, said)]


def check_installation(context: CheckContext) -> list[Finding]:
    """Run all checks of the installation."""
    return [
        finding
        for check in INSTALLATION_CHECKS
        for finding in _run(check.topic, partial(check.look, context))
    ]


def check_meeting_readiness(context: CheckContext, meeting_id: int) -> list[Finding]:
    """Run all checks of one meeting."""
    return [
        finding
        for check in MEETING_CHECKS
        for finding in _run(check.topic, partial(check.look, context, meeting_id))
    ]
