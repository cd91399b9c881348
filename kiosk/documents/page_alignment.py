"""Align the pages of two versions of a document; pure.

Pages are compared by pairs of adjacent words without marks: single syllables are too
common. A pair is weighted by its rarity, so that running heads count little. Of all
similar pairs of pages the alignment takes the best increasing sequence: a page that
moved counts as removed and added. Pages without text are aligned by their position
between such pairs.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kiosk.vietnamese import words_in

# An old page and its new page, both from 1.
Pair = tuple[int, int]

# Minimum similarity (0 to 1) of two versions of a page.
MIN_SIMILARITY = 0.25
# Word pairs on more pages than this are ignored.
MAX_PAGES_PER_FEATURE = 40

_Features = frozenset[str]


def align_pages(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the aligned pairs of pages in order; pages from 1.

    Both arguments are the texts of all pages. Unless one is empty, there is at least
    one pair.
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
    """Return the page of the new version, of `page_count` pages, to continue on.

    A page without a counterpart maps to the page now at its position.
    """
    position = bisect_left(pairs, (page, 0))
    if position < len(pairs) and pairs[position][0] == page:
        return min(pairs[position][1], page_count)
    left, right = pairs[position - 1] if position else (0, 0)
    last = pairs[position][1] if position < len(pairs) else page_count
    return max(1, min(right + page - left, last, page_count))


def compose(first: Sequence[Pair], second: Sequence[Pair]) -> list[Pair]:
    """Join the alignments of two consecutive version steps."""
    onward = dict(second)
    return [(left, onward[middle]) for left, middle in first if middle in onward]


def as_runs(pairs: Sequence[Pair]) -> list[tuple[int, int, int]]:
    """Return the pairs as runs (old, new, length)."""
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
    """Return the pairs of adjacent words of a page."""
    words = ["", *(word.folded for word in words_in(text))]
    return frozenset(f"{left} {right}" for left, right in pairwise(words))


def _common(before: Sequence[_Features], after: Sequence[_Features]) -> int:
    """Count the equal pages from the start."""
    count = 0
    for left, right in zip(before, after, strict=False):
        if left != right:
            break
        count += 1
    return count


def _align(before: Sequence[_Features], after: Sequence[_Features]) -> list[Pair]:
    """Return the best increasing pairs, pages from 0."""
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
    """Return the weight of each word pair; common ones are left out."""
    counts: Counter[str] = Counter()
    for side in (before, after):
        counts |= Counter(feature for page in side for feature in page)
    return {
        feature: 1 / count
        for feature, count in counts.items()
        if count <= MAX_PAGES_PER_FEATURE
    }


def _total_weight(page: _Features, weights: dict[str, float]) -> float:
    # Sorted, because floating point sums depend on the order.
    return sum(sorted(weights.get(feature, 0.0) for feature in page))


class _BestChain:
    """The increasing sequence of page pairs with the highest total similarity."""

    def __init__(self, width: int) -> None:
        # Fenwick tree: the best sequence that ends before a new page.
        self._tree: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)
        self._links: list[tuple[Pair, int]] = []

    def add(self, left: int, similarity: dict[int, float]) -> None:
        """Extend sequences by the old page `left` where it is similar enough."""
        longer = []
        for right, share in sorted(similarity.items()):
            if share >= MIN_SIMILARITY:
                score, before = self._before(right)
                self._links.append(((left, right), before))
                # Squared, so that one equal page outweighs several similar ones.
                longer.append((right, score + share * share, len(self._links) - 1))
        # Added afterwards: an old page has at most one counterpart.
        for right, score, link in longer:
            self._keep(right, score, link)

    def best(self) -> list[Pair]:
        """Return the pairs of the best sequence, in order."""
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

    def _keep(self, right: int, score: float, link: int) -> None:
        position = right + 1
        while position < len(self._tree):
            if score > self._tree[position][0]:
                self._tree[position] = (score, link)
            position += position & -position


def _with_textless_pages(
    pairs: Sequence[Pair], before: Sequence[_Features], after: Sequence[_Features]
) -> Iterator[Pair]:
    """Yield the pairs, and between them pages without text in sequence."""
    left, right = 0, 0
    for next_left, next_right in [*pairs, (len(before), len(after))]:
        gap = zip(range(left, next_left), range(right, next_right), strict=False)
        for one, other in gap:
            if not before[one] or not after[other]:
                yield one, other
        if next_left < len(before) and next_right < len(after):
            yield next_left, next_right
        left, right = next_left + 1, next_right + 1
