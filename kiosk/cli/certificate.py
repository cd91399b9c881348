"""`certificate`: make, renew or check what https needs in the house's own network."""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

from kiosk import clock
from kiosk.certificates.given import faults
from kiosk.certificates.kept import KeptCertificates
from kiosk.certificates.making import make_root, make_server
from kiosk.certificates.pair import Pair, read_pair
from kiosk.certificates.rules import (
    LOOPBACK,
    RENEW_DAYS,
    CannotCertify,
    Names,
    days_left,
    read_names,
)
from kiosk.cli.addresses import base_url, own_names
from kiosk.config import Config

REFUSED_STATUS = 2


def _wanted(config: Config, arguments: argparse.Namespace, kept: Pair | None) -> Names:
    """Return the names asked for, else those it had, else those of this machine."""
    public = urlsplit(config.public_url).hostname
    if arguments.name:
        return read_names([*arguments.name, *LOOPBACK])
    if kept:
        return kept.names()
    return read_names([*([public] if public else []), *own_names(), *LOOPBACK])


def _needs_new(
    server: Pair | None, root: Pair, names: Names, now: dt.datetime, *, forced: bool
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
) -> tuple[Pair, Pair, bool]:
    """See to a root and a server certificate; return both, and whether it is new.

    :raises CannotCertify: it cannot be done with the root there is, or a file is bad.
    """
    kept = KeptCertificates(config)
    root, server = kept.root(), kept.server()
    own = server if server and root and server.is_signed_by(root) else None
    names = _wanted(config, arguments, own)
    if root and not arguments.new_root and days_left(root.until, now) < RENEW_DAYS:
        raise CannotCertify(
            f"Chứng thư gốc hết hạn ngày {root.until:%d/%m/%Y}. Thêm --new-root để tạo"
            " gốc mới, rồi cài lại chứng thư gốc lên mọi máy tính bảng."
        )
    is_given = server is not None and not server.is_ours
    if server and is_given and not (arguments.renew or arguments.new_root):
        raise CannotCertify(
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


def take_given(config: Config, arguments: argparse.Namespace, now: dt.datetime) -> Pair:
    """Check a given certificate and keep it for the server.

    :raises CannotCertify: it will not do; the text says all that is wrong.
    """
    if not (arguments.certificate and arguments.key):
        raise CannotCertify("--certificate và --key phải đi cùng nhau.")
    pair = read_pair(_read(arguments.certificate), _read(arguments.key))
    public = urlsplit(config.public_url).hostname
    wanted = list(arguments.name) or ([public] if public else [])
    if not wanted:
        raise CannotCertify(
            "Cho biết tên mà máy tính bảng dùng: --name hop.tinh.vn, hoặc đặt"
            " KIOSK_PUBLIC_URL."
        )
    if wrong := faults(pair, wanted, now):
        raise CannotCertify("\n".join(wrong))
    kept = KeptCertificates(config)
    kept.keep(kept.server_path, pair)
    return pair


def _read(path: str) -> bytes:
    try:
        return Path(path).expanduser().read_bytes()
    except OSError as error:
        raise CannotCertify(f"Không đọc được {path}: {error.strerror}.") from None


def _tell(config: Config, server: Pair, root: Pair | None, *, is_new: bool) -> None:
    left = days_left(server.until, clock.now())
    print("Đã tạo chứng thư." if is_new else "Chứng thư còn tốt, không cần làm gì.")
    print(f"  dùng cho    {server.names()}")
    print(f"  hết hạn     {server.until:%d/%m/%Y} (còn {left} ngày)")
    print(f"  tệp         {KeptCertificates(config).server_path}")
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


def _as_json(server: Pair, root: Pair | None, *, is_new: bool) -> str:
    told = {
        "new": is_new,
        "names": str(server.names()).split(", "),
        "until": server.until.isoformat(),
        "days_left": days_left(server.until, clock.now()),
        "root_sha256": root.fingerprint if root else None,
    }
    return json.dumps(told, ensure_ascii=False)


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Make, renew or take over a certificate, and say what it is."""
    root: Pair | None = None
    try:
        if arguments.certificate or arguments.key:
            server, is_new = take_given(config, arguments, clock.now()), True
        else:
            root, server, is_new = make_or_renew(config, arguments, clock.now())
    except CannotCertify as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED_STATUS
    except OSError as error:
        print(f"Không ghi được chứng thư: {error.strerror}.", file=sys.stderr)
        return REFUSED_STATUS
    if arguments.json:
        print(_as_json(server, root, is_new=is_new))
    else:
        _tell(config, server, root, is_new=is_new)
    return 0
