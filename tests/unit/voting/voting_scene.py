"""Votes for tests, opened by the actions."""

import msgspec

from kiosk.identity import Actor
from kiosk.roles import Role
from kiosk.storage.store import Store
from kiosk.voting.actions.drafts import add_vote
from kiosk.voting.actions.opening import open_vote
from kiosk.voting.models import NamedBallot, SealedBallot
from kiosk.voting.queries.votes import options_of
from kiosk.voting.rules.forms import OptionForm, VoteForm
from kiosk.voting.rules.kinds import PassingRule, RuleBase, VoteKind, VoterRule
from kiosk.voting.sealing import new_key, public_key_of
from tests.scene import Scene

FORM = VoteForm(
    title="Thông qua Nghị quyết",
    kind=VoteKind.OPEN,
    options=[OptionForm("Đồng ý"), OptionForm("Không đồng ý")],
    voter_rule=VoterRule.SUMMONED,
    rule=PassingRule(base=RuleBase.SUMMONED, quorum_numerator=0),
)


class VotingScene:
    """A meeting with a chair and voters, and its votes."""

    def __init__(self, store: Store, voters: int = 3) -> None:
        self.store, self.scene = store, Scene(store)
        self.meeting = self.scene.make_meeting()
        self.chair = self.scene.make_member(self.meeting, Role.CHAIR)
        self.voters = [
            self.scene.make_member(self.meeting, name=f"Đại biểu {place + 1}")
            for place in range(voters)
        ]
        self.actor = Actor(self.meeting, Role.CHAIR, "Chủ toạ", 0, self.chair)
        self.private_key = new_key()

    def open_vote(self, **fields) -> int:
        """Prepare a vote and open it; return its id."""
        form = msgspec.structs.replace(FORM, **fields)
        with self.store.unit_of_work("test") as work:
            vote = add_vote(work, actor=self.actor, form=form)
            open_vote(
                work,
                actor=self.actor,
                vote_id=vote.id,
                public_key=public_key_of(self.private_key),
            )
            return vote.id

    def options(self, vote_id: int) -> list[str]:
        """Return the ids of a vote's options, as ballots name them."""
        with self.store.read_session() as session:
            return [str(option.id) for option in options_of(session, vote_id)]

    def ballots(self, vote_id: int) -> dict[int, str | bytes]:
        """Return what is kept of each voter."""
        with self.store.read_session() as session:
            named = session.query(NamedBallot).filter_by(vote_id=vote_id).all()
            sealed = session.query(SealedBallot).filter_by(vote_id=vote_id).all()
        kept: dict[int, str | bytes] = {one.member_id: one.choices for one in named}
        return kept | {one.member_id: one.sealed for one in sealed}

    def path(self, vote_id: int) -> str:
        """Return the address of a vote's ballots."""
        return f"/m/{self.meeting}/votes/{vote_id}/ballot"
