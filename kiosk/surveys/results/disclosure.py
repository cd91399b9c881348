"""Merge small groups of cross tables so that none can be computed; pure.

Statistical disclosure control: a cross table shows a row for each group of a variable.
Rows are sums over answers, and a reader may add and subtract rows of all tables of a
survey. The groups are merged (complementary suppression) until no sum or difference of
rows is the row of one to four answers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

# Groups with fewer answers are never shown alone.
SMALLEST_GROUP = 5
# Names the merged rest; no group has this name.
REST = "\0rest"
# Rank is computed modulo a prime (a Mersenne prime): exact for these sparse rows of
# ones, and without fractions.
_PRIME = 2**61 - 1

# The group of an answer in each variable.
Combination = tuple[str, ...]
# Which row of the table a group is shown in; empty: the variable is not shown.
Grouping = dict[str, str]
_Row = dict[tuple[int, str], int]


def safe_groupings(counts: Mapping[Combination, int], variables: int) -> list[Grouping]:
    """Return for each variable its groups, and the row each is shown in.

    :param counts: answers by combination of groups; earlier variables stay finer.
    """
    chosen: list[Grouping] = []
    for variable in range(variables):
        chosen.append(_finest(counts, chosen, variable))
    return chosen


def _finest(
    counts: Mapping[Combination, int], earlier: Sequence[Grouping], variable: int
) -> Grouping:
    """Return the grouping with the fewest merged groups that is safe.

    Merging more never makes it less safe, so the number is found by bisection.
    """
    sizes: Counter[str] = Counter()
    for combination, count in counts.items():
        sizes[combination[variable]] += count
    order = sorted(sizes, key=lambda name: (sizes[name], name))
    low, high = _least_merged(order, sizes), len(order) - 1
    if high < 1 or low > high:
        return {}

    def is_safe(merged: int) -> bool:
        grouping = _merged(order, merged)
        return _is_safe(counts, [*earlier, grouping])

    if not is_safe(high):
        return {}
    while low < high:
        middle = (low + high) // 2
        if is_safe(middle):
            high = middle
        else:
            low = middle + 1
    return _merged(order, low)


def _least_merged(order: Sequence[str], sizes: Mapping[str, int]) -> int:
    """Return how many of the smallest groups must be merged at least.

    A single merged group would be the difference between the total and the others.
    """
    small = sum(sizes[name] < SMALLEST_GROUP for name in order)
    if not small:
        return 0
    merged, total = 0, 0
    for name in order:
        if merged >= max(small, 2) and total >= SMALLEST_GROUP:
            break
        merged, total = merged + 1, total + sizes[name]
    return merged


def _merged(order: Sequence[str], merged: int) -> Grouping:
    # One group alone is not hidden by a new name.
    rest = set(order[:merged]) if merged > 1 else set()
    return {name: REST if name in rest else name for name in order}


def _is_safe(counts: Mapping[Combination, int], groupings: list[Grouping]) -> bool:
    """Tell whether no combination of rows isolates fewer than five answers.

    Sums and differences of rows give every answer a weight that is a sum of one number
    for each of its rows. Weights that are zero on every cell of five answers or more
    must be zero everywhere: this holds if the small cells depend linearly on those.
    """
    cells: Counter[tuple[tuple[int, str], ...]] = Counter()
    for combination, count in counts.items():
        if count:
            cells[_cell(combination, groupings)] += count
    large = [cell for cell, count in cells.items() if count >= SMALLEST_GROUP]
    basis: dict[tuple[int, str], _Row] = {}
    for cell in large:
        row = _reduced(dict.fromkeys(cell, 1), basis)
        if row:
            _add(row, basis)
    small = (cell for cell, count in cells.items() if count < SMALLEST_GROUP)
    return not any(_reduced(dict.fromkeys(cell, 1), basis) for cell in small)


def _cell(
    combination: Combination, groupings: list[Grouping]
) -> tuple[tuple[int, str], ...]:
    return tuple(
        (variable, grouping[combination[variable]])
        for variable, grouping in enumerate(groupings)
        if grouping
    )


def _reduced(row: _Row, basis: Mapping[tuple[int, str], _Row]) -> _Row:
    """Return the row minus multiples of the basis; empty: it depends on them."""
    todo = [column for column in row if column in basis]
    while todo:
        column = todo.pop()
        factor = row.get(column, 0)
        if not factor:
            continue
        for other, value in basis[column].items():
            changed = (row.get(other, 0) - factor * value) % _PRIME
            if changed:
                row[other] = changed
                if other in basis:
                    todo.append(other)
            else:
                row.pop(other, None)
    return row


def _add(row: _Row, basis: dict[tuple[int, str], _Row]) -> None:
    """Add a row, scaled to one in its pivot column, which no other row keeps."""
    pivot = min(row)
    inverse = pow(row[pivot], -1, _PRIME)
    scaled = {column: value * inverse % _PRIME for column, value in row.items()}
    for other in basis.values():
        factor = other.get(pivot, 0)
        if not factor:
            continue
        for column, value in scaled.items():
            changed = (other.get(column, 0) - factor * value) % _PRIME
            if changed:
                other[column] = changed
            else:
                other.pop(column, None)
    basis[pivot] = scaled
