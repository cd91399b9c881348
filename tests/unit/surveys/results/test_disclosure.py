"""No small group can be computed from cross tables, whatever is added or subtracted."""

from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.surveys.results.disclosure import REST, SMALLEST_GROUP, safe_groupings


def rank(rows):
    """Return the rank of rows of numbers, by exact elimination."""
    rows, found = [[Fraction(one) for one in row] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(found, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for other in range(found + 1, len(rows)):
            factor = rows[other][column] / rows[found][column]
            rows[other] = [
                a - factor * b for a, b in zip(rows[other], rows[found], strict=True)
            ]
        found += 1
    return found


def isolated_sets(counts, groupings):
    """Return the sets of one to four answers that a reader can compute."""
    cells = [cell for cell, count in counts.items() if count]
    shown = {
        tuple(int(groups[cell[n]] == row) for cell in cells)
        for n, groups in enumerate(groupings)
        for row in set(groups.values())
    }
    # The totals are shown as well.
    shown.add(tuple(1 for _ in cells))
    rows = [list(row) for row in shown]
    known = rank(rows)
    light = [n for n, cell in enumerate(cells) if counts[cell] < SMALLEST_GROUP]
    for size in range(1, SMALLEST_GROUP):
        for chosen in combinations(light, size):
            if sum(counts[cells[n]] for n in chosen) >= SMALLEST_GROUP:
                continue
            target = [int(n in chosen) for n in range(len(cells))]
            if rank([*rows, target]) == known:
                yield [cells[n] for n in chosen]


GROUPS = st.sampled_from("ABC")
COUNTS = st.integers(min_value=1, max_value=14)


@st.composite
def populations(draw, variables):
    cells = st.tuples(*[GROUPS] * variables)
    return draw(st.dictionaries(cells, COUNTS, min_size=1, max_size=8))


@settings(max_examples=60)
@given(st.integers(1, 3).flatmap(populations))
def test_no_sum_of_one_to_four_answers_can_be_computed(counts):
    # Where everybody together are fewer than five, nothing at all is shown.
    if sum(counts.values()) < SMALLEST_GROUP:
        return
    groupings = safe_groupings(counts, len(next(iter(counts))))
    assert list(isolated_sets(counts, groupings)) == []


def test_the_attack_of_this_test_finds_what_is_not_merged():
    counts = {("A",): 20, ("B",): 3}
    assert list(isolated_sets(counts, [{"A": "A", "B": "B"}])) == [[("B",)]]
    # Three tables, each with large rows: together they isolate every corner.
    corners = {("0", "0", "0"): 3, ("0", "1", "1"): 9, ("1", "0", "1"): 9}
    corners["1", "1", "0"] = 9
    plain = {"0": "0", "1": "1"}
    assert list(isolated_sets(corners, [plain] * 3)) == [[("0", "0", "0")]]


def sizes(counts, grouping, variable=0):
    found = Counter()
    for cell, count in counts.items():
        found[grouping[cell[variable]]] += count
    return dict(found)


class TestOneVariable:
    def test_groups_of_five_are_shown_as_they_are(self):
        counts = {("A",): 5, ("B",): 6}
        assert safe_groupings(counts, 1) == [{"A": "A", "B": "B"}]

    def test_one_small_group_takes_the_next_smallest_with_it(self):
        counts = {("A",): 2, ("B",): 30, ("C",): 8}
        (grouping,) = safe_groupings(counts, 1)
        assert sizes(counts, grouping) == {REST: 10, "B": 30}

    def test_small_groups_are_merged_until_they_are_five(self):
        counts = {("A",): 1, ("B",): 1, ("C",): 30, ("D",): 7}
        (grouping,) = safe_groupings(counts, 1)
        assert sizes(counts, grouping) == {REST: 9, "C": 30}

    @pytest.mark.parametrize(
        "counts", [{("A",): 3, ("B",): 90}, {("A",): 90}, {}, {("A",): 1}]
    )
    def test_no_table_where_only_one_row_would_be_left(self, counts):
        assert safe_groupings(counts, 1) == [{}]


class TestTwoVariables:
    def test_units_of_a_site_are_not_the_difference_of_its_row(self):
        # Site S has the units U (9) and V (3); V is hidden with W of another site.
        counts = {("S", "U"): 9, ("S", "V"): 3, ("T", "W"): 6, ("T", "X"): 20}
        assert list(
            isolated_sets(
                counts,
                [
                    {"S": "S", "T": "T"},
                    {"U": "U", "V": REST, "W": REST, "X": "X"},
                ],
            )
        ) == [[("S", "V")]]
        site, unit = safe_groupings(counts, 2)
        assert site == {"S": "S", "T": "T"}
        assert unit["V"] == unit["U"] == REST
        assert unit["X"] == "X"

    def test_large_crossings_stay_as_they_are(self):
        counts = {(a, b): 40 for a in "AB" for b in "XYZ"}
        site, age = safe_groupings(counts, 2)
        assert set(site.values()) == {"A", "B"}
        assert set(age.values()) == {"X", "Y", "Z"}

    def test_many_sites_units_and_age_groups_take_no_minutes(self):
        counts = {
            (f"s{n % 145}", f"u{n % 400}", f"a{n % 6}"): 3 + n % 70 for n in range(6000)
        }
        assert len(safe_groupings(counts, 3)) == 3
