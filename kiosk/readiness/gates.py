"""The gates: is one set up wherever people are expected, and is each of them alive."""

from collections.abc import Iterator

from kiosk.checkins.queries.figures import counts_by_site
from kiosk.checkins.watch import SILENT_SECONDS, GateHeard
from kiosk.errors import N_
from kiosk.readiness import queries
from kiosk.readiness.house import House
from kiosk.readiness.room import SERVER_SILENT, START_SERVER
from kiosk.readiness.rules import Said, bad, good, some_of, warn
from kiosk.sites.models import Site
from kiosk.sites.queries import sites_of
from kiosk.sites.rules import SiteKind

# Told one by one; of more gates the worst stand first.
MOST_TOLD = 30
NEVER = GateHeard(float("inf"), 0, 0)


def look_at_gates(house: House, meeting_id: int) -> Iterator[Said]:
    """Look at each gate, and for places without one."""
    with house.store.reading() as session:
        gates = queries.gates(session, meeting_id)
        sites = sites_of(session, meeting_id)
        counted = counts_by_site(session, meeting_id, None)
    people = {site.id: site.count.summoned for site in counted}
    yield from _without(gates, sites, people)
    room = house.room(meeting_id)
    if not gates:
        return
    if room is None:
        yield bad(SERVER_SILENT, START_SERVER)
        return
    heard = [(gate.name, room.gates.get(gate.id, NEVER)) for gate in gates]
    yield from judge_gates(heard)


def _without(
    gates: list[queries.GateAt], sites: list[Site], people: dict[int | None, int]
) -> Iterator[Said]:
    """Name the places where people are expected and no gate stands."""
    if not gates and any(people.values()):
        yield warn(
            N_("Chưa có cửa điểm danh nào."),
            N_("Mở “Bàn tiếp đón” ở máy đặt tại cửa, đặt tên cho cửa rồi chọn cửa."),
        )
        return
    stand = {gate.site_id for gate in gates}
    bare = [
        site.name
        for site in sites
        if (site.expected or people.get(site.id))
        and site.id not in stand
        # Gates of no site stand where the meeting itself is.
        and not (site.kind == SiteKind.MAIN and None in stand)
    ]
    if gates and bare:
        yield warn(
            N_("Điểm cầu có người dự mà chưa có cửa: {names}."),
            N_("Nhờ cán bộ ở đó mở “Bàn tiếp đón” và thêm cửa."),
            names=some_of(bare, MOST_TOLD),
        )


def judge_gates(heard: list[tuple[str, GateHeard]]) -> Iterator[Said]:
    """Say of each gate how it stands: what may be lost first, then who is silent."""
    silent = [one for one in heard if one[1].seconds > SILENT_SECONDS]
    alive = [one for one in heard if one[1].seconds <= SILENT_SECONDS]
    held = [_count(name, gate.waiting) for name, gate in silent if gate.waiting]
    refused = [_count(name, gate.refused) for name, gate in heard if gate.refused]
    queued = [_count(name, gate.waiting) for name, gate in alive if gate.waiting]
    quiet = [_minutes(name, gate) for name, gate in silent if not gate.waiting]
    well = [name for name, gate in alive if not gate.waiting and not gate.refused]
    if held:
        yield bad(
            N_("Cửa im lặng khi còn lượt quét chưa gửi: {names}."),
            N_("Nối mạng lại cho máy ở cửa, đừng đăng xuất: máy tự gửi."),
            names=some_of(held, MOST_TOLD),
        )
    if refused:
        yield bad(
            N_("Cửa có lượt quét máy chủ không nhận: {names}."),
            N_("Hỏi người ở cửa lượt ấy là của ai, rồi ghi lại bằng tay."),
            names=some_of(refused, MOST_TOLD),
        )
    if queued:
        yield warn(
            N_("Cửa có lượt quét đang chờ gửi: {names}."),
            N_("Chờ một phút rồi kiểm tra lại; còn nữa thì xem Wi-Fi ở cửa."),
            names=some_of(queued, MOST_TOLD),
        )
    if quiet:
        yield warn(
            N_("Cửa chưa có máy nào trực: {names}."),
            N_("Mở “Bàn tiếp đón” ở máy đặt tại cửa rồi chọn cửa ấy."),
            names=some_of(quiet, MOST_TOLD),
        )
    if well:
        yield good(
            N_("{count} cửa sẵn sàng: {names}."),
            count=len(well),
            names=some_of(well, MOST_TOLD),
        )


def _count(name: str, scans: int) -> str:
    return f"{name} ({scans})"


def _minutes(name: str, gate: GateHeard) -> str:
    return name if gate is NEVER else f"{name} ({round(gate.seconds / 60)}′)"
