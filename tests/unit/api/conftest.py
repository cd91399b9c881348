"""A meeting with a row of every kind, and calls with tokens."""

from collections.abc import Callable, Iterable

import msgspec
import pytest
from werkzeug.test import TestResponse

from kiosk.api.actions import make_api_token
from kiosk.api.limits import ApiLimits
from kiosk.api.rules import ApiScope, ApiTokenForm
from kiosk.conclusions.models import Conclusion, ConclusionIssue
from kiosk.live.limits import Rate
from kiosk.surveys.models import Survey, SurveyAnswer, SurveyQuestion
from kiosk.surveys.rules.questions import Question, QuestionKind
from kiosk.surveys.rules.terms import SurveyState
from kiosk.tasks.access import TaskViewer
from kiosk.tasks.actions.making import make_task
from kiosk.tasks.forms import TaskDetails
from kiosk.voting.models import PlainBallot, Vote, VoteOption
from kiosk.voting.rules.kinds import VoteState
from kiosk.voting.rules.results import BaseCounts, ResultRow, VoteResult
from tests.conference import Conference, make_conference
from tests.scene import Scene

Call = Callable[..., TestResponse]
PUBLISHED = frozenset(ApiScope) - {ApiScope.DRAFTS}
UNLIMITED = Rate(burst=1e6, per_second=1e6)


@pytest.fixture
def made(scene: Scene) -> Conference:
    """A meeting in progress, with two announced results and issued conclusions."""
    made = make_conference(scene, [b"one", b"two"])
    viewer = TaskViewer("Test 1", "test", sees_all=True)
    with scene.store.unit_of_work("test") as work:
        for secret in (False, True):
            add_result(work, made, is_secret=secret)
        details = TaskDetails("Task 1")
        task = make_task(work, scene.key, viewer=viewer, details=details)
        made.task = task.id
        made.survey = add_survey(work, made, "Survey 4", SurveyState.OPEN)
        row = Conclusion(
            meeting_id=made.meeting,
            ordinal=1,
            text="Giao Sở Tài chính",
            lead_unit="Sở Tài chính",
            changed_at=work.now,
        )
        work.session.add(row)
        work.session.add(
            ConclusionIssue(
                meeting_id=made.meeting, issued_at=work.now, issued_by="x", sha256="0"
            )
        )
    return made


def add_survey(work, made: Conference, title: str, state: SurveyState) -> int:
    """Add a survey with a question and an answer."""
    survey = Survey(
        meeting_id=made.meeting,
        code=title,
        title=title,
        state=state,
        changed_at=work.now,
        created_at=work.now,
    )
    work.session.add(survey)
    work.session.flush()
    question = Question("q1", QuestionKind.TEXT, "Question 1")
    content = msgspec.json.encode(question).decode()
    work.session.add_all(
        [
            SurveyQuestion(
                survey_id=survey.id,
                key="q1",
                ordinal=1,
                kind=question.kind,
                text=question.text,
                content=content,
            ),
            SurveyAnswer(survey_id=survey.id, key=b"k", answers='{"q1":"Answer 1"}'),
        ]
    )
    return survey.id


def add_result(work, made: Conference, *, is_secret: bool, **fields) -> int:
    """Add a vote with its result; announced unless `state` says otherwise."""
    vote = Vote(
        meeting_id=made.meeting,
        title="Secret 1" if is_secret else "Open 1",
        kind="secret" if is_secret else "open",
        is_secret=is_secret,
        rule="{}",
        **({"state": VoteState.ANNOUNCED, "announced_at": work.now} | fields),
        changed_at=work.now,
        created_at=work.now,
    )
    work.session.add(vote)
    work.session.flush()
    option = VoteOption(vote_id=vote.id, ordinal=0, label="Agree 1")
    work.session.add(option)
    if is_secret:
        ballot = PlainBallot(vote_id=vote.id, key=b"k", choices='{"1":1}', nonce="NNN")
        work.session.add(ballot)
    work.session.flush()
    rows = [ResultRow(option.id, "Agree 1", 7, 9, 8, passed=True)]
    result = VoteResult(BaseCounts(9, 0, 8, 8), rows, True, 7, 0, 1, 5)
    vote.result = msgspec.json.encode(result).decode()
    return vote.id


@pytest.fixture
def make_token(scene: Scene) -> Callable[..., str]:
    """Make a token with these scopes; by default all but that for drafts."""

    def make(scopes: Iterable[ApiScope] = PUBLISHED, days: int = 30) -> str:
        form = ApiTokenForm("Hệ thống của tỉnh", list(scopes), days)
        with scene.store.unit_of_work("test") as work:
            made = make_api_token(work, key=scene.key, form=form, made_by="Test 1")
        return made.secret

    return make


@pytest.fixture
def call(server) -> Call:
    """Call an address with a token; without limit of the rate."""
    server.app.extensions["kiosk.api_limits"] = ApiLimits(UNLIMITED, UNLIMITED)

    def ask(
        token: str, path: str, method: str = "GET", body: object = None, **headers: str
    ) -> TestResponse:
        sent = {"Authorization": f"Bearer {token}"} if token else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return server.app.test_client().open(
            f"/api/v1{path}", method=method, headers=sent, json=body
        )

    return ask
