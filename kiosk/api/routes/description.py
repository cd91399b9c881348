"""The OpenAPI document, and a page to read it. Neither contains data."""

from http import HTTPStatus

import msgspec
from flask import Blueprint, Response, render_template
from flask_babel import gettext

from kiosk.api.openapi import STATUS_LABELS, describe
from kiosk.api.replies import text_reply
from kiosk.api.requests import JSON_TYPE
from kiosk.api.rules import API_SCOPE_LABELS

blueprint = Blueprint("description", __name__, url_prefix="/api")


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Return the OpenAPI document in the caller's language."""
    reply = text_reply(msgspec.json.encode(describe(gettext)), JSON_TYPE)
    reply.headers["Vary"] = "Accept-Language, Cookie"
    return reply


@blueprint.get("/")
def show() -> str:
    """Show the document to read."""
    document = describe(gettext)
    tags: dict[str, list[tuple[str, str, dict[str, object]]]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            of_tag = tags.setdefault(operation["tags"][0], [])
            of_tag.append((method.upper(), path, operation))
    return render_template(
        "api/description.html",
        prefix=document["servers"][0]["url"],
        tags=tags,
        schemas=document["components"]["schemas"],
        scopes=API_SCOPE_LABELS,
        statuses=STATUS_LABELS,
        ok={str(int(HTTPStatus.OK)), str(int(HTTPStatus.CREATED))},
    )
