"""Routes of the secretary to see, make, cancel and take a meeting's papers."""

import msgspec
from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.badges.rules import start_screen_of
from kiosk.errors import N_
from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import Export
from kiosk.meeting_papers.export import MEETING_PAPER
from kiosk.meeting_papers.readiness import bare_families, meeting_papers
from kiosk.meeting_papers.rules import (
    APPENDIX_LABELS,
    RECORD_KINDS,
    PaperName,
    PaperOptions,
    paper_name,
)
from kiosk.meeting_papers.signatures import paper_signature
from kiosk.meetings.queries import get_meeting
from kiosk.official_papers.routes import FAMILY_LABELS, KIND_LABELS
from kiosk.official_papers.rules import PaperFamily, PaperKind
from kiosk.official_papers.urgency import URGENCY_LABELS
from kiosk.printing.rules import is_party_body
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink
from kiosk.web import request as web

blueprint = Blueprint(
    "meeting_papers", __name__, url_prefix="/m/<int:meeting_id>/meeting-papers"
)
MEETING_LINKS = (
    MeetingLink("meeting_papers.show", N_("Văn bản"), Permission.PREPARE_MEETING),
)


def _permitted(
    meeting_id: int, family: str, name: str, options: PaperOptions | None = None
) -> tuple[PaperName, str]:
    """Return a paper and the signature of what would be made now.

    :param options: None: those chosen when it was last made.
    :raises NotFound: there is no such paper.
    """
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    paper = paper_name(meeting_id, family, name)
    if options is None:
        chosen = _export(paper).options or "{}"
        options = msgspec.json.decode(chosen, type=PaperOptions)
    with web.store().read_session() as session:
        return paper, paper_signature(session, paper, options)


def _export(paper: PaperName) -> Export:
    return exports_of(MEETING_PAPER).read(paper.key)


@blueprint.get("")
def show(meeting_id: int) -> str:
    """Show the papers and what each still lacks."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        papers = meeting_papers(session, meeting_id)
        bare = bare_families(session)
        is_party = is_party_body(meeting.body_name)
    return render_template(
        "meeting_papers/page.html",
        actor=actor,
        meeting=meeting,
        papers=papers,
        kinds=KIND_LABELS,
        families=FAMILY_LABELS,
        family=PaperFamily.PARTY if is_party else PaperFamily.STATE,
        bare=bare,
        bare_names="; ".join(gettext(FAMILY_LABELS[one]) for one in bare),
        home=start_screen_of(actor.role, meeting_id),
        PaperKind=PaperKind,
        record_kinds=RECORD_KINDS,
        appendix_labels=APPENDIX_LABELS,
        urgencies=URGENCY_LABELS,
    )


@blueprint.post("/<family>/<name>")
def begin(meeting_id: int, family: str, name: str) -> ResponseReturnValue:
    """Have a paper made of the meeting as it is now.

    :raises Conflict: it is being made.
    """
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    chosen = web.body(PaperOptions)
    paper, signature = _permitted(meeting_id, family, name, chosen)
    options = msgspec.json.encode(chosen).decode()
    return begin_export(MEETING_PAPER, paper.key, signature=signature, options=options)


@blueprint.get("/<family>/<name>/state")
def state(meeting_id: int, family: str, name: str) -> Response:
    """Say how far a paper is, and whether something has changed since."""
    paper, signature = _permitted(meeting_id, family, name)
    export = _export(paper)
    return export_state(export, is_old=export.signature != signature)


@blueprint.post("/<family>/<name>/cancel")
def cancel(meeting_id: int, family: str, name: str) -> ResponseReturnValue:
    """End a paper in the making; one that is not being made is no error."""
    paper, _ = _permitted(meeting_id, family, name)
    exports_of(MEETING_PAPER).cancel(paper.key)
    return "", 204


@blueprint.get("/<family>/<name>")
def take(meeting_id: int, family: str, name: str) -> Response:
    """Give a paper as a file, `?kind=pdf`, `docx`, `zip`, or `png` of page 1.

    :raises NotFound: there is none.
    """
    paper, _ = _permitted(meeting_id, family, name)
    suffix = request.args.get("kind", "")
    return send_export(MEETING_PAPER, _export(paper), paper.file_name, suffix)
