"""Find the first altered entry of a chain, and define what is signed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from kiosk.errors import N_
from kiosk.record.signing import is_signed
from kiosk.storage.chain import GENESIS, chain_moment, link_hash

CHECK_JOB = "check_record"
# While a meeting is open.
CHECKPOINT_INTERVAL = dt.timedelta(hours=1)


class RemovalReason(StrEnum):
    """Why a meeting was removed with its journal."""

    LOAD_TEST = "load_test"
    RETENTION = "retention"


class FaultKind(StrEnum):
    """What is wrong with a chain."""

    CHANGED = "changed"
    MISSING = "missing"
    TRUNCATED = "truncated"
    ADDED = "added"
    REWRITTEN = "rewritten"
    BAD_SIGNATURE = "bad_signature"


FAULT_SENTENCES: dict[FaultKind, str] = {
    FaultKind.CHANGED: N_(
        "Mục số {number} không khớp mã của nó: mục này, hoặc mục ngay trước, đã bị sửa."
    ),
    FaultKind.MISSING: N_("Thiếu mục số {number}: đã bị xoá hoặc bị đổi chỗ."),
    FaultKind.TRUNCATED: N_("Các mục từ số {number} trở đi đã bị xoá."),
    FaultKind.ADDED: N_("Mục số {number} trở đi đã được thêm vào, không qua máy chủ."),
    FaultKind.REWRITTEN: N_(
        "Các mục từ sau số {after} đến số {number} đã bị viết lại:"
        " mã không khớp với mốc đã ký."
    ),
    FaultKind.BAD_SIGNATURE: N_("Mốc đã ký ở mục số {number} có chữ ký không đúng."),
}


class CheckState(StrEnum):
    """What is known of a meeting's last check."""

    NONE = "none"
    RUNNING = "running"
    WHOLE = "whole"
    FAULT = "fault"


_CHECK_SENTENCES = {
    CheckState.NONE: N_("Chưa kiểm tra lần nào."),
    CheckState.RUNNING: N_("Đang kiểm tra. Xin chờ giây lát."),
    CheckState.WHOLE: N_(
        "Nguyên vẹn: cả {entries} mục đều khớp. Kiểm tra lúc {time} ngày {day}."
    ),
}


def check_sentence(state: CheckState | None, fault: str = "") -> str:
    """Return what is said of a check, with fields to be filled in."""
    if fault:
        return FAULT_SENTENCES[FaultKind(fault)]
    return _CHECK_SENTENCES[state or CheckState.NONE]


class ChainFault(msgspec.Struct, frozen=True):
    """The first fault of a chain, at entry `number`.

    `after`: of rewritten entries, the last one that a signed checkpoint confirms.
    """

    kind: FaultKind
    number: int
    after: int = 0


class ChainedEntry(msgspec.Struct, frozen=True):
    """An entry with its stored hash."""

    number: int
    content: dict[str, Any]
    hash: str


class SignedState(msgspec.Struct, frozen=True):
    """A state of a chain with its signature over `message`."""

    number: int
    hash: str
    message: str
    signature: str
    public_key: str


class ChainEnd(msgspec.Struct, frozen=True):
    """Number and hash of an entry: the last one, or the one before the first."""

    number: int = 0
    hash: str = GENESIS


def checkpoint_message(meeting_id: int, number: int, link: str, at: dt.datetime) -> str:
    """Return what the signature of a meeting's checkpoint is over."""
    fields = (meeting_id, number, link, chain_moment(at))
    return "\n".join(("kiosk-checkpoint", *map(str, fields)))


def removal_message(
    meeting_id: int, number: int, link: str, at: dt.datetime, reason: str
) -> str:
    """Return what the signature of a meeting's removal is over."""
    fields = (meeting_id, number, link, chain_moment(at), reason)
    return "\n".join(("kiosk-removal", *map(str, fields)))


def find_fault(
    entries: Iterable[ChainedEntry],
    checkpoints: Sequence[SignedState],
    last: ChainEnd,
    before_first: ChainEnd | None = None,
) -> ChainFault | None:
    """Return the first fault of a chain, None if it is whole.

    :param entries: in the order of their numbers.
    :param last: what is stored as the last entry's number and hash.
    :param before_first: of a cut chain, the last entry that was removed.
    """
    unsigned = _unsigned(checkpoints)
    end, confirmed = before_first or ChainEnd(), 0
    # Two keys may have signed the same entry: each of them must be right.
    signed: dict[int, set[str]] = {}
    for one in checkpoints:
        if one.number > end.number:
            signed.setdefault(one.number, set()).add(one.hash)
    for entry in entries:
        fault = _fault_of(entry, end)
        if fault is not None:
            return _earlier(unsigned, fault)
        end = ChainEnd(entry.number, entry.hash)
        if signed.get(end.number, {end.hash}) != {end.hash}:
            rewritten = ChainFault(FaultKind.REWRITTEN, end.number, confirmed)
            return _earlier(unsigned, rewritten)
        if end.number in signed:
            confirmed = end.number
    return _earlier(unsigned, _fault_of_end(end, last, max(signed, default=0)))


def _fault_of(entry: ChainedEntry, before: ChainEnd) -> ChainFault | None:
    if entry.number != before.number + 1:
        return ChainFault(FaultKind.MISSING, before.number + 1)
    try:
        # `n` is part of the content, so a number that was exchanged is found too.
        is_whole = link_hash(before.hash, entry.content) == entry.hash
    except ValueError:
        # The hash before is no hash.
        is_whole = False
    return None if is_whole else ChainFault(FaultKind.CHANGED, entry.number)


def _fault_of_end(end: ChainEnd, last: ChainEnd, signed: int) -> ChainFault | None:
    if max(last.number, signed) > end.number:
        return ChainFault(FaultKind.TRUNCATED, end.number + 1)
    if last.number < end.number:
        return ChainFault(FaultKind.ADDED, last.number + 1)
    if last.hash != end.hash:
        return ChainFault(FaultKind.CHANGED, end.number)
    return None


def _unsigned(checkpoints: Sequence[SignedState]) -> ChainFault | None:
    for one in sorted(checkpoints, key=lambda each: each.number):
        if not is_signed(one.message, one.signature, one.public_key):
            return ChainFault(FaultKind.BAD_SIGNATURE, one.number)
    return None


def _earlier(one: ChainFault | None, other: ChainFault | None) -> ChainFault | None:
    """Return the fault at the lower number."""
    both = [fault for fault in (other, one) if fault is not None]
    return min(both, key=lambda fault: fault.number) if both else None
