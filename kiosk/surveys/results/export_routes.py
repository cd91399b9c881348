"""Routes of a survey's report and data: request, follow, cancel, take."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, NotFound
from kiosk.exports.kinds import ExportKind
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import file_slug
from kiosk.official_papers.rules import PaperFamily
from kiosk.surveys.results.export import SURVEY_DATA, SURVEY_REPORT, report_key
from kiosk.surveys.routes.access import office

_DATA = "data"


def _named(survey_id: int, name: str) -> tuple[ExportKind, str, str]:
    """Return the kind, key and file name of an export: `data`, `dang` or `nd30`.

    :raises NotFound: there is no such export, or no such survey.
    """
    _, form = office(survey_id)
    slug = file_slug(form.title)
    if name == _DATA:
        return SURVEY_DATA, str(survey_id), f"khao-sat-{slug}"
    try:
        family = PaperFamily(name)
    except ValueError:
        raise NotFound(N_("Không có loại tệp này.")) from None
    return SURVEY_REPORT, report_key(survey_id, family), f"bao-cao-{slug}"


def begin_file(survey_id: int, name: str) -> ResponseReturnValue:
    """Request it."""
    kind, key, _ = _named(survey_id, name)
    return begin_export(kind, key)


def file_state(survey_id: int, name: str) -> Response:
    """Return the progress."""
    kind, key, _ = _named(survey_id, name)
    return export_state(exports_of(kind).read(key))


def cancel_file(survey_id: int, name: str) -> ResponseReturnValue:
    """Cancel the request."""
    kind, key, _ = _named(survey_id, name)
    exports_of(kind).cancel(key)
    return "", 204


def take_file(survey_id: int, name: str) -> Response:
    """Download it as `kind`: pdf, docx, xlsx, csv or zip."""
    kind, key, file_name = _named(survey_id, name)
    export = exports_of(kind).read(key)
    return send_export(kind, export, file_name, request.args.get("kind", "pdf"))


def add_exports(blueprint: Blueprint) -> None:
    """Add these routes."""
    base = "/files/<name>"
    blueprint.post(base)(begin_file)
    blueprint.get(f"{base}/state")(file_state)
    blueprint.post(f"{base}/cancel")(cancel_file)
    blueprint.get(base)(take_file)
