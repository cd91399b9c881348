"""Which page of a new version holds what stood on which page of the old; pure.

Pages are compared by pairs of neighbouring words, without marks: a syllable alone
stands everywhere. What stands on few pages counts much, a running head hardly. Of all
pairs of pages that resemble one another those are taken that keep the order of both
and resemble each other most: a page that changed places counts as taken out and put
in. Pages without text find each other by where they stand between such pairs.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kiosk.vietnamese import words_in

# An old page and the new page that stands for it, both from 1.
Pair = tuple[int, int]

# So similarity must two pages be, of 1, to be the same page with changes.
MIN_SIMILARITY = 0.25
# What stands on more pages than this tells none of them from the others.
MAX_PAGES_PER_FEATURE = 40

_Features = frozenset[str]


def align_pages(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the pairs of pages that hold the same content, in order; pages from 1.

    Both are the texts of all pages. Where both have pages there is at least one pair.
    """
    before, after = [_features(text) for text in old], [_features(text) for text in new]
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle_before = before[head : len(before) - tail]
    middle_after = after[head : len(after) - tail]
    pairs = [(number, number) for number in range(head)]
    pairs += [
        (head + left, head + right)
        for left, right in _align(middle_before, middle_after)
    ]
    pairs += [
        (len(before) - number, len(after) - number) for number in range(tail, 0, -1)
    ]
    pairs = list(_with_textless_pages(pairs, before, after))
    if not pairs and before and after:
        pairs = [(0, 0)]
    return [(left + 1, right + 1) for left, right in pairs]


def page_for(pairs: Sequence[Pair], page: int, page_count: int) -> int:
    """Return where in the new version, of `page_count` pages, to go on from `page`.

    A page that found no partner leads to what stands in its place now.
    """
    place = bisect_left(pairs, (page, 0))
    if place < len(pairs) and pairs[place][0] == page:
        return min(pairs[place][1], page_count)
    left, right = pairs[place - 1] if place else (0, 0)
    last = pairs[place][1] if place < len(pairs) else page_count
    return max(1, min(right + page - left, last, page_count))


def compose(first: Sequence[Pair], second: Sequence[Pair]) -> list[Pair]:
    """Return the pairs over two versions, from those over each one."""
    onward = dict(second)
    return [(left, onward[middle]) for left, middle in first if middle in onward]


def as_runs(pairs: Sequence[Pair]) -> list[tuple[int, int, int]]:
    """Return the pairs as (old, new, how many in a row): mostly there are few."""
    runs: list[tuple[int, int, int]] = []
    for left, right in pairs:
        if runs:
            old, new, count = runs[-1]
            if (left, right) == (old + count, new + count):
                runs[-1] = (old, new, count + 1)
                continue
        runs.append((left, right, 1))
    return runs


def _features(text: str) -> _Features:
    """Return the pairs of words of a page; the first word has nothing before it."""
    words = ["", *(word.folded for word in words_in(text))]
    return frozenset(f"{left} {right}" for left, right in pairwise(words))


def _common(before: Sequence[_Features], after: Sequence[_Features]) -> int:
    """Count the pages that are the same on both sides, from the start."""
    count = 0
    for left, right in zip(before, after, strict=False):
        if left != right:
            break
        count += 1
    return count


def _align(before: Sequence[_Features], after: Sequence[_Features]) -> list[Pair]:
    """Return the best pairs in rising order, pages from 0."""
    weights = _weights(before, after)
    pages_with: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(after):
        for feature in page & weights.keys():
            pages_with[feature].append(number)
    sums_after = [_total_weight(page, weights) for page in after]
    chains = _BestChain(len(after))
    for number, page in enumerate(before):
        shared: dict[int, float] = defaultdict(float)
        for feature in page & weights.keys():
            for other in pages_with.get(feature, ()):
                shared[other] += weights[feature]
        own = _total_weight(page, weights)
        chains.add(
            number,
            {
                other: 2 * weight / (own + sums_after[other])
                for other, weight in shared.items()
            },
        )
    return chains.best()


def _weights(
    before: Sequence[_Features], after: Sequence[_Features]
) -> dict[str, float]:
    """Return how much each feature tells; what tells nothing is left out."""
    counts: Counter[str] = Counter()
    for side in (before, after):
        counts |= Counter(feature for page in side for feature in page)
    return {
        feature: 1 / count
        for feature, count in counts.items()
        if count <= MAX_PAGES_PER_FEATURE
    }


def _total_weight(page: _Features, weights: dict[str, float]) -> float:
    # Sorted: the order of a set differs from run to run, and so would the last digit.
    return sum(sorted(weights.get(feature, 0.0) for feature in page))


class _BestChain:
    """Chains of pairs, each further in both versions; the most similarity is kept."""

    def __init__(self, width: int) -> None:
        # A tree of the best chain that ends before a page (Fenwick's, for maxima).
        self._tree: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)
        self._links: list[tuple[Pair, int]] = []

    def add(self, left: int, similarity: dict[int, float]) -> None:
        """Lengthen chains by the old page `left`, wherever it is similarity enough."""
        longer = []
        for right, share in sorted(similarity.items()):
            if share >= MIN_SIMILARITY:
                worth, before = self._before(right)
                self._links.append(((left, right), before))
                # Squared: one page found again outweighs several that look similarity.
                longer.append((right, worth + share * share, len(self._links) - 1))
        # Only now: an old page stands for one new page at most.
        for right, worth, link in longer:
            self._keep(right, worth, link)

    def best(self) -> list[Pair]:
        """Return the pairs of the best chain, in order."""
        pairs = []
        _, link = self._before(len(self._tree) - 1)
        while link >= 0:
            pair, link = self._links[link]
            pairs.append(pair)
        return pairs[::-1]

    def _before(self, right: int) -> tuple[float, int]:
        best = (0.0, -1)
        while right > 0:
            best = max(best, self._tree[right], key=lambda chain: chain[0])
            right -= right & -right
        return best

    def _keep(self, right: int, worth: float, link: int) -> None:
        place = right + 1
        while place < len(self._tree):
            if worth > self._tree[place][0]:
                self._tree[place] = (worth, link)
            place += place & -place


def _with_textless_pages(
    pairs: Sequence[Pair], before: Sequence[_Features], after: Sequence[_Features]
) -> Iterator[Pair]:
    """Yield the pairs, and between them pages without text, one after the other."""
    left, right = 0, 0
    for next_left, next_right in [*pairs, (len(before), len(after))]:
        gap = zip(range(left, next_left), range(right, next_right), strict=False)
        for one, other in gap:
            if not before[one] or not after[other]:
                yield one, other
        if next_left < len(before) and next_right < len(after):
            yield next_left, next_right
        left, right = next_left + 1, next_right + 1
