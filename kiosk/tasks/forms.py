"""What is entered of a task and with an act, and its limits; pure."""

import datetime as dt
from typing import Annotated

import msgspec

from kiosk.errors import N_, Invalid
from kiosk.tasks.rules import TaskAct
from kiosk.vietnamese import nfc

LONGEST_TASK = 5000
LONGEST_REMARK = 5000
MOST_COOPERATING = 60
MOST_EVIDENCE_FILES = 20
MAX_EVIDENCE_BYTES = 50_000_000
# Deadlines beyond are typing errors.
LONGEST_TERM = dt.timedelta(days=20 * 366)

Id = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
# Acts that need words: why, or what was done.
WORDED_ACTS = frozenset(
    {
        TaskAct.ASK_EXTENSION,
        TaskAct.REFUSE_EXTENSION,
        TaskAct.RETURN,
        TaskAct.WITHDRAW,
    }
)
# Acts with a new deadline.
DATED_ACTS = frozenset({TaskAct.ASK_EXTENSION, TaskAct.GRANT_EXTENSION})
# Acts to which files may be attached.
FILED_ACTS = frozenset({TaskAct.REPORT, TaskAct.DECLARE_DONE, TaskAct.ASK_EXTENSION})


class TaskDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A task as entered."""

    text: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_TASK)]
    # None: the unit is still to be chosen.
    lead_unit_id: Id | None = None
    cooperating: Annotated[
        tuple[Id, ...], msgspec.Meta(max_length=MOST_COOPERATING)
    ] = ()
    due_date: dt.date | None = None


class TaskSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a task comes from; without a meeting there is no item and no page."""

    meeting_id: Id | None = None
    item_id: Id | None = None
    document_id: Id | None = None
    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)] | None = None


class TaskActForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An act, and the revision of the task that was seen."""

    act: TaskAct
    revision: int
    text: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_REMARK)] = ""
    due_date: dt.date | None = None
    file_ids: Annotated[
        tuple[Id, ...], msgspec.Meta(max_length=MOST_EVIDENCE_FILES)
    ] = ()


def normalised_task(details: TaskDetails, today: dt.date) -> TaskDetails:
    """Return the details with the text in NFC, and each unit once.

    :raises Invalid: there is no text, or it is too long, or the deadline too far.
    """
    text = nfc(details.text)
    if not text or len(text) > LONGEST_TASK:
        raise Invalid(
            N_("Xin ghi nội dung nhiệm vụ, không quá {limit} chữ."),
            code="no_text",
            limit=LONGEST_TASK,
        )
    check_term(details.due_date, today)
    lead = details.lead_unit_id
    others = tuple(one for one in dict.fromkeys(details.cooperating) if one != lead)
    return msgspec.structs.replace(details, text=text, cooperating=others)


def check_term(due: dt.date | None, today: dt.date) -> None:
    """Check that a deadline is no typing error: neither decades away nor long ago.

    A past day is allowed: tasks are also taken over from older lists.

    :raises Invalid: it is.
    """
    if due is not None and abs(due - today) > LONGEST_TERM:
        raise Invalid(
            N_("Thời hạn không hợp lệ. Xin xem lại ngày, tháng, năm."),
            code="bad_due_date",
        )


def checked_act(form: TaskActForm, due: dt.date | None, today: dt.date) -> TaskActForm:
    """Return the act with its words in NFC.

    :param due: the deadline as it is.
    :raises Invalid: words, files or the new deadline are missing or not allowed.
    """
    text = nfc(form.text)
    if len(text) > LONGEST_REMARK:
        raise Invalid(
            N_("Nội dung không quá {limit} chữ."), code="too_long", limit=LONGEST_REMARK
        )
    if form.act in WORDED_ACTS and not text:
        raise Invalid(N_("Xin ghi rõ lý do."), code="no_reason")
    if form.act is TaskAct.REPORT and not text and not form.file_ids:
        raise Invalid(N_("Xin ghi tiến độ, hoặc đính kèm tệp."), code="empty_report")
    if form.file_ids and form.act not in FILED_ACTS:
        raise Invalid(N_("Việc này không đính kèm tệp."), code="no_files_here")
    _check_new_due(form, due, today)
    return msgspec.structs.replace(
        form, text=text, file_ids=tuple(dict.fromkeys(form.file_ids))
    )


def _check_new_due(form: TaskActForm, due: dt.date | None, today: dt.date) -> None:
    if form.act not in DATED_ACTS:
        if form.due_date is not None:
            raise Invalid(N_("Việc này không đổi thời hạn."), code="no_date_here")
        return
    earliest = max(due or today, today)
    if form.due_date is None or form.due_date <= earliest:
        raise Invalid(
            N_("Thời hạn mới phải sau hôm nay và sau thời hạn cũ."),
            code="due_too_early",
        )
    check_term(form.due_date, today)
