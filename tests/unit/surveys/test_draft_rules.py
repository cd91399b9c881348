"""What the office may enter of a survey."""

import datetime as dt

import msgspec
import pytest

from kiosk.errors import Invalid
from kiosk.surveys.rules.drafts import (
    InvitationsForm,
    Invitee,
    NewForm,
    SurveyDraft,
    TimesForm,
    check_draft,
)
from kiosk.surveys.rules.questions import (
    MAX_INTRO,
    MAX_QUESTIONS,
    MAX_TEXT,
    Question,
    QuestionKind,
)
from kiosk.surveys.rules.terms import OnePer, SurveyAccess, SurveyMode
from tests.expected_errors import refused

NOW = dt.datetime(2026, 11, 29, 8, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TITLE = "Ý kiến về tổ chức hội nghị"
MEMBERS = {"access": SurveyAccess.MEMBERS, "one_per": OnePer.INVITATION}
INVITED = {"access": SurveyAccess.INVITATION, "one_per": OnePer.INVITATION}
NAMED = {"mode": SurveyMode.NAMED}


def question(text):
    return Question("q1", QuestionKind.TEXT, text)


def test_a_draft_is_for_every_device_with_the_address_unless_it_says_otherwise():
    draft = SurveyDraft(TITLE)
    assert (draft.mode, draft.access) == (SurveyMode.ANONYMOUS, SurveyAccess.LINK)
    assert (draft.one_per, draft.is_template) == (OnePer.DEVICE, False)
    assert (draft.intro, draft.site_id, draft.classes) == ("", None, [])
    assert (draft.opens_at, draft.closes_at, draft.questions) == (None, None, [])


@pytest.mark.parametrize(
    ("fields", "has_meeting"),
    [
        ({}, False),
        ({}, True),
        (MEMBERS, True),
        (MEMBERS | NAMED | {"site_id": 0}, True),
        (INVITED | NAMED, False),
        ({"opens_at": NOW}, False),
        ({"closes_at": NOW}, False),
        ({"opens_at": NOW, "closes_at": NOW + HOUR}, False),
        ({"questions": [question("Ý kiến khác")]}, False),
    ],
)
def test_a_draft_whose_settings_go_together_is_saved(fields, has_meeting):
    check_draft(SurveyDraft(TITLE, **fields), has_meeting=has_meeting)


@pytest.mark.parametrize(
    ("code", "fields", "has_meeting"),
    [
        ("no_meeting", MEMBERS, False),
        ("no_site", {"site_id": 0}, True),
        ("no_names", NAMED, True),
        ("one_per", {"one_per": OnePer.INVITATION}, True),
        ("one_per", MEMBERS | {"one_per": OnePer.NONE}, True),
        ("wrong_times", {"opens_at": NOW, "closes_at": NOW}, True),
    ],
)
def test_a_draft_whose_settings_do_not_go_together_is_refused(
    code, fields, has_meeting
):
    with refused(Invalid, code):
        check_draft(SurveyDraft(TITLE, **fields), has_meeting=has_meeting)


def test_a_draft_with_an_impossible_question_is_refused():
    draft = SurveyDraft(TITLE, questions=[question(" ")])
    with refused(Invalid, "bad_question", number=1):
        check_draft(draft, has_meeting=True)


@pytest.mark.parametrize(
    "edge",
    [
        {"title": "x" * MAX_TEXT},
        {"intro": "x" * MAX_INTRO},
        {"classes": [{"kind": "unit", "choices": ["Sở Tài chính"]}] * 3},
        {"questions": [{"key": "q1", "kind": "text", "text": ""}] * MAX_QUESTIONS},
        {"opens_at": "2026-11-29T08:00:00Z"},
    ],
)
def test_a_draft_at_its_limits_is_read(edge):
    sent = {"title": TITLE} | edge
    draft = msgspec.convert(sent, SurveyDraft)
    (name,) = edge
    assert len(msgspec.to_builtins(getattr(draft, name))) == len(edge[name])


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "x" * (MAX_TEXT + 1)},
        {"intro": "x" * (MAX_INTRO + 1)},
        {"classes": [{"kind": "unit", "choices": ["Sở Tài chính"]}] * 4},
        {"questions": [{"key": "q1", "kind": "text", "text": ""}] * 101},
        {"opens_at": "2026-11-29T08:00:00"},
        {"state": "open"},
    ],
)
def test_a_draft_beyond_its_limits_is_not_read(wrong):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"title": TITLE} | wrong, SurveyDraft)


@pytest.mark.parametrize("count", [0, 2000])
def test_so_many_invitations_are_made_at_once(count):
    form = msgspec.convert({"count": count, "people": [{}] * 500}, InvitationsForm)
    assert form == InvitationsForm(count, [Invitee("", "")] * 500)


@pytest.mark.parametrize(
    "wrong", [{"count": -1}, {"count": 2001}, {"people": [{}] * 501}]
)
def test_more_invitations_are_refused(wrong):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, InvitationsForm)


def test_forms_of_a_new_survey_and_of_its_end():
    assert msgspec.convert({}, NewForm) == NewForm("", None)
    assert msgspec.convert({"closes_at": None}, TimesForm) == TimesForm(None)
    for wrong in ({}, {"closes_at": "2026-11-29T08:00:00"}):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(wrong, TimesForm)
