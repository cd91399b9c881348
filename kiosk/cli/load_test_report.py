"""Report of a load test in Vietnamese."""

from kiosk.load_test.capacity import MAX_EXTRAPOLATION, TARGET_SECONDS, LimitingFactor
from kiosk.load_test.result import LoadTestResult, Losses
from kiosk.vietnamese import number

_MEGABYTE = 1_000_000
_KIBIBYTE = 1024

_FACTOR_LABELS = {
    LimitingFactor.TIME: "giới hạn: thời gian lật trang tới máy cuối",
    LimitingFactor.PROCESSOR: "giới hạn: bộ xử lý",
    LimitingFactor.MEMORY: "giới hạn: bộ nhớ",
    LimitingFactor.CONNECTIONS: "giới hạn: KIOSK_MAX_CONNECTIONS",
    LimitingFactor.TRIED: (
        f"chưa gặp giới hạn nào; chỉ nói tới {MAX_EXTRAPOLATION} lần số máy đã thử"
    ),
}
_LOSS_LABELS = {
    "refused": "thẻ không vào được",
    "skipped": "lần nhảy cóc tin",
    "repeated": "tin lặp lại",
    "torn": "gói tin hỏng",
    "broken_off": "kết nối bị máy chủ ngắt",
    "missed": "lần máy không nhận được trang",
    "behind": "máy không trở lại đúng trang",
}


def _losses(losses: Losses) -> str:
    found = [
        f"{number(count)} {_LOSS_LABELS[name]}"
        for name, count in vars(losses).items()
        if count
    ]
    return ", ".join(found) or "không"


def format_report(outcome: LoadTestResult) -> str:
    """Return the report, line by line."""
    lines = [f"  {label:<24} {said}" for label, said in _rows(outcome)]
    return "\n".join(["", "KẾT QUẢ DIỄN TẬP", *lines, "", _conclusion(outcome)])


def _rows(outcome: LoadTestResult) -> list[tuple[str, str]]:
    times = outcome.times
    since = "lúc ghi" if outcome.since == "commit" else "lúc chủ toạ bấm"
    turned = (
        f"một nửa số máy {number(times.p50, 1)} ms, 99 % {number(times.p99, 1)} ms,"
        f" máy cuối {number(times.last, 1)} ms (tính từ {since});"
        f" lần chậm nhất {number(outcome.worst_last_ms, 1)} ms"
    )
    returned = (
        f"{number(outcome.returned)} máy trở lại đúng trang sau"
        f" {number(outcome.return_seconds, 1)} giây"
    )
    memory = (
        f"{number(outcome.bytes_after / _MEGABYTE)} MB,"
        f" mỗi máy thêm {number(outcome.bytes_each / _KIBIBYTE)} KiB"
    )
    processor = (
        f"{number(100 * outcome.cpu_share)} % của một lõi"
        f" (phần diễn tập: {number(100 * outcome.own_cpu_share)} %)"
    )
    places = f"{number(outcome.delegates)} máy, {number(outcome.sites)} điểm cầu"
    return [
        ("Đại biểu", places),
        ("Đưa thẻ", f"{number(outcome.sign_ins_per_second)} thẻ mỗi giây"),
        ("Kết nối tất cả", f"{number(outcome.join_seconds, 1)} giây"),
        (f"Lật trang, {number(outcome.turns)} lần", turned),
        ("Điểm phát sóng hỏng", returned),
        ("Rớt mạng rồi trở lại", f"{number(outcome.dropped)} lượt"),
        ("Máy báo trang đang xem", f"{number(outcome.reports)} lượt"),
        ("Mất mát", _losses(outcome.losses)),
        ("Bộ nhớ của máy chủ", memory),
        ("Bộ xử lý của máy chủ", processor),
    ]


def _conclusion(outcome: LoadTestResult) -> str:
    if outcome.losses.total():
        return (
            "KHÔNG ĐẠT: có mất mát. Xin xem nhật ký của máy chủ, giảm số máy rồi diễn"
            " tập lại."
        )
    slow = outcome.times.last > TARGET_SECONDS * 1000
    head = (
        "CHẬM: không mất gì, nhưng trang lật tới máy cuối quá nửa giây."
        if slow
        else "ĐẠT: không mất gì, mọi máy theo kịp."
    )
    if outcome.capacity is None:
        return head
    return (
        f"{head}\nMáy chủ này phục vụ thoải mái khoảng"
        f" {number(outcome.capacity.tablets)} máy tính bảng"
        f" ({_FACTOR_LABELS[outcome.capacity.bound]})."
    )
