"""A second copy of the permission table.

A line reads: who may do what. A change of the rules changes both on purpose.
"""

import itertools

import pytest

from kiosk.roles import (
    AUDIENCE,
    DELEGATES,
    DESK,
    EVERYONE,
    MAY_SEE,
    OPERATORS,
    PERMISSIONS,
    PREPARERS,
    Permission,
    Role,
    Visibility,
    may,
    may_see,
)

# ad: administrator · se: secretary · ch: chair · pr: presenter · of: official delegate
# in: invited delegate · gu: guest · en: entrance staff · wa: hall screen
ROLES = {
    "ad": Role.ADMINISTRATOR,
    "se": Role.SECRETARY,
    "ch": Role.CHAIR,
    "pr": Role.PRESENTER,
    "of": Role.OFFICIAL_DELEGATE,
    "in": Role.INVITED_DELEGATE,
    "gu": Role.GUEST,
    "en": Role.ENTRANCE,
    "le": Role.SITE_LEAD,
    "te": Role.SITE_TECHNICIAN,
    "wa": Role.WALL,
}

MAY = {
    Permission.MANAGE_ACCOUNTS: "ad",
    Permission.PREPARE_MEETING: "ad se",
    Permission.RUN_MEETING: "ad se ch",
    Permission.LEAD_PAGES: "se ch",
    Permission.TAKE_LEAD_WHEN_GIVEN: "ch pr of in",
    Permission.READ_PAPERS: "ad se ch pr of in gu le te wa",
    Permission.READ_DRAFTS: "ad se ch",
    Permission.GIVE_OPINION: "ch pr of in",
    Permission.MANAGE_BADGES: "ad se",
    Permission.REISSUE_BADGES: "ad se en",
    Permission.WATCH_DESK: "ad se en",
    Permission.OPERATE_SITE: "le te",
    Permission.WATCH_SITES: "ad se ch",
    Permission.COMMAND_TABLETS: "ad se",
    Permission.CHECK_IN: "ad se en le te",
    Permission.READ_ROLL: "ad se en le te ch",
    Permission.MANAGE_FLOOR: "ad se ch",
    Permission.ASK_FLOOR: "ch pr of in",
    Permission.ASK_FLOOR_FOR_SITE: "ad se le te",
    Permission.RUN_VOTES: "ad se ch",
    Permission.CAST_BALLOT: "ch of",
    Permission.MANAGE_SCREENS: "ad se ch",
    Permission.ANNOUNCE: "ad se ch",
    Permission.CALL_SERVICE: "ch pr of in gu le te",
    Permission.ANSWER_SERVICE_CALLS: "ad se en le te",
    Permission.TAKE_ARCHIVE: "ad se",
    Permission.WRITE_MINUTES: "ad se",
    Permission.REVIEW_MINUTES: "ad se ch pr of in",
    Permission.ANSWER_CONSULTATION: "ch pr of in",
}

SEES = {
    Visibility.EVERYONE: "ad se ch pr of in gu le te wa",
    Visibility.DELEGATES: "ad se ch pr of in le te wa",
    Visibility.OFFICIAL: "ad se ch pr of",
    Visibility.PREPARERS: "ad se ch",
}


def test_no_role_permission_or_visibility_is_left_out():
    assert set(ROLES.values()) == set(Role)
    assert set(MAY) == set(PERMISSIONS) == set(Permission)
    assert set(SEES) == set(MAY_SEE) == set(Visibility)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("short", ROLES)
def test_each_role_may_do_what_the_rules_say_and_no_more(short, permission):
    assert may(ROLES[short], permission) is (short in MAY[permission].split())


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("short", ROLES)
def test_each_role_sees_what_the_rules_say_and_no_more(short, visibility):
    assert may_see(ROLES[short], visibility) is (short in SEES[visibility].split())


def test_who_sees_the_narrower_sees_the_wider():
    order = [
        Visibility.PREPARERS,
        Visibility.OFFICIAL,
        Visibility.DELEGATES,
        Visibility.EVERYONE,
    ]
    for narrower, wider in itertools.pairwise(order):
        assert MAY_SEE[narrower] <= MAY_SEE[wider]


def test_roles_that_may_not_read_documents_see_none():
    for roles in MAY_SEE.values():
        assert roles <= PERMISSIONS[Permission.READ_PAPERS]


@pytest.mark.parametrize(
    ("group", "members"),
    [
        (EVERYONE, "ad se ch pr of in gu en le te wa"),
        (PREPARERS, "ad se"),
        (DELEGATES, "ch pr of in"),
        (AUDIENCE, "pr of in gu"),
        (OPERATORS, "le te"),
        (DESK, "ad se en"),
    ],
)
def test_each_group_has_these_roles_and_no_more(group, members):
    assert group == {ROLES[short] for short in members.split()}
