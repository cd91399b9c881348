"""Check the gates: one wherever people are expected, and each of them live."""

from collections.abc import Iterator

from kiosk.checkins.gate_heartbeats import GATE_SILENT_SECONDS, GateLiveness
from kiosk.checkins.queries.counts import counts_by_site
from kiosk.errors import N_
from kiosk.readiness import queries
from kiosk.readiness.context import CheckContext
from kiosk.readiness.room import SERVER_SILENT, START_SERVER
from kiosk.readiness.rules import CheckResult, bad, good, list_names, warn
from kiosk.sites.models import Site
from kiosk.sites.queries import sites_of
from kiosk.sites.rules import SiteKind

# Gates named; the worst come first.
MAX_GATES_LISTED = 30
NEVER_HEARD = GateLiveness(float("inf"), 0, 0)


def check_gates(context: CheckContext, meeting_id: int) -> Iterator[CheckResult]:
    """Check each gate, and for sites without one."""
    with context.store.read_session() as session:
        gates = queries.gates(session, meeting_id)
        sites = sites_of(session, meeting_id)
        counted = counts_by_site(session, meeting_id, None)
    people = {site.id: site.count.summoned for site in counted}
    yield from _missing_gates(gates, sites, people)
    room = context.room(meeting_id)
    if not gates:
        return
    if room is None:
        yield bad(SERVER_SILENT, START_SERVER)
        return
    heard = [(gate.name, room.gates.get(gate.id, NEVER_HEARD)) for gate in gates]
    yield from evaluate_gates(heard)


def _missing_gates(
    gates: list[queries.GateLocation], sites: list[Site], people: dict[int | None, int]
) -> Iterator[CheckResult]:
    """Warn of sites where people are expected and there is no gate."""
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
        # Gates without a site are at the main site.
        and not (site.kind == SiteKind.MAIN and None in stand)
    ]
    if gates and bare:
        yield warn(
            N_("Điểm cầu có người dự mà chưa có cửa: {names}."),
            N_("Nhờ cán bộ ở đó mở “Bàn tiếp đón” và thêm cửa."),
            names=list_names(bare, MAX_GATES_LISTED),
        )


def evaluate_gates(heard: list[tuple[str, GateLiveness]]) -> Iterator[CheckResult]:
    """Return results for the gates: possible loss of scans first, then silence."""
    silent = [one for one in heard if one[1].seconds > GATE_SILENT_SECONDS]
    alive = [one for one in heard if one[1].seconds <= GATE_SILENT_SECONDS]
    held = [_count(name, gate.waiting) for name, gate in silent if gate.waiting]
    refused = [_count(name, gate.refused) for name, gate in heard if gate.refused]
    queued = [_count(name, gate.waiting) for name, gate in alive if gate.waiting]
    quiet = [_minutes(name, gate) for name, gate in silent if not gate.waiting]
    well = [name for name, gate in alive if not gate.waiting and not gate.refused]
    if held:
        yield bad(
            N_("Cửa im lặng khi còn lượt quét chưa gửi: {names}."),
            N_("Nối mạng lại cho máy ở cửa, đừng đăng xuất: máy tự gửi."),
            names=list_names(held, MAX_GATES_LISTED),
        )
    if refused:
        yield bad(
            N_("Cửa có lượt quét máy chủ không nhận: {names}."),
            N_("Hỏi người ở cửa lượt ấy là của ai, rồi ghi lại bằng tay."),
            names=list_names(refused, MAX_GATES_LISTED),
        )
    if queued:
        yield warn(
            N_("Cửa có lượt quét đang chờ gửi: {names}."),
            N_("Chờ một phút rồi kiểm tra lại; còn nữa thì xem Wi-Fi ở cửa."),
            names=list_names(queued, MAX_GATES_LISTED),
        )
    if quiet:
        yield warn(
            N_("Cửa chưa có máy nào trực: {names}."),
            N_("Mở “Bàn tiếp đón” ở máy đặt tại cửa rồi chọn cửa ấy."),
            names=list_names(quiet, MAX_GATES_LISTED),
        )
    if well:
        yield good(
            N_("{count} cửa sẵn sàng: {names}."),
            count=len(well),
            names=list_names(well, MAX_GATES_LISTED),
        )


def _count(name: str, scans: int) -> str:
    return f"{name} ({scans})"


def _minutes(name: str, gate: GateLiveness) -> str:
    return name if gate is NEVER_HEARD else f"{name} ({round(gate.seconds / 60)}′)"
