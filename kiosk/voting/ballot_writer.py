"""Keep ballots that arrive together in one transaction.

Eleven thousand tablets answer within ten seconds (docs/decisions/0036).
"""

import time
from collections.abc import Callable, Sequence

from kiosk.storage.batch_writer import BatchWriter
from kiosk.storage.store import Store
from kiosk.voting.actions.ballot_batch import ReadyBallot, cast_ballots
from kiosk.voting.turnout import TurnoutReporter

# The largest batch: its transaction blocks the event loop for some 10 ms.
MAX_BALLOTS_PER_BATCH = 200


class BallotWriter(BatchWriter[ReadyBallot, ReadyBallot | None]):
    """Writes the ballots of one server process in batches."""

    def __init__(
        self,
        store: Store,
        turnout: TurnoutReporter,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """Write into `store`; `turnout` reports how many were received."""
        super().__init__(self._cast, lambda: MAX_BALLOTS_PER_BATCH, sleep)
        self._store, self._turnout = store, turnout

    def _cast(self, ballots: Sequence[ReadyBallot]) -> list[ReadyBallot | None]:
        # Those that are not certain are tried again by the ordinary route.
        with self._store.unit_of_work("votes") as work:
            kept = cast_ballots(work, ballots)
            votes = {ballot.vote_id for ballot in kept if ballot is not None}
            self._turnout.report(work, votes)
        return kept
