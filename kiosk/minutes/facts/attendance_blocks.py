"""Attendance in the minutes; pure."""

from collections.abc import Callable, Sequence

from kiosk.errors import N_
from kiosk.minutes.facts.fact_block import FactBlock, fact_block
from kiosk.minutes.facts.nodes import Node, bullets, paragraph, table
from kiosk.minutes.facts.structs import (
    AttendanceRemark,
    GroupAttendance,
    MeetingFacts,
    SiteCount,
)
from kiosk.minutes.facts.wording import MeetingClock, Wording, described
from kiosk.vietnamese import number as figure
from kiosk.voting.record.rules import percent

# More names of one kind stand in the attendance list, to which the minutes refer.
MOST_NAMED = 100
_SITE_HEADS = (
    *("STT", "Điểm cầu", "Triệu tập", "Có mặt"),
    *("Vắng có lý do", "Vắng không lý do"),
)


def attendance_blocks(facts: MeetingFacts, wording: Wording) -> list[FactBlock]:
    """Return official delegates, those invited, and the sites if there are several."""
    clock = MeetingClock(facts)
    blocks = [
        fact_block(
            "attendance.official",
            N_("Đại biểu chính thức"),
            _group_nodes(facts.official, wording, clock),
        )
    ]
    if facts.invited.summoned:
        blocks.append(
            fact_block(
                "attendance.invited",
                N_("Đại biểu mời dự"),
                [_present_node(facts.invited, wording)],
            )
        )
    if len(facts.sites) > 1:
        blocks.append(
            fact_block(
                "attendance.sites",
                N_("Có mặt theo điểm cầu"),
                [_sites_table(facts.sites)],
            )
        )
    return blocks


def _group_nodes(
    group: GroupAttendance, wording: Wording, clock: MeetingClock
) -> list[Node]:
    present = _present_node(group, wording)
    if not (group.came or group.excused):
        return [present]
    late = _named("Đến sau khai mạc", group.late, wording, lambda one: _at(one, clock))
    left = _named("Về sớm", group.left, wording, lambda one: _at(one, clock))
    return [present, *_absent_nodes(group, wording), *late, *left]


def _present_node(group: GroupAttendance, wording: Wording) -> Node:
    """Return how many were there; who is invited is not missed by name."""
    if not (group.came or group.excused):
        return paragraph(
            f"Triệu tập: {wording.people(group.summoned)}, chưa điểm danh."
        )
    share = percent(group.came, group.summoned)
    online = (
        f", trong đó trực tuyến {wording.people(group.online)}" if group.online else ""
    )
    return paragraph(
        f"Có mặt: {figure(group.came)}/{wording.people(group.summoned)}"
        f" ({share}%){online}."
    )


def _absent_nodes(group: GroupAttendance, wording: Wording) -> list[Node]:
    if not group.absent:
        return [paragraph("Vắng mặt: không.")]
    counts = (
        f"Vắng mặt: {wording.people(group.absent)}, trong đó có lý do:"
        f" {figure(len(group.excused))}, không có lý do: {figure(len(group.missing))}"
    )
    if group.absent > MOST_NAMED:
        return [paragraph(f"{counts} (danh sách kèm theo biên bản).")]
    names = [f"{described(one.person)}: {one.reason}" for one in group.excused]
    names += [f"{described(one.person)}: không có lý do" for one in group.missing]
    return [paragraph(f"{counts}:"), bullets(names)]


def _at(remark: AttendanceRemark, clock: MeetingClock) -> str:
    return clock.at(remark.at) if remark.at else ""


def _named(
    label: str,
    remarks: Sequence[AttendanceRemark],
    wording: Wording,
    said: Callable[[AttendanceRemark], str],
) -> list[Node]:
    if not remarks:
        return []
    count = f"{label}: {wording.people(len(remarks))}"
    if len(remarks) > MOST_NAMED:
        return [paragraph(f"{count} (danh sách kèm theo biên bản).")]
    names = [
        ": ".join(filter(None, (described(one.person), said(one)))) for one in remarks
    ]
    return [paragraph(f"{count}:"), bullets(names)]


def _sites_table(sites: Sequence[SiteCount]) -> Node:
    rows = [
        (str(place), one.name or "Không thuộc điểm cầu", *_figures(one))
        for place, one in enumerate(sites, 1)
    ]
    total = SiteCount(
        "Cộng",
        sum(one.summoned for one in sites),
        sum(one.came for one in sites),
        sum(one.excused for one in sites),
    )
    return table(_SITE_HEADS, [*rows, ("", total.name, *_figures(total))])


def _figures(one: SiteCount) -> tuple[str, ...]:
    counts = (one.summoned, one.came, one.excused, one.missing)
    return tuple(figure(count) for count in counts)
