"""The published result of a vote as JSON, to be recounted by anybody.

`tools/recount.py` reads it with Python's standard library alone. The ballots of secret
votes stand in it without names and sorted by their content, so that their order says
nothing; the check code is of the whole content. Where the vote gives receipts, each
ballot stands there with its nonce and commitment (`rules/receipts.py`).
"""

import json
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.clock import iso_moment
from kiosk.errors import N_, Conflict
from kiosk.meetings.models import Meeting
from kiosk.storage.chain import sha256_of_json
from kiosk.voting.models import (
    HandCount,
    NamedBallot,
    PaperCount,
    PlainBallot,
    Vote,
    Voter,
)
from kiosk.voting.queries.results import opened_ballots
from kiosk.voting.queries.votes import (
    COUNTED_STATES,
    get_vote,
    is_sealed,
    levels_of,
    options_of,
    rule_of,
    terms_of,
)
from kiosk.voting.rules.ballots import BallotTerms, read_choices
from kiosk.voting.rules.counts import paper_keys
from kiosk.voting.rules.forms import Counts
from kiosk.voting.rules.kinds import BallotForm, VoteKind
from kiosk.voting.rules.receipts import published_list

FORMAT, VERSION = "kiosk-vote-result", 1
Content = dict[str, Any]


def counted_vote(session: Session, meeting_id: int, vote_id: int) -> Vote:
    """Return a vote of the meeting that is closed and counted.

    :raises NotFound: the meeting has no such vote.
    :raises Conflict: there is no result yet.
    """
    vote = get_vote(session, meeting_id, vote_id)
    if vote.state not in COUNTED_STATES or not vote.result:
        raise Conflict(
            N_("Biểu quyết này chưa kết thúc hoặc chưa kiểm phiếu nên chưa có kết quả.")
        )
    return vote


def result_content(session: Session, meeting_id: int, vote_id: int) -> Content:
    """Return the result of a counted vote, with its check code.

    :raises NotFound: the meeting has no such vote.
    :raises Conflict: there is no result yet.
    """
    vote = counted_vote(session, meeting_id, vote_id)
    meeting = session.get_one(Meeting, meeting_id)
    options = options_of(session, vote.id)
    content: Content = {
        "format": FORMAT,
        "version": VERSION,
        "rehearsal": vote.is_rehearsal,
        "meeting": {
            "id": meeting.id,
            "title": meeting.title,
            "body": meeting.body_name,
        },
        "vote": {
            "id": vote.id,
            "title": vote.title,
            "question": vote.question,
            "kind": vote.kind,
            "form": vote.form,
            "is_secret": vote.is_secret,
            "max_choices": vote.max_choices,
            "levels": list(levels_of(vote)),
            "document": vote.document_title,
            "document_sha256": vote.document_sha256,
            "opened_at": iso_moment(vote.opened_at),
            "closed_at": iso_moment(vote.closed_at),
            "announced_at": iso_moment(vote.announced_at),
            # Only where it is so: older files keep their check code.
            **({"has_receipt": True} if vote.has_receipt else {}),
        },
        "rule": msgspec.to_builtins(rule_of(vote)),
        "presence": {
            "summoned": vote.summoned,
            "present": vote.present,
            "eligible": vote.eligible,
        },
        "options": [
            {"id": one.id, "label": one.label, "note": one.note} for one in options
        ],
        "ballots": _ballots(session, vote),
        "counts": _counts(session, vote, terms_of(vote, options)),
        "result": json.loads(vote.result),
    }
    return content | {"sha256": check_code(content)}


def result_text(content: Content) -> str:
    """Return the text of the file."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def check_code(content: Content) -> str:
    """Return the SHA-256 of the content's canonical JSON, in hexadecimal digits."""
    return sha256_of_json(content)


def result_digest(content: Content) -> str:
    """Return the hash of what never changes of a counted result, in hex.

    It leaves out names of persons and of the meeting, so that they can be erased or
    corrected later, who entered a ballot for whom, and the announcement.
    `tools/verify_record.py` computes the same.
    """
    vote = {n: each for n, each in content["vote"].items() if n != "announced_at"}
    ballots = [
        {
            **{n: each for n, each in ballot.items() if n != "entered_by"},
            **({"voter": ballot["voter"]["id"]} if "voter" in ballot else {}),
        }
        for ballot in content["ballots"]
    ]
    if ballots and "voter" in ballots[0]:
        # The file has them by name.
        ballots.sort(key=lambda ballot: ballot["voter"])
    rest = {n: each for n, each in content.items() if n not in {"meeting", "sha256"}}
    return sha256_of_json(
        rest | {"meeting": content["meeting"]["id"], "vote": vote, "ballots": ballots}
    )


def _ballots(session: Session, vote: Vote) -> list[Content]:
    if vote.has_receipt:
        return [
            {
                "choices": read_choices(one.choices),
                "nonce": one.nonce,
                "commitment": one.commitment,
            }
            for one in published_list(vote.id, opened_ballots(session, vote.id))
        ]
    if is_sealed(vote):
        plain = select(PlainBallot.choices).where(PlainBallot.vote_id == vote.id)
        texts = sorted(session.scalars(plain))
        return [{"choices": read_choices(text)} for text in texts]
    named = session.execute(
        select(NamedBallot, Voter)
        .join(
            Voter,
            (Voter.vote_id == NamedBallot.vote_id)
            & (Voter.member_id == NamedBallot.member_id),
        )
        .where(NamedBallot.vote_id == vote.id)
        .order_by(Voter.sort_key, Voter.member_id)
    )
    return [
        {
            "choices": read_choices(ballot.choices),
            "entered_by": ballot.entered_by,
            "voter": {
                "id": voter.member_id,
                "name": voter.name,
                "unit": voter.unit,
                "seat": voter.seat,
                "site": voter.site_name,
            },
        }
        for ballot, voter in named
    ]


def _counts(session: Session, vote: Vote, terms: BallotTerms) -> list[Content]:
    """Return what tellers have counted; empty if ballots were cast in the system."""
    if vote.kind == VoteKind.HANDS:
        return _hand_counts(session, vote, terms)
    paper = session.get(PaperCount, vote.id)
    if paper is None:
        return []
    counts: Counts = json.loads(paper.counts)
    marks: dict[str, dict[str, int]] = {}
    for key, (option, mark) in paper_keys(terms).items():
        marks.setdefault(str(option), {})[mark] = counts.get(key, 0)
    return [
        {
            "site": "",
            "valid": paper.valid,
            "invalid": paper.invalid,
            "blank": 0,
            "marks": marks,
        }
    ]


def _hand_counts(session: Session, vote: Vote, terms: BallotTerms) -> list[Content]:
    names = session.execute(
        select(Voter.site_id, Voter.site_name)
        .where(Voter.vote_id == vote.id, Voter.site_id.is_not(None))
        .distinct()
    )
    sites = {row.site_id: row.site_name for row in names}
    is_one = terms.form == BallotForm.ONE
    rows = session.scalars(
        select(HandCount)
        .where(HandCount.vote_id == vote.id)
        .order_by(HandCount.site_key)
    )
    found = []
    for row in rows:
        counts: Counts = json.loads(row.counts)
        valid = sum(counts.values()) if is_one else 0
        marks = {option: {"1": count} for option, count in counts.items()}
        name = sites.get(row.site_key, "")
        found.append({"site": name, "valid": valid, "marks": marks})
    if not is_one:
        # Hands do not say who raised none: everybody present has voted.
        found.append({"site": "", "valid": vote.present, "marks": {}})
    return [{"invalid": 0, "blank": 0, **one} for one in found]
