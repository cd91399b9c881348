"""What tablets have shown and nobody has written down yet: a set in memory, bounded."""

from collections.abc import Iterable

# A meeting and a sign-in; a paper and a page.
Key = tuple[int, int]
Place = tuple[int, int]

# A crowd that nobody writes down must not fill the memory: some 100 MB.
MOST_KEYS = 50_000
MOST_PLACES = 2000


class Read:
    """Pages by sign-in, until they are taken to be kept."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._places: dict[Key, set[Place]] = {}

    def add(self, key: Key, places: Iterable[Place]) -> None:
        """Note that a sign-in has shown these pages."""
        known = self._places.get(key)
        if known is None:
            if len(self._places) >= MOST_KEYS:
                return
            known = self._places[key] = set()
        if len(known) < MOST_PLACES:
            known.update(places)

    def take(self, most: int) -> dict[Key, set[Place]]:
        """Hand over the pages of at most so many sign-ins, who came first first."""
        keys = [key for key, _ in zip(self._places, range(most), strict=False)]
        return {key: self._places.pop(key) for key in keys}
