"""Check tablets, wall screen, offline documents and sites."""

from collections.abc import Iterator

from kiosk.checkins.queries.counts import counts_by_site
from kiosk.errors import N_
from kiosk.readiness import queries
from kiosk.readiness.context import CheckContext
from kiosk.readiness.rules import CheckResult, Detail, bad, good, list_names, warn
from kiosk.roles import Role
from kiosk.site_overview.queries import signed_in_by_site
from kiosk.sites.queries import sites_of

SERVER_SILENT = N_("Không hỏi được máy chủ nên không biết.")
START_SERVER = N_("Chạy máy chủ rồi kiểm tra lại.")

# Holders named.
MAX_HOLDERS_LISTED = 12


def check_tablets_connected(
    context: CheckContext, meeting_id: int
) -> Iterator[CheckResult]:
    """Check that tablets are signed in, connected and on the page."""
    room = context.room(meeting_id)
    if room is None:
        yield bad(SERVER_SILENT, START_SERVER)
        return
    counts = room.counts
    details = {
        "total": counts.total,
        "following": counts.following + counts.arriving + counts.covered,
        "alone": counts.alone,
        "behind": counts.behind,
        "lost": counts.lost + counts.asleep,
    }
    sentence = N_(
        "{total} máy đã đăng nhập: {following} theo chủ toạ, {alone} xem riêng,"
        " {behind} chậm, {lost} mất liên lạc hoặc tắt màn hình."
    )
    if not counts.total:
        yield warn(
            N_("Chưa có máy tính bảng nào đăng nhập."),
            N_("Trước giờ đón tiếp thì bình thường; sau đó thì xem Wi-Fi và bàn đón."),
        )
    elif counts.behind or counts.lost:
        yield warn(
            sentence,
            N_("Bấm vào dòng số máy ở màn hình thư ký để biết máy nào, ghế nào."),
            **details,
        )
    else:
        yield good(sentence, **details)


def check_wall(context: CheckContext, meeting_id: int) -> Iterator[CheckResult]:
    """Check that the wall screen is connected."""
    with context.store.read_session() as session:
        names = queries.walls(session, meeting_id)
        walls = queries.open_sign_ins(session, meeting_id, frozenset({Role.WALL}))
    room = context.room(meeting_id)
    if not names:
        yield good(N_("Hội nghị này không có màn hình hội trường."))
    elif room is None:
        yield bad(SERVER_SILENT, START_SERVER)
    elif connected := {number for number, _ in walls} & set(room.connected):
        yield good(N_("{count} màn hình đang nối."), count=len(connected))
    else:
        yield bad(
            N_("Màn hình hội trường chưa nối: {names}."),
            N_("Mở trình duyệt ở máy nối màn hình và đưa thẻ của màn hình."),
            names=list_names(names),
        )


def check_offline_copies(
    context: CheckContext, meeting_id: int
) -> Iterator[CheckResult]:
    """Count the tablets that could work offline; name missing documents."""
    with context.store.read_session() as session:
        kept = queries.count_offline_copies(session, meeting_id)
    details: dict[str, Detail] = {
        "whole": kept.whole,
        "devices": kept.devices,
        "papers": kept.papers,
    }
    sentence = N_("{whole} / {devices} máy đã giữ đủ tài liệu ({papers} tài liệu).")
    wait = N_("Để máy mở màn hình đại biểu thêm ít phút; máy tự tải.")
    if not kept.papers:
        yield good(N_("Không có tài liệu nào cần giữ trên máy."))
    elif kept.whole == kept.devices:
        yield good(sentence, **details)
    else:
        yield warn(sentence, wait, **details)
        yield warn(
            N_(
                "Tài liệu còn thiếu (số máy): {titles}. Người cầm máy (số tài liệu):"
                " {names}."
            ),
            N_("Nhờ những người ấy để máy mở gần Wi-Fi; vẫn thiếu thì tải lại trang."),
            titles=_counted(kept.lacking),
            names=_counted(kept.wanting),
        )


def _counted(many: dict[str, int]) -> str:
    return list_names(
        (f"{name} ({count})" for name, count in many.items()), MAX_HOLDERS_LISTED
    )


def check_sites(context: CheckContext, meeting_id: int) -> Iterator[CheckResult]:
    """Check that every site has people, is ready and needs no help."""
    with context.store.read_session() as session:
        sites = sites_of(session, meeting_id)
        present = signed_in_by_site(session, meeting_id)
        counted = counts_by_site(session, meeting_id, None)
    roll = {site.id: site.count.summoned for site in counted}
    calling = [site.name for site in sites if site.help_at]
    empty = [site.name for site in sites if not present.get(site.id)]
    unready = [site.name for site in sites if not site.ready_at]
    if calling:
        yield bad(
            N_("Điểm cầu đang gọi giúp: {names}."),
            N_("Mở màn hình các điểm cầu xem họ cần gì."),
            names=list_names(calling),
        )
    if empty:
        yield warn(
            N_("Điểm cầu chưa có ai đăng nhập: {names}."),
            N_("Gọi cho cán bộ kỹ thuật ở đó."),
            names=list_names(empty),
        )
    if unready:
        yield warn(
            N_("Điểm cầu chưa báo sẵn sàng: {names}."),
            N_("Gọi cho cán bộ kỹ thuật ở đó."),
            names=list_names(unready),
        )
    if not sites:
        yield good(N_("Hội nghị chỉ có một nơi."))
    elif not (calling or empty or unready):
        yield good(
            N_("{count} điểm cầu, {present} người đã vào / {expected} dự kiến."),
            count=len(sites),
            present=sum(present.get(site.id, 0) for site in sites),
            expected=sum(site.expected or roll.get(site.id, 0) for site in sites),
        )
