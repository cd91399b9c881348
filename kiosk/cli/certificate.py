"""`certificate`: create, renew or check the TLS certificate of a local network."""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

from kiosk import clock
from kiosk.certificates.issuing import make_root, make_server
from kiosk.certificates.key_pair import CertificateKeyPair, read_key_pair
from kiosk.certificates.rules import (
    LOOPBACK,
    RENEW_DAYS,
    CertificateError,
    HostNames,
    days_left,
    read_names,
)
from kiosk.certificates.store import CertificateStore
from kiosk.certificates.validation import find_faults
from kiosk.cli.addresses import base_url, own_names
from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.config import Config


def _wanted(
    config: Config, arguments: argparse.Namespace, kept: CertificateKeyPair | None
) -> HostNames:
    """Return the names asked for, else the present ones, else those of this machine."""
    public = urlsplit(config.public_url).hostname
    if arguments.name:
        return read_names([*arguments.name, *LOOPBACK])
    if kept:
        return kept.names()
    return read_names([*([public] if public else []), *own_names(), *LOOPBACK])


def _needs_new(
    server: CertificateKeyPair | None,
    root: CertificateKeyPair,
    names: HostNames,
    now: dt.datetime,
    *,
    forced: bool,
) -> bool:
    return (
        forced
        or server is None
        or not server.is_matching
        or not server.is_signed_by(root)
        or set(server.names().dns) != set(names.dns)
        or set(server.names().addresses) != set(names.addresses)
        or days_left(server.until, now) < RENEW_DAYS
    )


def make_or_renew(
    config: Config, arguments: argparse.Namespace, now: dt.datetime
) -> tuple[CertificateKeyPair, CertificateKeyPair, bool]:
    """Ensure a root and a server certificate; return both, and whether it is new.

    :raises CertificateError: the root does not permit a name, or a file is damaged.
    """
    kept = CertificateStore(config)
    root, server = kept.root(), kept.server()
    own = server if server and root and server.is_signed_by(root) else None
    names = _wanted(config, arguments, own)
    if root and not arguments.new_root and days_left(root.until, now) < RENEW_DAYS:
        raise CertificateError(
            f"Chứng thư gốc hết hạn ngày {root.until:%d/%m/%Y}. Thêm --new-root để tạo"
            " gốc mới, rồi cài lại chứng thư gốc lên mọi máy tính bảng."
        )
    is_given = server is not None and not server.is_ours
    if server and is_given and not (arguments.renew or arguments.new_root):
        raise CertificateError(
            "Máy chủ đang dùng chứng thư có sẵn, hết hạn ngày"
            f" {server.until:%d/%m/%Y}. Thêm --renew để thay bằng chứng thư tự tạo."
        )
    if root is None or arguments.new_root:
        root = make_root(names, now)
        kept.keep(kept.root_path, root)
    if server and not _needs_new(server, root, names, now, forced=arguments.renew):
        return root, server, False
    made = make_server(root, names, now)
    kept.keep(kept.server_path, made)
    return root, made, True


def install_certificate(
    config: Config, arguments: argparse.Namespace, now: dt.datetime
) -> CertificateKeyPair:
    """Check a given certificate and store it for the server.

    :raises CertificateError: it is not usable; the text lists all reasons.
    """
    if not (arguments.certificate and arguments.key):
        raise CertificateError("--certificate và --key phải đi cùng nhau.")
    pair = read_key_pair(_read(arguments.certificate), _read(arguments.key))
    public = urlsplit(config.public_url).hostname
    wanted = list(arguments.name) or ([public] if public else [])
    if not wanted:
        raise CertificateError(
            "Cho biết tên mà máy tính bảng dùng: --name hop.tinh.vn, hoặc đặt"
            " KIOSK_PUBLIC_URL."
        )
    if wrong := find_faults(pair, wanted, now):
        raise CertificateError("\n".join(wrong))
    kept = CertificateStore(config)
    kept.keep(kept.server_path, pair)
    return pair


def _read(path: str) -> bytes:
    try:
        return Path(path).expanduser().read_bytes()
    except OSError as error:
        raise CertificateError(f"Không đọc được {path}: {error.strerror}.") from None


def _print_certificate(
    config: Config,
    server: CertificateKeyPair,
    root: CertificateKeyPair | None,
    *,
    is_new: bool,
) -> None:
    left = days_left(server.until, clock.now())
    print("Đã tạo chứng thư." if is_new else "Chứng thư còn tốt, không cần làm gì.")
    print(f"  dùng cho    {server.names()}")
    print(f"  hết hạn     {server.until:%d/%m/%Y} (còn {left} ngày)")
    print(f"  tệp         {CertificateStore(config).server_path}")
    if root:
        print(f"  gốc SHA-256 {root.fingerprint}")
        print(
            "Máy tính bảng cài chứng thư gốc một lần, từ trang /cai-dat của máy chủ"
            f" (ví dụ {base_url(config)}/cai-dat), và so dấu SHA-256 trên."
        )
    if is_new:
        print(
            "Tiếp theo: `python -m kiosk nginx --out …` rồi `nginx -t && systemctl"
            " reload nginx`; hoặc `python -m kiosk run --https` để chạy thử."
        )


def _as_json(
    server: CertificateKeyPair, root: CertificateKeyPair | None, *, is_new: bool
) -> str:
    reported = {
        "new": is_new,
        "names": str(server.names()).split(", "),
        "until": server.until.isoformat(),
        "days_left": days_left(server.until, clock.now()),
        "root_sha256": root.fingerprint if root else None,
    }
    return json.dumps(reported, ensure_ascii=False)


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Create, renew or install a certificate, and print it."""
    root: CertificateKeyPair | None = None
    try:
        if arguments.certificate or arguments.key:
            server, is_new = install_certificate(config, arguments, clock.now()), True
        else:
            root, server, is_new = make_or_renew(config, arguments, clock.now())
    except CertificateError as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED_STATUS
    except OSError as error:
        print(f"Không ghi được chứng thư: {error.strerror}.", file=sys.stderr)
        return REFUSED_STATUS
    if arguments.json:
        print(_as_json(server, root, is_new=is_new))
    else:
        _print_certificate(config, server, root, is_new=is_new)
    return 0
