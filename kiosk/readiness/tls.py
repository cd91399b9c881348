"""Check the certificate that browsers receive: its names and its validity."""

import datetime as dt
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from cryptography import x509

from kiosk.certificates.key_pair import CertificateKeyPair
from kiosk.certificates.rules import RENEW_DAYS, HostNames, days_left, is_covered
from kiosk.certificates.store import CertificateStore
from kiosk.errors import N_
from kiosk.readiness.context import CheckContext
from kiosk.readiness.rules import CheckResult, bad, good, warn

_HTTPS = 443
_SECONDS = 4.0
_RENEW = "python -m kiosk certificate --renew; systemctl reload nginx"


def fetch_certificate(host: str, port: int) -> CertificateKeyPair | None:
    """Return the certificate that a server presents, None if none."""
    try:
        text = ssl.get_server_certificate((host, port), timeout=_SECONDS)
    except OSError:
        return None
    return CertificateKeyPair((x509.load_pem_x509_certificate(text.encode()),), None)


def evaluate_certificate(
    host: str, names: HostNames, until: dt.datetime, now: dt.datetime
) -> CheckResult:
    """Return whether a certificate is valid for `host`, and for how long."""
    left = days_left(until, now)
    if not is_covered(host, names):
        return bad(
            N_("Chứng thư không dùng cho {host}, chỉ dùng cho {names}."),
            "python -m kiosk certificate --name {host}",
            host=host,
            names=str(names) or "–",
        )
    if left < 0:
        return bad(N_("Chứng thư đã hết hạn {days} ngày."), _RENEW, days=-left)
    if left < RENEW_DAYS:
        return warn(N_("Chứng thư còn {days} ngày."), _RENEW, days=left)
    return good(N_("Dùng cho {names}; còn {days} ngày."), names=str(names), days=left)


def check_certificate(context: CheckContext) -> Iterator[CheckResult]:
    """Check that the certificate suits the address, and for how long."""
    config = context.config
    if not config.secure:
        yield warn(
            N_(
                "Chưa có https: máy ảnh của máy tính bảng không mở được, tài liệu không"
                " giữ được khi mất mạng."
            ),
            "python -m kiosk certificate; python -m kiosk nginx",
        )
        return
    parts = urlsplit(config.public_url)
    host, port = parts.hostname or "", parts.port or _HTTPS
    shown = fetch_certificate(host, port)
    if shown is None:
        yield bad(
            N_("Không mở được {url}."),
            N_("Xem nginx có chạy không (systemctl status nginx), tên có đúng không."),
            url=config.public_url,
        )
    else:
        yield evaluate_certificate(host, shown.names(), shown.until, context.now)
        yield from _nginx_not_reloaded(
            config.public_url, shown, CertificateStore(config).server()
        )


def _nginx_not_reloaded(
    url: str, shown: CertificateKeyPair, kept: CertificateKeyPair | None
) -> Iterator[CheckResult]:
    if kept and kept.fingerprint != shown.fingerprint and kept.until > shown.until:
        yield warn(
            N_("{url} còn dùng chứng thư cũ, dù đã có cái mới."),
            "systemctl reload nginx",
            url=url,
        )
