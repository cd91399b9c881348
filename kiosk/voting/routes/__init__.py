"""Routes of votes: preparing, running, ballots, counts."""

from flask import Blueprint, Flask

from kiosk.errors import N_
from kiosk.live.message_bus import MessageBus
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink
from kiosk.voting.receipt_lists import ReceiptLists
from kiosk.voting.refusal_log import RefusalLog
from kiosk.voting.routes import ballots, counts, exports, preparing, running
from kiosk.voting.turnout import TurnoutReporter

blueprint = Blueprint("voting", __name__, url_prefix="/m/<int:meeting_id>/votes")
MEETING_LINKS = (
    MeetingLink("voting.show_votes", N_("Biểu quyết"), Permission.RUN_VOTES),
)
for part in (preparing, running, ballots, counts, exports):
    part.add_to(blueprint)


def install(app: Flask, _bus: MessageBus) -> None:
    """Add the log of refusals, the lists of ballots and the reports of the turnout."""
    store = app.extensions["kiosk.store"]
    app.extensions["kiosk.vote_refusals"] = RefusalLog(store)
    app.extensions["kiosk.vote_receipts"] = ReceiptLists()
    app.extensions["kiosk.vote_turnout"] = TurnoutReporter(store)
