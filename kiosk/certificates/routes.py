"""Read-only page to install the root certificate on tablets, also over http."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, get_locale

from kiosk.certificates.rules import CertificateError
from kiosk.errors import N_, NotFound
from kiosk.languages import LANGUAGES
from kiosk.web import request as web

if TYPE_CHECKING:
    from kiosk.certificates.key_pair import CertificateKeyPair

# The nginx configuration serves only this prefix unencrypted.
blueprint = Blueprint("certificates", __name__, url_prefix="/cai-dat")

# Pairs of digits per line of a fingerprint, for comparison by eye.
_PAIRS_IN_LINE = 8


def _root() -> "CertificateKeyPair | None":
    # Imported on use: saves 0.1 s at the server's start.
    from kiosk.certificates.store import CertificateStore  # noqa: PLC0415

    try:
        return CertificateStore(web.store().config).root_of_server()
    except CertificateError:
        # `kiosk doctor` reports the damaged file.
        return None


def _lines(fingerprint: str) -> list[str]:
    pairs = fingerprint.split(":")
    return [
        " ".join(pairs[start : start + _PAIRS_IN_LINE])
        for start in range(0, len(pairs), _PAIRS_IN_LINE)
    ]


def _safe_address() -> str:
    """Return the https address for a tablet that trusts the root."""
    config = web.store().config
    host = urlsplit(request.host_url).hostname or "localhost"
    return config.public_url if config.secure else f"https://{host}"


@blueprint.get("")
def show_installing() -> ResponseReturnValue:
    """Show how to install the root on each kind of device.

    The language is in the query, as nothing may be posted unencrypted.
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
    """Send the root certificate without its key.

    :raises NotFound: the server's certificate is not signed by a stored root.
    """
    root = _root()
    if root is None:
        raise NotFound(N_("Máy chủ này không có chứng thư gốc riêng để cài."))
    # iPads offer to install this type; Android and Windows save it as a file.
    return Response(root.der(), mimetype="application/x-x509-ca-cert")
