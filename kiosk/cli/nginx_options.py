"""Options of the `nginx` command, validated."""

import argparse
import ipaddress
import re
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.certificates.store import CertificateStore
from kiosk.config import Config

_HOST_NAME = re.compile(r"(?=.{1,253}$)[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?")
_LISTEN_ADDRESS = re.compile(
    r"(?:(?P<host>\[[0-9A-Fa-f:.]+\]|[^:\[\]]+):)?(?P<port>\d{1,5})"
)
# Characters with a special meaning in nginx's configuration.
_NOT_IN_A_PATH = re.compile(r"""["'\\$;{}\x00-\x1f]""")
_HIGHEST_PORT = 65535
_HTTP, _HTTPS = 80, 443


class BadNginxOption(Exception):  # noqa: N818 read by the operator
    """An option cannot be used in a configuration; the text says why."""


@dataclass(frozen=True)
class NginxOptions:
    """Validated options; every value is safe to write into a configuration."""

    name: str
    listens: tuple[str, ...]
    redirects: tuple[str, ...]
    # `:8443`, or empty for the default port.
    https_port: str
    certificate: str
    key: str
    servers: tuple[str, ...]
    # Folder of all files of nginx; empty: Debian's defaults.
    folder: str
    whole: bool
    # The servers were given, so they may be other machines.
    is_elsewhere: bool


def quote(text: str) -> str:
    """Return `text` as one word of nginx's configuration language.

    :raises BadNginxOption: a character in it has a special meaning.
    """
    if re.search(r'["\\$]|[\x00-\x1f]', text):
        raise BadNginxOption(f"{text!r} có ký tự mà nginx hiểu khác.")
    return f'"{text}"'


def _split_address(text: str, what: str) -> tuple[str, int]:
    found = _LISTEN_ADDRESS.fullmatch(text)
    if not found or not 1 <= int(found["port"]) <= _HIGHEST_PORT:
        raise BadNginxOption(
            f"{what} {text!r} không đúng. Ví dụ: 443, 127.0.0.1:8000, [::1]:8000;"
            f" cổng từ 1 đến {_HIGHEST_PORT}."
        )
    return found["host"] or "", int(found["port"])


def _listen_address(text: str) -> str:
    host, port = _split_address(text, "Cổng nghe")
    if not host:
        return str(port)
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        raise BadNginxOption(
            f"Cổng nghe {text!r}: nghe ở một địa chỉ IP của máy này, không phải tên."
        ) from None
    return f"{host}:{port}"


def _server_address(text: str) -> str:
    host, port = _split_address(text, "Máy chủ")
    if not host:
        raise BadNginxOption(f"Máy chủ {text!r} phải có dạng TÊN:CỔNG.")
    if not host.startswith("["):
        _check_name(host)
    try:
        socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except OSError:
        # nginx would not start with an unknown name.
        raise BadNginxOption(f"Không tìm thấy máy chủ {host} trong mạng.") from None
    return f"{host}:{port}"


def _check_name(name: str) -> None:
    if not _HOST_NAME.fullmatch(name):
        raise BadNginxOption(
            f"{name!r} không phải tên máy. Tên chỉ gồm chữ không dấu, số, '.' và '-'."
        )


def _readable_file(text: str, what: str) -> str:
    path = Path(text).expanduser().absolute()
    if _NOT_IN_A_PATH.search(str(path)):
        raise BadNginxOption(f"Đường dẫn {path} có ký tự mà nginx hiểu khác.")
    try:
        path.read_bytes()
    except OSError as error:
        raise BadNginxOption(
            f"Không đọc được {what} {path}: {error.strerror}."
        ) from None
    return str(path)


def _certificate_pair(config: Config, certificate: str, key: str) -> tuple[str, str]:
    if certificate == "no" and not key:
        return "", ""
    if not certificate and not key:
        kept = CertificateStore(config).server_path
        if not kept.exists():
            return "", ""
        # One file holds both.
        certificate = key = str(kept)
    if not key:
        raise BadNginxOption("Có chứng thư (--certificate) thì phải có khoá (--key).")
    if not certificate:
        raise BadNginxOption("Có khoá (--key) thì phải có chứng thư (--certificate).")
    chain, secret = (
        _readable_file(certificate, "chứng thư"),
        _readable_file(key, "khoá"),
    )

    def locked() -> str:
        raise BadNginxOption(
            f"Khoá {secret} có mật khẩu; nginx không thể tự khởi động với khoá như vậy."
        )

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(chain, secret, locked)
    except ssl.SSLError as error:
        raise BadNginxOption(
            f"Chứng thư {chain} và khoá {secret} không dùng được với nhau"
            f" ({error.reason or 'không phải tệp PEM'})."
        ) from None
    return chain, secret


def _folder(text: str) -> str:
    if not text:
        return ""
    path = Path(text).expanduser().absolute()
    if _NOT_IN_A_PATH.search(str(path)):
        raise BadNginxOption(f"Đường dẫn {path} có ký tự mà nginx hiểu khác.")
    if not path.is_dir():
        raise BadNginxOption(f"Không có thư mục {path}.")
    return str(path)


def _redirects(arguments: argparse.Namespace, *, is_secure: bool) -> tuple[str, ...]:
    if arguments.redirect and not is_secure:
        raise BadNginxOption(
            "--redirect đưa người ta sang https, nên cần --certificate và --key."
        )
    if not is_secure or arguments.redirect == ["no"]:
        return ()
    return tuple(map(_listen_address, arguments.redirect or [str(_HTTP)]))


def read_nginx_options(config: Config, arguments: argparse.Namespace) -> NginxOptions:
    """Return the validated options of the command line.

    :raises BadNginxOption: an option is not valid; the text says which.
    """
    certificate, key = _certificate_pair(config, arguments.certificate, arguments.key)
    default = str(_HTTPS if certificate else _HTTP)
    listens = tuple(map(_listen_address, arguments.listen or [default]))
    redirects = _redirects(arguments, is_secure=bool(certificate))
    if len({*listens, *redirects}) < len(listens) + len(redirects):
        raise BadNginxOption("Một cổng được nêu hai lần trong --listen và --redirect.")
    name = arguments.name or urlsplit(config.public_url).hostname or ""
    if name:
        _check_name(name)
    if arguments.site and arguments.folder:
        raise BadNginxOption("--site và --folder không đi với nhau.")
    own = _own_address(config)
    servers = tuple(map(_server_address, arguments.server or [own]))
    port = int(listens[0].rpartition(":")[2])
    for path in (str(config.data), __file__):
        if _NOT_IN_A_PATH.search(path):
            raise BadNginxOption(f"Đường dẫn {path} có ký tự mà nginx hiểu khác.")
    return NginxOptions(
        name=name,
        listens=listens,
        redirects=redirects,
        https_port="" if port == _HTTPS else f":{port}",
        certificate=certificate,
        key=key,
        servers=servers,
        folder=_folder(arguments.folder),
        whole=not arguments.site,
        is_elsewhere=bool(arguments.server),
    )


def _own_address(config: Config) -> str:
    host = config.local_host
    return f"[{host}]:{config.port}" if ":" in host else f"{host}:{config.port}"
