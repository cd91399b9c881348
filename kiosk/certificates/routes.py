"""The page from which tablets install the own root; over http too, and only to read."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale

from kiosk.certificates.rules import CertificateError
from kiosk.errors import N_, NotFound
from kiosk.web import request as web
from kiosk.web.language import LANGUAGES

if TYPE_CHECKING:
    from kiosk.certificates.key_pair import CertificateKeyPair

# Our nginx lets these addresses, and no others, pass unencrypted.
blueprint = Blueprint("certificates", __name__, url_prefix="/cai-dat")

# A line of a fingerprint, in pairs of digits: short enough to compare by finger.
_PAIRS_IN_LINE = 8


def _root() -> "CertificateKeyPair | None":
    # Not with the module: the server starts 0.1 s sooner without.
    from kiosk.certificates.store import CertificateStore  # noqa: PLC0415

    try:
        return CertificateStore(web.store().config).root_of_server()
    except CertificateError:
        # Half a file helps nobody; the doctor says what is wrong with it.
        return None


def _lines(fingerprint: str) -> list[str]:
    pairs = fingerprint.split(":")
    return [
        " ".join(pairs[start : start + _PAIRS_IN_LINE])
        for start in range(0, len(pairs), _PAIRS_IN_LINE)
    ]


def _safe_address() -> str:
    """Return where the tablet goes once it trusts the root."""
    config = web.store().config
    host = urlsplit(request.host_url).hostname or "localhost"
    return config.public_url if config.secure else f"https://{host}"


@blueprint.get("")
def show_installing() -> ResponseReturnValue:
    """Say, device by device, how the root is installed.

    The language stands in the address: unencrypted, nothing may be posted.
    """
    root, asked = _root(), request.args.get("language", "")
    with force_locale(asked if asked in LANGUAGES else str(get_locale())):
        page = render_template(
            "certificates/install.html",
            lines=_lines(root.fingerprint) if root else [],
            until=root.until if root else None,
            address=_safe_address(),
            download=url_for(".give_root"),
        )
    return page, 200 if root else 404


@blueprint.get("/kiosk-root.crt")
def give_root() -> Response:
    """Give the root itself; never its key.

    :raises NotFound: the server's certificate hangs on no root of ours.
    """
    root = _root()
    if root is None:
        raise NotFound(N_("Máy chủ này không có chứng thư gốc riêng để cài."))
    # Of this type iPads offer to install it, and Android and Windows keep it as a file.
    return Response(root.der(), mimetype="application/x-x509-ca-cert")
