"""Content of a conclusion, its limits, and the digest of all of them; pure."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec

from kiosk.errors import N_, Conflict, Invalid
from kiosk.vietnamese import nfc

MOST_CONCLUSIONS = 200
LONGEST_TEXT = 5000
LONGEST_UNIT = 300
MOST_UNITS = 60

Text = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
Unit = Annotated[str, msgspec.Meta(max_length=LONGEST_UNIT)]


class ConclusionDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A conclusion as entered."""

    text: Text
    # The unit that answers for it; empty: nobody yet.
    lead_unit: Unit = ""
    coordinating_units: tuple[Unit, ...] = ()
    due_date: dt.date | None = None
    # Where it comes from: an agenda item, a document and its page (from 1).
    item_id: int | None = None
    document_id: int | None = None
    page: int | None = None


def normalised(details: ConclusionDetails) -> ConclusionDetails:
    """Return the details in NFC, stripped, without repeated units.

    :raises Invalid: there is no text, or too many units.
    """
    text, lead = nfc(details.text), nfc(details.lead_unit)
    if not text:
        raise Invalid(N_("Xin ghi nội dung kết luận."), code="no_text")
    named = dict.fromkeys(filter(None, map(nfc, details.coordinating_units)))
    units = tuple(unit for unit in named if unit != lead)
    if len(units) > MOST_UNITS:
        raise Invalid(
            N_("Một kết luận có nhiều nhất {limit} đơn vị phối hợp."),
            code="too_many_units",
            limit=MOST_UNITS,
        )
    page = details.page if details.document_id is not None else None
    return msgspec.structs.replace(
        details, text=text, lead_unit=lead, coordinating_units=units, page=page
    )


def check_due_date(due: dt.date | None, meeting_day: dt.date) -> None:
    """Check that the deadline is not before the meeting.

    :raises Invalid: it is.
    """
    if due is not None and due < meeting_day:
        raise Invalid(
            N_("Thời hạn ở trước ngày họp. Xin xem lại ngày, tháng, năm."),
            code="due_before_meeting",
        )


def check_room(count: int) -> None:
    """Check that another conclusion may be added.

    :raises Conflict: there are as many as a meeting may have.
    """
    if count >= MOST_CONCLUSIONS:
        raise Conflict(
            N_("Hội nghị đã có {limit} kết luận, không thêm được nữa."),
            code="too_many_conclusions",
            limit=MOST_CONCLUSIONS,
        )


def insert_conclusion(
    conclusions: Sequence[int], conclusion_id: int, after: int | None
) -> list[int]:
    """Return the ids with `conclusion_id` behind `after` (None: first).

    :raises Conflict: there is no `after` any more.
    """
    others = [each for each in conclusions if each != conclusion_id]
    if after is not None and after not in others:
        raise Conflict(
            N_("Kết luận bên cạnh vừa bị xoá. Xin xem lại rồi xếp lại."),
            code="neighbour_moved",
        )
    index = 0 if after is None else others.index(after) + 1
    return [*others[:index], conclusion_id, *others[index:]]


def conclusions_digest(conclusions: Iterable[ConclusionDetails]) -> str:
    """Return the SHA-256 of all conclusions in order, of canonical JSON."""
    content = [msgspec.to_builtins(each) for each in conclusions]
    written = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(written.encode()).hexdigest()
