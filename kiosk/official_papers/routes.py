"""Routes of the office's settings for official papers, for administrators."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk import clock
from kiosk.accounts.rules import check_manages_accounts
from kiosk.clock import VIETNAM
from kiosk.errors import N_, NotFound
from kiosk.identity import Identity
from kiosk.official_papers import actions, queries
from kiosk.official_papers.preview import preview_lines
from kiosk.official_papers.rules import Numbering, PaperFamily, PaperKind, Spelling
from kiosk.official_papers.settings_form import OfficeForm, form_of, office_of
from kiosk.web import request as web

blueprint = Blueprint("official_papers", __name__, url_prefix="/official-papers")

KIND_LABELS = {
    PaperKind.MINUTES: N_("Biên bản hội nghị"),
    PaperKind.CONCLUSION_NOTICE: N_("Thông báo kết luận"),
    PaperKind.INVITATION: N_("Giấy mời"),
    PaperKind.ATTENDANCE_LIST: N_("Danh sách đại biểu"),
    PaperKind.VOTE_RECORD: N_("Biên bản biểu quyết"),
    PaperKind.BALLOT_COUNT_RECORD: N_("Biên bản kiểm phiếu"),
    PaperKind.SURVEY_REPORT: N_("Báo cáo kết quả khảo sát"),
    PaperKind.CONSULTATION_RECORD: N_("Biên bản lấy ý kiến bằng văn bản"),
    PaperKind.CREDENTIALS_REPORT: N_("Báo cáo thẩm tra tư cách đại biểu"),
    PaperKind.SAVINGS_REPORT: N_("Báo cáo số trang giấy tiết kiệm"),
    PaperKind.TASKS_REPORT: N_("Báo cáo thực hiện nhiệm vụ"),
}
FAMILY_LABELS = {
    PaperFamily.PARTY: N_("Văn bản của Đảng"),
    PaperFamily.STATE: N_("Văn bản hành chính nhà nước"),
}


class SaveForm(msgspec.Struct, forbid_unknown_fields=True):
    """The settings, and the revision that the administrator saw."""

    settings: OfficeForm
    seen: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]


class PreviewForm(msgspec.Struct, forbid_unknown_fields=True):
    """Settings that are being edited, and the kind of paper to show."""

    settings: OfficeForm
    kind: PaperKind


def _administrator() -> Identity:
    who = web.signed_in()
    check_manages_accounts(who)
    return who


def _family(name: str) -> PaperFamily:
    """Return the family of an address.

    :raises NotFound: there is no such family.
    """
    try:
        return PaperFamily(name)
    except ValueError:
        raise NotFound(N_("Không có thể thức văn bản này.")) from None


@blueprint.get("/<family>")
def show_office(family: str) -> str:
    """Show the settings of one family."""
    _administrator()
    chosen = _family(family)
    with web.store().read_session() as session:
        own = queries.office(session, chosen)
        revision = queries.office_revision(session, chosen)
    return render_template(
        "official_papers/office.html",
        family=chosen,
        families=FAMILY_LABELS,
        form=form_of(own),
        revision=revision,
        kinds=KIND_LABELS,
        spellings=Spelling,
        numberings=Numbering,
    )


@blueprint.post("/<family>")
def save_office(family: str) -> ResponseReturnValue:
    """Save the settings of one family."""
    who, form = _administrator(), web.body(SaveForm)
    settings = office_of(_family(family), form.settings)
    with web.store().unit_of_work(f"account:{who.account_id}") as work:
        revision = actions.save_office(
            work, identity=who, settings=settings, seen=form.seen
        )
    return jsonify(revision=revision)


@blueprint.post("/<family>/preview")
def preview(family: str) -> ResponseReturnValue:
    """Return the lines of a header made of unsaved settings; changes nothing."""
    _administrator()
    form = web.body(PreviewForm)
    own = office_of(_family(family), form.settings)
    today = clock.now().astimezone(VIETNAM).date()
    return jsonify(preview_lines(own, form.kind, today))
