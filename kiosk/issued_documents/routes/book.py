"""Routes of the book as PDF and XLSX; the export belongs to the account."""

import msgspec
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import Export
from kiosk.issued_documents.export import ISSUED_BOOK, BookOptions
from kiosk.issued_documents.routes.access import register_staff
from kiosk.web import request as web

blueprint = Blueprint("book", __name__, url_prefix="/issued/book")


def _export() -> Export:
    account_id = register_staff().identity.account_id
    return exports_of(ISSUED_BOOK).read(str(account_id))


@blueprint.post("")
def begin() -> ResponseReturnValue:
    """Have the book of a family and year written into files."""
    export, form = _export(), web.body(BookOptions)
    options = msgspec.json.encode(form).decode()
    return begin_export(ISSUED_BOOK, export.key, options=options)


@blueprint.get("")
def state() -> Response:
    """Return the progress of the requester's book."""
    return export_state(_export())


@blueprint.get("/file")
def take() -> Response:
    """Give the book, `?kind=pdf` or `xlsx`.

    :raises NotFound: there is none.
    """
    export, suffix = _export(), request.args.get("kind", "")
    return send_export(ISSUED_BOOK, export, "Sổ văn bản đi", suffix)
