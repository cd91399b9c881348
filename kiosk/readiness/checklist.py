"""The list of checks. A new one is a function, and a line here."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from kiosk.certificates.rules import CannotCertify
from kiosk.errors import N_, KioskError
from kiosk.readiness import (
    copies,
    gates,
    machine,
    papers,
    room,
    service,
    tablets,
    trust,
)
from kiosk.readiness.house import House
from kiosk.readiness.rules import Finding, Said, bad


@dataclass(frozen=True)
class Check:
    """One thing to look at: how people call it, and who looks."""

    topic: str
    look: Callable[[House], Iterable[Said]]


@dataclass(frozen=True)
class MeetingCheck:
    """One thing to look at for one meeting."""

    topic: str
    look: Callable[[House, int], Iterable[Said]]


OF_THE_HOUSE = (
    Check(N_("Cơ sở dữ liệu"), service.look_at_database),
    Check(N_("Máy chủ"), service.look_at_server),
    Check(N_("Bộ xử lý tài liệu"), service.look_at_worker),
    Check(N_("Chứng thư (https)"), trust.look_at_certificate),
    Check(N_("Cấu hình"), service.look_at_settings),
    Check(N_("Sao lưu"), copies.look_at_backup),
    Check(N_("Dung lượng đĩa"), machine.look_at_disk),
    Check(N_("Đồng hồ"), machine.look_at_clock),
    Check(N_("Phần mềm kèm theo"), machine.look_at_programs),
    Check(N_("Phông chữ"), machine.look_at_fonts),
)
OF_A_MEETING = (
    MeetingCheck(N_("Tài liệu của hội nghị"), papers.look_at_papers),
    MeetingCheck(N_("Tệp trên đĩa"), papers.look_at_files),
    MeetingCheck(N_("Màn hình hội trường"), room.look_at_wall),
    MeetingCheck(N_("Máy tính bảng"), room.look_at_tablets),
    MeetingCheck(N_("Tài liệu giữ trên máy"), room.look_at_kept_papers),
    MeetingCheck(N_("Máy của nhà: liên lạc"), tablets.look_at_link),
    MeetingCheck(N_("Máy của nhà: pin"), tablets.looking_for(tablets.BATTERY)),
    MeetingCheck(N_("Máy của nhà: đồng hồ"), tablets.looking_for(tablets.CLOCK)),
    MeetingCheck(N_("Máy của nhà: phiên bản"), tablets.looking_for(tablets.VERSION)),
    MeetingCheck(N_("Máy của nhà: tài liệu"), tablets.looking_for(tablets.PAPERS)),
    MeetingCheck(N_("Máy của nhà: bộ nhớ"), tablets.looking_for(tablets.STORAGE)),
    MeetingCheck(N_("Máy của nhà: chỗ ngồi"), tablets.looking_for(tablets.SEAT)),
    MeetingCheck(N_("Các cửa"), gates.look_at_gates),
    MeetingCheck(N_("Các điểm cầu"), room.look_at_sites),
)
# What a part that is away or broken may raise; the other checks go on.
_AWAY = (
    *(KioskError, SQLAlchemyError, sqlite3.Error, RedisError),
    *(OSError, CannotCertify),
)


def _run(topic: str, look: Callable[[], Iterable[Said]]) -> list[Finding]:
    try:
        return [Finding(topic, said) for said in look()]
    except _AWAY as error:
        told = getattr(error, "why", "") or str(error).partition("\n")[0]
        said = bad(
            N_("Không kiểm tra được: {why}"),
            N_("Xem nhật ký của máy chủ; sửa xong thì kiểm tra lại."),
            why=told,
        )
        return [Finding(topic, said)]


def look_at_house(house: House) -> list[Finding]:
    """Run every check that concerns no meeting."""
    return [
        finding
        for check in OF_THE_HOUSE
        for finding in _run(check.topic, partial(check.look, house))
    ]


def look_at_meeting(house: House, meeting_id: int) -> list[Finding]:
    """Run every check of one meeting."""
    return [
        finding
        for check in OF_A_MEETING
        for finding in _run(check.topic, partial(check.look, house, meeting_id))
    ]
