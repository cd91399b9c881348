"""Prepare votes: add, edit and delete drafts, and second rounds."""

from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import delete

from kiosk.agenda.models import AgendaItem
from kiosk.documents.models import Document
from kiosk.errors import N_, ChangedMeanwhile, Conflict, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.events import VotePrepared
from kiosk.voting.models import Vote, VoteOption
from kiosk.voting.queries.votes import (
    get_vote,
    levels_of,
    options_of,
    result_of_vote,
    rule_of,
)
from kiosk.voting.rules.drafts import checked_form
from kiosk.voting.rules.forms import OptionForm, SecondRoundForm, VoteForm
from kiosk.voting.rules.kinds import BallotForm, VoteKind, VoterRule, VoteState
from kiosk.voting.rules.states import check_draft

MAX_VOTES = 500


def add_vote(work: UnitOfWork, *, actor: Actor, form: VoteForm) -> Vote:
    """Add a draft.

    :raises Invalid: something is missing or does not fit.
    :raises NotFound: the meeting has no such item or document.
    :raises Conflict: the meeting is closed.
    """
    check_meeting_lasts(work, actor)
    form = _checked(work, actor, form)
    vote = Vote(
        meeting_id=actor.meeting_id, created_at=work.now, **_columns(work, actor, form)
    )
    work.session.add(vote)
    work.session.flush()
    _set_options(work, vote, form.options)
    work.record(VotePrepared(meeting_id=actor.meeting_id, vote_id=vote.id))
    return vote


def edit_vote(
    work: UnitOfWork, *, actor: Actor, vote_id: int, revision: int, form: VoteForm
) -> Vote:
    """Replace a draft.

    :raises ChangedMeanwhile: it was changed since `revision`.
    :raises Conflict: it is no draft any more, or the meeting is closed.
    :raises Invalid: something is missing or does not fit.
    """
    check_meeting_lasts(work, actor)
    vote = get_vote(work.session, actor.meeting_id, vote_id)
    check_draft(VoteState(vote.state), who=vote.changed_by)
    form = _checked(work, actor, form)
    stored = form_of(vote, options_of(work.session, vote_id))
    if form == stored:
        return vote
    if vote.revision != revision:
        raise ChangedMeanwhile(
            theirs=msgspec.to_builtins(stored),
            changed_by=vote.changed_by,
            changed_at=vote.changed_at,
            revision=vote.revision,
        )
    for name, value in _columns(work, actor, form).items():
        setattr(vote, name, value)
    vote.revision += 1
    if form.options != stored.options:
        work.session.execute(delete(VoteOption).where(VoteOption.vote_id == vote_id))
        _set_options(work, vote, form.options)
    work.record(VotePrepared(meeting_id=actor.meeting_id, vote_id=vote.id))
    return vote


def delete_vote(work: UnitOfWork, *, actor: Actor, vote_id: int) -> None:
    """Delete a draft; what was once open stays in the record.

    :raises Conflict: it was opened or cancelled.
    """
    vote = get_vote(work.session, actor.meeting_id, vote_id)
    check_draft(VoteState(vote.state), who=vote.changed_by)
    work.session.delete(vote)
    work.record(VotePrepared(meeting_id=actor.meeting_id, vote_id=vote_id))


def add_second_round(
    work: UnitOfWork, *, actor: Actor, vote_id: int, form: SecondRoundForm
) -> Vote:
    """Add a draft for the tied ones of a vote, or for `form.options`.

    :raises Conflict: the vote has no result yet.
    :raises Invalid: nobody is left to choose between.
    """
    first = get_vote(work.session, actor.meeting_id, vote_id)
    result = result_of_vote(first)
    if result is None:
        raise Conflict(
            N_("Biểu quyết này chưa có kết quả nên chưa có vòng hai."), code="no_result"
        )
    options = options_of(work.session, vote_id)
    again = set(form.options) or set(result.tie)
    if not again:
        again = {one.id for one in options} - set(result.elected)
    chosen = [OptionForm(one.label, one.note) for one in options if one.id in again]
    if not chosen:
        raise Invalid(N_("Xin chọn những người vào vòng hai."), code="few_options")
    left = max(1, first.max_choices - len(result.elected))
    draft = replace(
        form_of(first, options),
        title=f"{first.title} (vòng hai)",
        options=chosen,
        rule=form.rule or rule_of(first),
        max_choices=min(form.max_choices or left, len(chosen)),
    )
    second = add_vote(work, actor=actor, form=draft)
    second.previous_id = first.id
    return second


def form_of(vote: Vote, options: list[VoteOption]) -> VoteForm:
    """Return a vote as its form."""
    return VoteForm(
        title=vote.title,
        kind=VoteKind(vote.kind),
        options=[OptionForm(one.label, one.note) for one in options],
        question=vote.question,
        form=BallotForm(vote.form),
        is_secret=vote.is_secret,
        is_rehearsal=vote.is_rehearsal,
        max_choices=vote.max_choices,
        levels=list(levels_of(vote)),
        voter_rule=VoterRule(vote.voter_rule),
        until_close=vote.until_close,
        has_receipt=vote.has_receipt,
        rule=rule_of(vote),
        item_id=vote.item_id,
        document_id=vote.document_id,
        share_count=vote.share_count,
        share_threshold=vote.share_threshold,
    )


def check_meeting_lasts(work: UnitOfWork, actor: Actor) -> None:
    """Check that the meeting is not closed.

    :raises Conflict: it is.
    """
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))


def _checked(work: UnitOfWork, actor: Actor, form: VoteForm) -> VoteForm:
    session = work.session
    if form.item_id is not None:
        _check_here(session.get(AgendaItem, form.item_id), actor)
    if form.document_id is not None:
        _check_here(session.get(Document, form.document_id), actor)
    return checked_form(form)


def _check_here(found: AgendaItem | Document | None, actor: Actor) -> None:
    if found is None or found.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có nội dung hoặc tài liệu này trong hội nghị."))


def _columns(work: UnitOfWork, actor: Actor, form: VoteForm) -> dict[str, Any]:
    fields = msgspec.structs.asdict(form)
    del fields["options"]
    return fields | {
        "levels": msgspec.json.encode(form.levels).decode(),
        "rule": msgspec.json.encode(form.rule).decode(),
        "changed_by": actor.name,
        "changed_at": work.now,
    }


def _set_options(work: UnitOfWork, vote: Vote, options: list[OptionForm]) -> None:
    work.session.add_all(
        VoteOption(vote_id=vote.id, ordinal=place, label=one.label, note=one.note)
        for place, one in enumerate(options)
    )
    work.session.flush()
