"""Validate a certificate issued by somebody else."""

import datetime as dt

from kiosk.certificates.key_pair import CertificateKeyPair, is_issued
from kiosk.certificates.rules import is_covered

_WRONG_ORDER = (
    "Chuỗi chứng thư sai thứ tự: chứng thư của máy chủ đứng đầu tệp, rồi tới chứng thư"
    " đã ký cho nó."
)


def _dates(pair: CertificateKeyPair, now: dt.datetime) -> list[str]:
    if now < pair.since:
        return [
            f"Chứng thư chỉ có hiệu lực từ {pair.since:%d/%m/%Y}. Kiểm tra đồng hồ."
        ]
    if now > pair.until:
        return [f"Chứng thư đã hết hạn ngày {pair.until:%d/%m/%Y}."]
    return []


def _chain(pair: CertificateKeyPair) -> list[str]:
    for below, above in zip(pair.chain, pair.chain[1:], strict=False):
        if not is_issued(below, above):
            return [_WRONG_ORDER]
    return []


def find_faults(
    pair: CertificateKeyPair, wanted: list[str], now: dt.datetime
) -> list[str]:
    """Return messages why `pair` cannot be used for the names `wanted`."""
    found = [] if pair.is_matching else ["Khoá không phải của chứng thư này."]
    names = pair.names()
    covered = str(names) or "không tên nào"
    found += [
        f"Chứng thư không dùng cho {name}, chỉ dùng cho: {covered}."
        for name in wanted
        if not is_covered(name, names)
    ]
    return found + _dates(pair, now) + _chain(pair)
