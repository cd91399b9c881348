"""Sheets, colours and kinds of handouts."""

import datetime as dt

import pytest

from kiosk.handouts.rules import (
    BAD_LOGO_STATUS,
    FILE_LIFETIME,
    INVITED_ROLES,
    KINDS_WITH_BADGE,
    RECIPIENT_ROLES,
    SHEET_GEOMETRIES,
    SHEET_LABELS,
    BadgeSheet,
    HandoutKind,
    InvitationText,
    SheetGeometry,
    invitation_sentences,
    role_colour,
)
from kiosk.roles import DELEGATES, Role


@pytest.mark.parametrize("sheet", BadgeSheet)
def test_every_sheet_has_a_label_and_its_labels_fit_on_the_page(sheet):
    geometry = SHEET_GEOMETRIES[sheet]
    assert sheet in SHEET_LABELS
    left, top = geometry.corner(geometry.on_page - 1)
    assert left + geometry.label[0] <= geometry.page[0]
    assert top + geometry.label[1] <= geometry.page[1]


def test_labels_are_placed_row_by_row_without_overlapping():
    assert [SHEET_GEOMETRIES[sheet].on_page for sheet in BadgeSheet] == [8, 10, 1]
    geometry = SheetGeometry((100, 100), (9, 8), 2, 3, 1, 2, (10, 9))
    corners = [geometry.corner(place) for place in range(4)]
    assert corners == [(1, 2), (11, 2), (1, 11), (11, 11)]


def test_sizes_are_those_of_the_label_makers():
    labels = {sheet: SHEET_GEOMETRIES[sheet].label for sheet in BadgeSheet}
    assert labels == {
        BadgeSheet.A4_2X4: (99.1, 67.7),
        BadgeSheet.A4_2X5: (99.1, 57.0),
        BadgeSheet.CR80: (85.6, 53.98),
    }
    pitches = [
        SHEET_GEOMETRIES[sheet].pitch
        for sheet in (BadgeSheet.A4_2X4, BadgeSheet.A4_2X5)
    ]
    assert pitches == [(101.6, 67.7), (101.6, 57.0)]
    # Sheets are centred on A4; a card fills its page.
    for sheet in (BadgeSheet.A4_2X4, BadgeSheet.A4_2X5):
        geometry = SHEET_GEOMETRIES[sheet]
        assert geometry.page == (210, 297)
        right = geometry.left + geometry.pitch[0] + geometry.label[0]
        assert geometry.left + right == pytest.approx(210, abs=0.1)
        below = geometry.top + geometry.rows * geometry.pitch[1]
        assert geometry.top + below == pytest.approx(297, abs=0.1)
    assert (
        SHEET_GEOMETRIES[BadgeSheet.CR80].page
        == SHEET_GEOMETRIES[BadgeSheet.CR80].label
    )


def test_roles_have_different_colours_and_the_others_one_in_common():
    common = {Role.ADMINISTRATOR, Role.ENTRANCE, Role.SITE_LEAD, Role.SITE_TECHNICIAN}
    own = set(Role) - common - {Role.WALL}
    assert len({role_colour(role) for role in own}) == len(own)
    assert {role_colour(role) for role in common} == {"#37474f"}
    assert role_colour(Role.CHAIR) == "#7a1015"


def test_who_gets_which_handout():
    invited = DELEGATES | {Role.GUEST}
    assert {
        HandoutKind.BADGES: frozenset(Role) - {Role.WALL},
        HandoutKind.INVITATIONS: invited,
        HandoutKind.DESK_LISTS: invited,
        HandoutKind.PINS: invited,
    } == RECIPIENT_ROLES
    assert invited == INVITED_ROLES
    assert {HandoutKind.BADGES, HandoutKind.INVITATIONS} == KINDS_WITH_BADGE
    assert dt.timedelta(days=1) == FILE_LIFETIME
    assert BAD_LOGO_STATUS == 3


def test_sentences_of_an_invitation_end_as_the_family_of_papers_does():
    letter = InvitationText(
        chair="Đồng chí Lò Văn Pánh", notes="Mang theo thẻ;\n \nĐúng giờ."
    )
    meeting = {"title": "Kỳ họp thứ 5", "hour": "8 giờ", "day": "1/12/2026"}
    common = [
        "Tới dự: Kỳ họp thứ 5.",
        "Chủ trì: Đồng chí Lò Văn Pánh.",
        "Thời gian: 8 giờ, 1/12/2026.",
        "Địa điểm: Hội trường A.",
        "Mang theo thẻ.",
    ]
    for is_of_the_party, end in ((True, "Đúng giờ."), (False, "Đúng giờ./.")):
        sentences = invitation_sentences(
            letter, where="Hội trường A", is_of_the_party=is_of_the_party, **meeting
        )
        assert sentences == [*common, end]


def test_what_an_invitation_lacks_is_left_out():
    sentences = invitation_sentences(
        InvitationText(),
        title="Kỳ họp",
        hour="8 giờ",
        day="1/12/2026",
        where="",
        is_of_the_party=False,
    )
    assert sentences == ["Tới dự: Kỳ họp.", "Thời gian: 8 giờ, 1/12/2026./."]
