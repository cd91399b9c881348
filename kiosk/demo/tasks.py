"""Units of the demo, and a dozen tasks of an earlier meeting in all states."""

import datetime as dt
from dataclasses import dataclass

from kiosk.clock import VIETNAM
from kiosk.demo.agenda import BODY_NAME
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.actions.acts import perform_act
from kiosk.tasks.actions.making import make_task
from kiosk.tasks.forms import TaskActForm, TaskDetails
from kiosk.tasks.models import Task, TaskSupervisor
from kiosk.tasks.rules import TaskAct, TaskPart, TaskState, rule_for
from kiosk.units.actions import add_unit
from kiosk.units.models import Unit
from kiosk.units.queries import find_unit
from kiosk.units.rules import UnitDetails

EARLIER_MEETING = "[DEMO] Hội nghị sơ kết chuyển đổi số quý trước"
# Name and symbol; no e-mail: the demo writes to nobody.
UNITS = (
    ("Văn phòng Tỉnh uỷ", "VPTU"),
    ("Ban Tổ chức Tỉnh uỷ", "BTCTU"),
    ("Sở Khoa học và Công nghệ", "SKHCN"),
    ("Sở Tài chính", "STC"),
    ("Sở Nội vụ", "SNV"),
    ("Sở Y tế", "SYT"),
    ("Trường Chính trị tỉnh", "TCT"),
    ("Đảng uỷ các xã, phường", ""),
)
# The deadline that a unit asks for, from today.
ASKED = dt.timedelta(days=30)
A = TaskAct


@dataclass(frozen=True)
class DemoTask:
    """A task: its lead unit and those that help by symbol, and what was done."""

    text: str
    lead: str
    # From today.
    due_days: int | None
    # Each with its words.
    acts: tuple[tuple[TaskAct, str], ...] = ()
    helpers: tuple[str, ...] = ()


TASKS = (
    DemoTask("Rà soát, hiệu chỉnh dữ liệu cán bộ trên hệ thống dùng chung", "SNV", -12),
    DemoTask(
        "Báo cáo kết quả cấp chữ ký số cho cán bộ cấp xã",
        "SKHCN",
        -5,
        ((A.ACCEPT, ""), (A.REPORT, "Đã cấp 412 trên 530 chứng thư số.")),
        ("SNV",),
    ),
    DemoTask(
        "Hoàn thành bệnh án điện tử tại các trung tâm y tế",
        "SYT",
        -1,
        ((A.ACCEPT, ""),),
    ),
    DemoTask(
        "Lắp đặt đường truyền dự phòng cho 20 điểm cầu vùng cao",
        "SKHCN",
        4,
        (
            (A.ACCEPT, ""),
            (A.REPORT, "Đã lắp 11 điểm."),
            (A.ASK_EXTENSION, "Mưa lũ, chưa vào được 9 điểm còn lại."),
        ),
        ("STC",),
    ),
    DemoTask("Trình dự toán bổ sung cho chuyển đổi số năm sau", "STC", 6),
    DemoTask(
        "Mở hai lớp bồi dưỡng kỹ năng số cho cán bộ cấp xã",
        "TCT",
        25,
        ((A.ACCEPT, ""), (A.REPORT, "Lớp thứ nhất đã khai giảng.")),
    ),
    DemoTask(
        "Ban hành quy chế dùng chữ ký số trong văn bản của Đảng",
        "VPTU",
        18,
        ((A.ACCEPT, ""), (A.DECLARE_DONE, "Quy chế đã ký ban hành.")),
    ),
    DemoTask(
        "Tổng hợp danh mục thủ tục hành chính trực tuyến toàn trình",
        "VPTU",
        40,
        (
            (A.ACCEPT, ""),
            (A.DECLARE_DONE, "Đã gửi danh mục."),
            (A.RETURN, "Còn thiếu thủ tục của ba xã."),
        ),
    ),
    DemoTask(
        "Chuẩn hoá mã định danh của cơ quan, đơn vị",
        "SNV",
        -20,
        ((A.ACCEPT, ""), (A.DECLARE_DONE, "Đã hoàn thành."), (A.CONFIRM, "")),
    ),
    DemoTask(
        "Khảo sát nhu cầu máy tính bảng của các điểm cầu",
        "VPTU",
        -30,
        ((A.ACCEPT, ""), (A.DECLARE_DONE, "Có báo cáo kèm theo."), (A.CONFIRM, "")),
    ),
    DemoTask(
        "Gia hạn hợp đồng thuê máy chủ cũ",
        "SKHCN",
        15,
        ((A.WITHDRAW, "Không còn dùng máy chủ cũ."),),
    ),
    DemoTask("Theo dõi, đôn đốc các xã dùng dịch vụ công trực tuyến", "", None),
)
del A


def add_tasks(work: UnitOfWork, key: bytes, account_id: int, name: str) -> None:
    """Add them; the account follows all tasks.

    :param name: of the account's holder.
    """
    work.session.add(
        TaskSupervisor(account_id=account_id, named_by="demo", named_at=work.now)
    )
    units = {symbol: _unit(work, name, symbol) for name, symbol in UNITS}
    boss = TaskViewer(name, "demo", sees_all=True)
    today = work.now.astimezone(VIETNAM).date()
    for each in TASKS:
        due = None if each.due_days is None else today + dt.timedelta(each.due_days)
        lead = units[each.lead] if each.lead else None
        helpers = tuple(units[symbol].id for symbol in each.helpers)
        details = TaskDetails(each.text, lead.id if lead else None, helpers, due)
        task = make_task(work, key, viewer=boss, details=details)
        task.meeting_title, task.body_name = EARLIER_MEETING, BODY_NAME
        for act, words in each.acts:
            viewer = _who_acts(task, act, boss, lead)
            later = today + ASKED if act is TaskAct.ASK_EXTENSION else None
            form = TaskActForm(act, task.revision, words, later)
            perform_act(work, key, viewer=viewer, task_id=task.id, form=form)


def _unit(work: UnitOfWork, name: str, symbol: str) -> Unit:
    """Return the unit of this name, added if the server has none."""
    details = UnitDetails(name, symbol)
    return find_unit(work.session, name) or add_unit(work, by="demo", details=details)


def _who_acts(
    task: Task, act: TaskAct, boss: TaskViewer, lead: Unit | None
) -> TaskViewer:
    """Return the lead unit where the act is its own, else who assigns."""
    is_own = rule_for(TaskState(task.state), {TaskPart.LEAD}, act) is not None
    if lead is None or not is_own:
        return boss
    return TaskViewer(lead.name, "demo", unit_id=lead.id)
