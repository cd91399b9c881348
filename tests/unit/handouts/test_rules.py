"""Sheets, colours and kinds of handouts."""

import datetime as dt

import pytest

from kiosk.handouts.rules import (
    BAD_LOGO_STATUS,
    GEOMETRIES,
    INVITED,
    KEPT,
    ROLES_OF,
    SHEET_LABELS,
    UNFINISHED,
    WITH_BADGE,
    Geometry,
    Kind,
    Sheet,
    State,
    colour_of,
)
from kiosk.roles import DELEGATES, Role


@pytest.mark.parametrize("sheet", Sheet)
def test_every_sheet_has_a_label_and_its_labels_fit_on_the_page(sheet):
    geometry = GEOMETRIES[sheet]
    assert sheet in SHEET_LABELS
    left, top = geometry.corner(geometry.on_page - 1)
    assert left + geometry.label[0] <= geometry.page[0]
    assert top + geometry.label[1] <= geometry.page[1]


def test_labels_are_placed_row_by_row_without_overlapping():
    assert [GEOMETRIES[sheet].on_page for sheet in Sheet] == [8, 10, 1]
    geometry = Geometry((100, 100), (9, 8), 2, 3, 1, 2, (10, 9))
    corners = [geometry.corner(place) for place in range(4)]
    assert corners == [(1, 2), (11, 2), (1, 11), (11, 11)]


def test_sizes_are_those_of_the_label_makers():
    labels = {sheet: GEOMETRIES[sheet].label for sheet in Sheet}
    assert labels == {
        Sheet.A4_2X4: (99.1, 67.7),
        Sheet.A4_2X5: (99.1, 57.0),
        Sheet.CR80: (85.6, 53.98),
    }
    pitches = [GEOMETRIES[sheet].pitch for sheet in (Sheet.A4_2X4, Sheet.A4_2X5)]
    assert pitches == [(101.6, 67.7), (101.6, 57.0)]
    # Sheets are centred on A4; a card fills its page.
    for sheet in (Sheet.A4_2X4, Sheet.A4_2X5):
        geometry = GEOMETRIES[sheet]
        assert geometry.page == (210, 297)
        right = geometry.left + geometry.pitch[0] + geometry.label[0]
        assert geometry.left + right == pytest.approx(210, abs=0.1)
        below = geometry.top + geometry.rows * geometry.pitch[1]
        assert geometry.top + below == pytest.approx(297, abs=0.1)
    assert GEOMETRIES[Sheet.CR80].page == GEOMETRIES[Sheet.CR80].label


def test_roles_have_different_colours_and_the_others_one_in_common():
    common = {Role.ADMINISTRATOR, Role.ENTRANCE, Role.SITE_LEAD, Role.SITE_TECHNICIAN}
    own = set(Role) - common - {Role.WALL}
    assert len({colour_of(role) for role in own}) == len(own)
    assert {colour_of(role) for role in common} == {"#37474f"}
    assert colour_of(Role.CHAIR) == "#7a1015"


def test_who_gets_which_handout():
    invited = DELEGATES | {Role.GUEST}
    assert {
        Kind.BADGES: frozenset(Role) - {Role.WALL},
        Kind.INVITATIONS: invited,
        Kind.DESK_LISTS: invited,
        Kind.PINS: invited,
    } == ROLES_OF
    assert invited == INVITED
    assert {Kind.BADGES, Kind.INVITATIONS} == WITH_BADGE
    assert {State.WAITING, State.RUNNING} == UNFINISHED
    assert dt.timedelta(days=1) == KEPT
    assert BAD_LOGO_STATUS == 3
