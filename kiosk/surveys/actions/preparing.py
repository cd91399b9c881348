"""Make, save, copy and remove surveys."""

import secrets

import msgspec
from sqlalchemy import delete, insert

from kiosk.accounts.totp import UNAMBIGUOUS_ALPHABET
from kiosk.errors import N_, ChangedMeanwhile, Conflict, Invalid
from kiosk.sites.models import Site
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.surveys.events import SurveyChanged
from kiosk.surveys.models import Survey, SurveyInvitation, SurveyQuestion
from kiosk.surveys.queries import SurveyForm, count_answered, form_of, get_survey
from kiosk.surveys.rules.drafts import SurveyDraft, check_draft
from kiosk.surveys.rules.questions import Question
from kiosk.surveys.rules.terms import OnePer, SurveyAccess, SurveyMode, SurveyState

ADDRESS_LETTERS = 8


def make_survey(
    work: UnitOfWork, *, by: str, meeting_id: int | None, draft: SurveyDraft
) -> int:
    """Store a new survey as draft and return its id.

    :raises Invalid: its settings do not go together.
    """
    check_draft(draft, has_meeting=meeting_id is not None)
    letters = UNAMBIGUOUS_ALPHABET.lower()
    survey = Survey(
        meeting_id=meeting_id,
        code="".join(secrets.choice(letters) for _ in range(ADDRESS_LETTERS)),
        state=SurveyState.DRAFT,
        created_at=work.now,
        changed_at=work.now,
        changed_by=by,
    )
    _write(work, survey, draft)
    return survey.id


def draft_of(form: SurveyForm) -> SurveyDraft:
    """Return what was entered of a survey, as for a copy: without times."""
    return SurveyDraft(
        title=form.title,
        intro=form.intro,
        mode=form.mode,
        access=form.access,
        one_per=form.one_per,
        classes=form.classes,
        questions=form.questions,
    )


def content_of(form: SurveyForm) -> SurveyDraft:
    """Return all that was entered of a survey, as the builder shows it."""
    return msgspec.structs.replace(
        draft_of(form),
        site_id=form.site_id,
        opens_at=form.opens_at,
        closes_at=form.closes_at,
        is_template=form.is_template,
    )


def fitting(draft: SurveyDraft, *, has_meeting: bool) -> SurveyDraft:
    """Return a copy that may stand where it is put: in a meeting, or in none."""
    if draft.access == SurveyAccess.MEMBERS and not has_meeting:
        return msgspec.structs.replace(
            draft,
            access=SurveyAccess.LINK,
            one_per=OnePer.DEVICE,
            mode=SurveyMode.ANONYMOUS,
        )
    return draft


def save_draft(
    work: UnitOfWork, *, by: str, survey_id: int, revision: int, draft: SurveyDraft
) -> int:
    """Replace a draft and return its new revision.

    :raises ChangedMeanwhile: somebody else has saved it since `revision`.
    :raises Conflict: it is not a draft any more.
    :raises Invalid: settings or questions are impossible.
    """
    survey = get_survey(work.session, survey_id)
    if survey.revision != revision:
        raise ChangedMeanwhile(
            theirs={"title": survey.title},
            changed_by=survey.changed_by,
            changed_at=survey.changed_at,
            revision=survey.revision,
        )
    if survey.state != SurveyState.DRAFT:
        raise Conflict(
            N_("Phiếu đã mở nên không sửa câu hỏi được nữa. Xin chép thành phiếu mới."),
            code="not_draft",
        )
    check_draft(draft, has_meeting=survey.meeting_id is not None)
    _check_invitations(work, survey, draft)
    survey.revision += 1
    survey.changed_by, survey.changed_at = by, work.now
    _write(work, survey, draft)
    return survey.revision


def _check_invitations(work: UnitOfWork, survey: Survey, draft: SurveyDraft) -> None:
    # Their names were printed, or promised to be nowhere.
    is_other = (survey.access, survey.mode) != (draft.access, draft.mode)
    if is_other and survey.access == SurveyAccess.INVITATION:
        work.session.execute(
            delete(SurveyInvitation).where(SurveyInvitation.survey_id == survey.id)
        )


def _write(work: UnitOfWork, survey: Survey, draft: SurveyDraft) -> None:
    _check_site(work, survey, draft)
    for name in ("mode", "access", "one_per", "site_id", "opens_at", "closes_at"):
        setattr(survey, name, getattr(draft, name))
    survey.title, survey.intro = draft.title.strip(), draft.intro.strip()
    survey.is_template = draft.is_template
    survey.classes = msgspec.json.encode(draft.classes).decode()
    work.session.add(survey)
    work.session.flush()
    work.session.execute(
        delete(SurveyQuestion).where(SurveyQuestion.survey_id == survey.id)
    )
    rows = [
        _row(survey.id, ordinal, one) for ordinal, one in enumerate(draft.questions)
    ]
    if rows:
        work.session.execute(insert(SurveyQuestion), rows)


def _check_site(work: UnitOfWork, survey: Survey, draft: SurveyDraft) -> None:
    if draft.site_id is None:
        return
    site = work.session.get(Site, draft.site_id)
    if site is None or site.meeting_id != survey.meeting_id:
        raise Invalid(N_("Không có điểm cầu này."), code="no_site")


def _row(survey_id: int, ordinal: int, question: Question) -> dict[str, object]:
    return {
        "survey_id": survey_id,
        "key": question.key,
        "ordinal": ordinal,
        "section": question.section,
        "kind": question.kind,
        "text": question.text,
        "content": msgspec.json.encode(question).decode(),
        "is_required": question.is_required,
    }


def copy_survey(
    work: UnitOfWork, *, by: str, survey_id: int, meeting_id: int | None
) -> int:
    """Make a draft with the questions of another survey and return its id."""
    form = form_of(work.session, get_survey(work.session, survey_id))
    has_meeting = meeting_id is not None
    draft = fitting(draft_of(form), has_meeting=has_meeting)
    return make_survey(work, by=by, meeting_id=meeting_id, draft=draft)


def remove_survey(work: UnitOfWork, *, survey_id: int) -> None:
    """Remove a survey to which nobody has answered.

    :raises Conflict: there are answers.
    """
    survey = get_survey(work.session, survey_id)
    if count_answered(work.session, survey_id):
        raise Conflict(
            N_("Phiếu đã có người trả lời nên không xoá được. Xin đóng phiếu."),
            code="has_answers",
        )
    work.session.delete(survey)
    if survey.meeting_id is not None and survey.state == SurveyState.OPEN:
        event = SurveyChanged(meeting_id=survey.meeting_id, survey_id=survey_id)
        work.record(event)
