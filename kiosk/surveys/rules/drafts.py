"""What the office enters of a survey."""

import datetime as dt
from typing import Annotated

import msgspec

from kiosk.surveys.rules.questions import (
    MAX_INTRO,
    MAX_QUESTIONS,
    ClassQuestion,
    Line,
    Question,
    check_questions,
)
from kiosk.surveys.rules.terms import (
    OnePer,
    SurveyAccess,
    SurveyMode,
    check_terms,
    check_times,
)

Moment = Annotated[dt.datetime, msgspec.Meta(tz=True)]
MAX_INVITATIONS = 20_000
MIX_JOB = "mix_survey_answers"


class SurveyDraft(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A survey as entered."""

    title: Line
    intro: Annotated[str, msgspec.Meta(max_length=MAX_INTRO)] = ""
    mode: SurveyMode = SurveyMode.ANONYMOUS
    access: SurveyAccess = SurveyAccess.LINK
    one_per: OnePer = OnePer.DEVICE
    site_id: int | None = None
    classes: Annotated[list[ClassQuestion], msgspec.Meta(max_length=3)] = []
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    is_template: bool = False
    questions: Annotated[list[Question], msgspec.Meta(max_length=MAX_QUESTIONS)] = []


class SurveySaveForm(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A changed survey, and the revision it was changed from."""

    draft: SurveyDraft
    revision: int


class NewForm(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A new survey: empty, from a built-in template, or a copy."""

    template: str = ""
    copy_of: int | None = None


class TimesForm(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """When an open survey closes; null: by hand."""

    closes_at: Moment | None


class Invitee(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """For whom an invitation is made."""

    name: Line = ""
    unit: Line = ""


class InvitationsForm(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How many invitations to make, or for whom."""

    count: Annotated[int, msgspec.Meta(ge=0, le=2000)] = 0
    people: Annotated[list[Invitee], msgspec.Meta(max_length=500)] = []


def check_draft(draft: SurveyDraft, *, has_meeting: bool) -> None:
    """Check a survey that is saved; it may still be incomplete.

    :raises Invalid: settings do not go together, or a question is impossible.
    """
    check_terms(
        mode=draft.mode,
        access=draft.access,
        one_per=draft.one_per,
        has_meeting=has_meeting,
        has_site=draft.site_id is not None,
    )
    check_times(draft.opens_at, draft.closes_at)
    check_questions(draft.questions)
