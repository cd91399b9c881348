"""What tablets have shown and nobody has written down yet: a set in memory, bounded."""

from collections.abc import Iterable

# A meeting and a sign-in; a paper and a page.
SignInKey = tuple[int, int]
PageRef = tuple[int, int]

# A crowd that nobody writes down must not fill the memory: some 100 MB.
MAX_SIGN_INS = 50_000
MAX_PAGES_PER_SIGN_IN = 2000


class ReadBuffer:
    """Pages by sign-in, until they are taken to be kept."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._places: dict[SignInKey, set[PageRef]] = {}

    def add(self, key: SignInKey, places: Iterable[PageRef]) -> None:
        """Note that a sign-in has shown these pages."""
        known = self._places.get(key)
        if known is None:
            if len(self._places) >= MAX_SIGN_INS:
                return
            known = self._places[key] = set()
        if len(known) < MAX_PAGES_PER_SIGN_IN:
            known.update(places)

    def take(self, most: int) -> dict[SignInKey, set[PageRef]]:
        """Hand over the pages of at most so many sign-ins, who came first first."""
        keys = [key for key, _ in zip(self._places, range(most), strict=False)]
        return {key: self._places.pop(key) for key in keys}
