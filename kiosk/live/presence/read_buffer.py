"""Collect page views in memory until they are written to the read log; bounded."""

from collections.abc import Iterable

# (meeting id, sign-in id); (document id, page).
SignInKey = tuple[int, int]
PageRef = tuple[int, int]

# Bounds the memory to some 100 MB if nothing is written.
MAX_SIGN_INS = 50_000
MAX_PAGES_PER_SIGN_IN = 2000


class ReadBuffer:
    """Page views by sign-in, until they are taken for the read log."""

    def __init__(self) -> None:
        self._places: dict[SignInKey, set[PageRef]] = {}

    def add(self, key: SignInKey, places: Iterable[PageRef]) -> None:
        """Add pages shown by a sign-in."""
        known = self._places.get(key)
        if known is None:
            if len(self._places) >= MAX_SIGN_INS:
                return
            known = self._places[key] = set()
        if len(known) < MAX_PAGES_PER_SIGN_IN:
            known.update(places)

    def take(self, most: int) -> dict[SignInKey, set[PageRef]]:
        """Remove and return the pages of at most `most` sign-ins, oldest first."""
        keys = [key for key, _ in zip(self._places, range(most), strict=False)]
        return {key: self._places.pop(key) for key in keys}
