"""The notice of a meeting's conclusions; pure.

State: as real notices of provincial committees of the State are worded. Party: a notice
(TB) with the conclusions.
"""

import datetime as dt

import msgspec

from kiosk.meeting_papers.content.meeting import (
    PaperMeeting,
    capitalised,
    uncapitalised,
)
from kiosk.official_papers.blocks import finished, paragraph
from kiosk.official_papers.rules import (
    ENDINGS,
    Block,
    Office,
    OfficialPaper,
    PaperFamily,
    PaperList,
)
from kiosk.vietnamese import date_words

DRAFT_NOTICE = "DỰ THẢO - KẾT LUẬN CHƯA BAN HÀNH"
ATTENDERS = "Như thành phần tham dự"
_ATTENDERS = "Như thành phần"
# With which tasks begin.
_TASK_VERBS = frozenset(
    (
        *("ban hành", "báo cáo", "bảo đảm", "bố trí", "chỉ đạo", "chủ động"),
        *("chủ trì", "chuẩn bị", "đánh giá", "đẩy mạnh", "đề xuất", "đôn đốc"),
        *("hoàn thành", "hoàn thiện", "hướng dẫn", "kiểm tra", "khẩn trương", "lập"),
        *("mở", "nâng cao", "nghiên cứu", "phối hợp", "rà soát", "sớm"),
        *("tập trung", "tăng cường", "tham mưu", "theo dõi", "thực hiện", "tiếp tục"),
        *("tiếp thu", "tổ chức", "tổng hợp", "triển khai", "trình", "tuyên truyền"),
        *("xây dựng", "xem xét", "xử lý"),
    )
)


class PaperConclusion(msgspec.Struct, frozen=True):
    """A conclusion as printed."""

    text: str
    lead_unit: str = ""
    coordinating_units: tuple[str, ...] = ()
    due_date: dt.date | None = None


def conclusion_notice(
    form: OfficialPaper,
    office: Office,
    meeting: PaperMeeting,
    conclusions: list[PaperConclusion],
    *,
    reporting_units: tuple[str, ...] = (),
    is_issued: bool = True,
) -> OfficialPaper:
    """Return the notice; `form` has header, signatures and recipients.

    Until the conclusions are issued, every page says that they are a draft.
    """
    items = [conclusion_blocks(each) for each in conclusions]
    closing = _closing(form.family, form.issuing_body or meeting.body_name)
    recipients = [line for line in form.recipients if _ATTENDERS not in line]
    return msgspec.structs.replace(
        form,
        type_name="THÔNG BÁO",
        summary=_summary(form.family, office, meeting),
        body=[
            paragraph(_opening(form.family, office, meeting, reporting_units)),
            PaperList("numbers", items),
            paragraph(finished(closing, ENDINGS[form.family])),
        ],
        recipients=[ATTENDERS, *recipients],
        page_notice="" if is_issued else DRAFT_NOTICE,
    )


def _summary(family: PaperFamily, office: Office, meeting: PaperMeeting) -> str:
    chair = meeting.chair
    of_chair = f" của {chair.words(office)}" if chair else ""
    summary = f"kết luận{of_chair} tại {meeting.title}"
    # The State's summaries begin with a capital letter, those of the Party do not.
    return capitalised(summary) if family is PaperFamily.STATE else summary


def _opening(
    family: PaperFamily,
    office: Office,
    meeting: PaperMeeting,
    reporting_units: tuple[str, ...],
) -> str:
    heard = "các báo cáo"
    if reporting_units:
        heard = f"báo cáo của {_enumeration(reporting_units)}"
    opinions = "ý kiến tham gia của các thành viên tham dự"
    day = capitalised(meeting.day)
    if meeting.chair is None:
        return (
            f"{day}, {meeting.title} đã nghe {heard}; {opinions}; hội nghị kết luận"
            " như sau:"
        )
    chair = meeting.chair.words(office)
    concludes = "kết luận như sau:"
    if family is PaperFamily.STATE:
        concludes = "có ý kiến kết luận, chỉ đạo như sau:"
    return (
        f"{day}, {chair} đã chủ trì {meeting.title}. Sau khi nghe {heard}; {opinions},"
        f" {chair} {concludes}"
    )


def _closing(family: PaperFamily, body: str) -> str:
    if family is PaperFamily.STATE:
        return (
            "Trân trọng thông báo để các cơ quan, đơn vị, địa phương biết, triển khai"
            " thực hiện"
        )
    who = f"{body} thông báo" if body else "Xin thông báo"
    return f"{who} để các cấp uỷ, cơ quan, đơn vị biết, triển khai thực hiện"


def conclusion_blocks(conclusion: PaperConclusion) -> list[Block]:
    """Return a conclusion: who is given the task, the task, the deadline.

    Below a task of several lines, units and deadline have a line of their own.
    """
    lines = [line.strip() for line in conclusion.text.splitlines() if line.strip()]
    is_named = lines[0].lower().startswith("giao ")
    units = "" if is_named else _task_of(conclusion)
    if units:
        lines[0] = f"{units}{_continued(lines[0])}"
    *before, last = lines
    ends = _unnamed_units(conclusion) if is_named else []
    if conclusion.due_date is not None:
        ends.append(f"Thời hạn hoàn thành: {date_words(conclusion.due_date)}.")
    said = [*map(_line, before), finished(last)]
    if ends and before:
        said.append(" ".join(ends))
    elif ends:
        said[-1] = " ".join([said[-1], *ends])
    return [paragraph(line) for line in said]


def _continued(task: str) -> str:
    """Return a task behind a colon: a verb has a small letter, a name keeps its own."""
    first, _, rest = task.partition(" ")
    second = rest.partition(" ")[0]
    is_verb = f"{first} {second}".lower() in _TASK_VERBS or first.lower() in _TASK_VERBS
    return uncapitalised(task) if is_verb else task


def _line(text: str) -> str:
    """Return a line that more lines follow; it may end with a colon or semicolon."""
    return text if text.endswith((":", ";", ".")) else f"{text}."


def _task_of(conclusion: PaperConclusion) -> str:
    """Return `Giao A chủ trì, phối hợp với B, C: `; empty without a lead unit."""
    units = _enumeration(conclusion.coordinating_units)
    if not conclusion.lead_unit:
        return f"Các đơn vị {units} phối hợp: " if units else ""
    with_units = f" chủ trì, phối hợp với {units}" if units else ""
    return f"Giao {conclusion.lead_unit}{with_units}: "


def _unnamed_units(conclusion: PaperConclusion) -> list[str]:
    """Return sentences with the units that the text itself does not name."""
    text, lead = conclusion.text, conclusion.lead_unit
    others = [unit for unit in conclusion.coordinating_units if unit not in text]
    return [
        *([f"Đơn vị chủ trì: {lead}."] if lead and lead not in text else []),
        *([f"Đơn vị phối hợp: {_enumeration(others)}."] if others else []),
    ]


def _enumeration(units: tuple[str, ...] | list[str]) -> str:
    """Return `A, B và C`, without conjunction where a name has one already.

    Names that contain a comma are separated by semicolons.
    """
    if any("," in unit for unit in units):
        return "; ".join(units)
    if any(" và " in unit for unit in units):
        return ", ".join(units)
    *before, last = units or ("",)
    return f"{', '.join(before)} và {last}" if before else last
