"""What came out of a meeting: results, conclusions, minutes."""

import datetime as dt
from typing import Annotated

import msgspec
from sqlalchemy.orm import Session

from kiosk.api.paging import ListPage, page_of_all
from kiosk.api.requests import ApiRequest, FileAnswer
from kiosk.api.resources.meetings import visible_meeting
from kiosk.conclusions.queries import NumberedConclusion, conclusions_of, issue_of
from kiosk.errors import N_, NotFound
from kiosk.minutes.models import Minutes
from kiosk.minutes.queries.text import get_minutes, minutes_of
from kiosk.minutes.rules import MinutesState
from kiosk.official_papers.rules import PaperFamily
from kiosk.voting.models import Vote, VoteOption
from kiosk.voting.queries.votes import options_of_votes, result_of_vote, votes_of
from kiosk.voting.rules.kinds import BallotForm, VoteKind, VoteState
from kiosk.voting.rules.results import VoteResult


class ResultRowBody(msgspec.Struct):
    """The count of one answer or candidate."""

    option_id: int
    label: str
    count: int
    passed: bool
    levels: Annotated[
        dict[str, int], msgspec.Meta(description=N_("Số phiếu theo từng mức."))
    ]


class VoteResultBody(msgspec.Struct):
    """The announced result of a vote: sums, never a ballot."""

    id: int
    title: str
    question: str
    kind: VoteKind
    form: BallotForm
    is_secret: bool
    item_id: int | None
    document_id: int | None
    document_version: int
    opened_at: dt.datetime | None
    closed_at: dt.datetime | None
    announced_at: dt.datetime | None
    eligible: int
    cast: int
    valid: int
    invalid: int
    blank: int
    needed: int
    passed: Annotated[
        bool | None,
        msgspec.Meta(description=N_("null: chủ toạ quyết định, hoặc tính từng dòng.")),
    ]
    is_decided_by_chair: bool
    elected: Annotated[
        list[int], msgspec.Meta(description=N_("Số của những người trúng cử."))
    ]
    rows: list[ResultRowBody]


class ConclusionBody(msgspec.Struct):
    """A numbered conclusion: who does what until when."""

    id: int
    number: int
    text: str
    lead_unit: str
    coordinating_units: list[str]
    due_date: dt.date | None
    item_id: int | None
    document_id: int | None
    page: int | None


class ConclusionsBody(msgspec.Struct):
    """The conclusions of a meeting; final once issued."""

    issued_at: dt.datetime | None
    items: list[ConclusionBody]


class MinutesBody(msgspec.Struct):
    """The state of minutes; their text is in the PDF, once they are locked."""

    id: int
    family: PaperFamily
    state: MinutesState
    finalised_at: dt.datetime | None
    pdf_sha256: Annotated[
        str | None, msgspec.Meta(description=N_("null: chưa có bản PDF."))
    ]
    pdf_size: int


class MinutesListBody(msgspec.Struct):
    """The minutes of a meeting, at most one of each family."""

    items: list[MinutesBody]


Announced = tuple[Vote, list[VoteOption], VoteResult]


def _announced(session: Session, meeting_id: int) -> list[Announced]:
    votes = [
        vote
        for vote in votes_of(session, meeting_id, all_states=False)
        if vote.state == VoteState.ANNOUNCED and not vote.is_rehearsal
    ]
    options = options_of_votes(session, [vote.id for vote in votes])
    counted = ((vote, result_of_vote(vote)) for vote in votes)
    return [
        (vote, options.get(vote.id, []), result) for vote, result in counted if result
    ]


def _result(found: Announced) -> VoteResultBody:
    vote, _, result = found
    return VoteResultBody(
        id=vote.id,
        title=vote.title,
        question=vote.question,
        kind=VoteKind(vote.kind),
        form=BallotForm(vote.form),
        is_secret=vote.is_secret,
        item_id=vote.item_id,
        document_id=vote.document_id,
        document_version=vote.document_version,
        opened_at=vote.opened_at,
        closed_at=vote.closed_at,
        announced_at=vote.announced_at,
        eligible=vote.eligible,
        cast=result.base_counts.cast,
        valid=result.valid,
        invalid=result.invalid,
        blank=result.blank,
        needed=result.needed,
        passed=result.passed,
        is_decided_by_chair=result.by_chair,
        elected=result.elected,
        rows=[
            ResultRowBody(row.option_id, row.label, row.count, row.passed, row.levels)
            for row in result.rows
        ],
    )


def list_results(session: Session, request: ApiRequest) -> ListPage[VoteResultBody]:
    """Return a page of the announced results."""
    visible_meeting(session, request)
    found = _announced(session, request.meeting_id)
    return page_of_all(found, request.query, _result, lambda one: one[0].id)


def read_result(session: Session, request: ApiRequest) -> VoteResultBody:
    """Return one announced result.

    :raises NotFound: there is none, or it is not announced.
    """
    visible_meeting(session, request)
    for found in _announced(session, request.meeting_id):
        if found[0].id == request.ids["vote_id"]:
            return _result(found)
    raise NotFound(N_("Không có kết quả biểu quyết này, hoặc chưa công bố."))


def _conclusion(numbered: NumberedConclusion) -> ConclusionBody:
    details = numbered.details
    return ConclusionBody(
        numbered.conclusion.id,
        numbered.number,
        details.text,
        details.lead_unit,
        list(details.coordinating_units),
        details.due_date,
        details.item_id,
        details.document_id,
        details.page,
    )


def read_conclusions(session: Session, request: ApiRequest) -> ConclusionsBody:
    """Return the conclusions; before they are issued only to those who see drafts."""
    visible_meeting(session, request)
    issue = issue_of(session, request.meeting_id)
    is_shown = issue is not None or request.caller.sees_drafts
    found = conclusions_of(session, request.meeting_id) if is_shown else []
    return ConclusionsBody(
        issue.issued_at if issue else None, [_conclusion(one) for one in found]
    )


def _minutes(minutes: Minutes) -> MinutesBody:
    return MinutesBody(
        minutes.id,
        PaperFamily(minutes.family),
        MinutesState(minutes.state),
        minutes.finalised_at,
        minutes.pdf_sha256 or None,
        minutes.pdf_size,
    )


def list_minutes(session: Session, request: ApiRequest) -> MinutesListBody:
    """Return the state of the minutes."""
    visible_meeting(session, request)
    return MinutesListBody(
        [_minutes(one) for one in minutes_of(session, request.meeting_id)]
    )


def download_minutes(session: Session, request: ApiRequest) -> FileAnswer:
    """Return the PDF of locked minutes.

    :raises NotFound: there are no such minutes, or they have no PDF yet.
    """
    visible_meeting(session, request)
    minutes = get_minutes(session, request.meeting_id, request.ids["minutes_id"])
    if not minutes.pdf_sha256:
        raise NotFound(N_("Chưa có bản PDF của biên bản này."))
    return FileAnswer(minutes.pdf_sha256, "bien-ban.pdf", "application/pdf")
