"""The published lists of ballots, as tablets fetch them to find their own.

The whole list is sent: who asked for one ballot would tell the server whose it is.
"""

from collections.abc import Callable, Sequence

import msgspec

from kiosk.voting.rules.receipts import OpenedBallot, published_list

# One of 12,000 ballots has more than a megabyte.
MAX_LISTS = 4


def encode_list(vote_id: int, ballots: Sequence[OpenedBallot]) -> bytes:
    """Return the list as JSON: choices, nonce and commitment of each ballot.

    12,000 take some 30 ms of a core.
    """
    rows = [
        (one.choices, one.nonce, one.commitment)
        for one in published_list(vote_id, ballots)
    ]
    return msgspec.json.encode({"ballots": rows})


class ReceiptLists:
    """Keeps the lists asked for last: thousands of tablets ask for the same."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._lists: dict[tuple[int, str], bytes] = {}

    def get(self, vote_id: int, root: str, make: Callable[[], bytes]) -> bytes:
        """Return the list with this root; `make` writes it if it is missing."""
        found = self._lists.get((vote_id, root))
        if found is None:
            found = make()
            while len(self._lists) >= MAX_LISTS:
                self._lists.pop(next(iter(self._lists)), None)
            self._lists[vote_id, root] = found
        return found
