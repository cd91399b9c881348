"""Define roles, permissions and who may see what."""

from enum import StrEnum


class Role(StrEnum):
    """The role of a person or screen in one meeting."""

    ADMINISTRATOR = "administrator"
    SECRETARY = "secretary"
    CHAIR = "chair"
    PRESENTER = "presenter"
    OFFICIAL_DELEGATE = "official_delegate"
    INVITED_DELEGATE = "invited_delegate"
    GUEST = "guest"
    ENTRANCE = "entrance"
    SITE_LEAD = "site_lead"
    SITE_TECHNICIAN = "site_technician"
    WALL = "wall"


EVERYONE = frozenset(Role)
PREPARERS = frozenset({Role.ADMINISTRATOR, Role.SECRETARY})
DELEGATES = frozenset(
    {Role.CHAIR, Role.PRESENTER, Role.OFFICIAL_DELEGATE, Role.INVITED_DELEGATE}
)
# Those to whom the page is shown; room screens and staff are not counted.
AUDIENCE = (DELEGATES | {Role.GUEST}) - {Role.CHAIR}
OPERATORS = frozenset({Role.SITE_LEAD, Role.SITE_TECHNICIAN})
DESK = frozenset({Role.ADMINISTRATOR, Role.SECRETARY, Role.ENTRANCE})


class Permission(StrEnum):
    """An action that requires permission."""

    MANAGE_ACCOUNTS = "manage_accounts"
    PREPARE_MEETING = "prepare_meeting"
    RUN_MEETING = "run_meeting"
    LEAD_PAGES = "lead_pages"
    TAKE_LEAD_WHEN_GIVEN = "take_lead_when_given"
    READ_PAPERS = "read_papers"
    READ_DRAFTS = "read_drafts"
    GIVE_OPINION = "give_opinion"
    MANAGE_BADGES = "manage_badges"
    REISSUE_BADGES = "reissue_badges"
    WATCH_DESK = "watch_desk"
    OPERATE_SITE = "operate_site"
    WATCH_SITES = "watch_sites"
    COMMAND_TABLETS = "command_tablets"
    CHECK_IN = "check_in"
    READ_ROLL = "read_roll"
    MANAGE_FLOOR = "manage_floor"
    ASK_FLOOR = "ask_floor"
    ASK_FLOOR_FOR_SITE = "ask_floor_for_site"
    RUN_VOTES = "run_votes"
    CAST_BALLOT = "cast_ballot"
    MANAGE_SCREENS = "manage_screens"
    ANNOUNCE = "announce"
    CALL_SERVICE = "call_service"
    ANSWER_SERVICE_CALLS = "answer_service_calls"
    TAKE_ARCHIVE = "take_archive"
    WRITE_MINUTES = "write_minutes"
    REVIEW_MINUTES = "review_minutes"
    ANSWER_CONSULTATION = "answer_consultation"


PERMISSIONS: dict[Permission, frozenset[Role]] = {
    # Only the administrator makes and closes staff accounts.
    Permission.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    # The secretariat writes the agenda, uploads, publishes and withdraws papers.
    Permission.PREPARE_MEETING: PREPARERS,
    # Opening, adjourning and closing: the chair, and the secretary on the chair's
    # behalf.
    Permission.RUN_MEETING: PREPARERS | {Role.CHAIR},
    # The chair leads the pages; the secretary may operate for the chair.
    Permission.LEAD_PAGES: frozenset({Role.CHAIR, Role.SECRETARY}),
    # Those to whom the chair may give the lead.
    Permission.TAKE_LEAD_WHEN_GIVEN: DELEGATES,
    # Everyone in the room reads; MAY_SEE says which items.
    Permission.READ_PAPERS: EVERYONE - {Role.ENTRANCE},
    # Unpublished documents are seen by those who prepare them, and by the chair.
    Permission.READ_DRAFTS: PREPARERS | {Role.CHAIR},
    # Delegates give the secretariat their opinion in writing; guests only listen.
    Permission.GIVE_OPINION: DELEGATES,
    # Badges are issued, revoked and re-issued by the secretariat.
    Permission.MANAGE_BADGES: PREPARERS,
    # The welcome desk replaces lost badges of delegates and guests (badges/rules.py).
    Permission.REISSUE_BADGES: DESK,
    # The welcome desk is notified of every refused badge.
    Permission.WATCH_DESK: DESK,
    # Each operator for their own site only; the queries check that.
    Permission.OPERATE_SITE: OPERATORS,
    # The overview of all sites: those who run the meeting.
    Permission.WATCH_SITES: PREPARERS | {Role.CHAIR},
    # Tablets are enrolled, monitored and commanded by the secretariat.
    Permission.COMMAND_TABLETS: PREPARERS,
    # Staff at a gate record arrivals and departures; operators at their site.
    Permission.CHECK_IN: DESK | OPERATORS,
    # Attendance and quorum are read by the welcome desk, operators and the chair.
    Permission.READ_ROLL: DESK | OPERATORS | {Role.CHAIR},
    # The chair gives the floor; the secretary keeps the queue.
    Permission.MANAGE_FLOOR: PREPARERS | {Role.CHAIR},
    # Delegates ask to speak from their tablet.
    Permission.ASK_FLOOR: DELEGATES,
    # For somebody without a tablet: operators for their own site only.
    Permission.ASK_FLOOR_FOR_SITE: OPERATORS | PREPARERS,
    # Votes are prepared by the secretariat, opened and announced by the chair.
    Permission.RUN_VOTES: PREPARERS | {Role.CHAIR},
    # Official delegates vote, the chair among them; the roll of a vote says who.
    Permission.CAST_BALLOT: frozenset({Role.CHAIR, Role.OFFICIAL_DELEGATE}),
    # What the hall screens show.
    Permission.MANAGE_SCREENS: PREPARERS | {Role.CHAIR},
    # Announcements to all, a site or a role.
    Permission.ANNOUNCE: PREPARERS | {Role.CHAIR},
    # From a seat, or for a site: help, a technician, water.
    Permission.CALL_SERVICE: DELEGATES | OPERATORS | {Role.GUEST},
    # The welcome desk, and operators at their site.
    Permission.ANSWER_SERVICE_CALLS: DESK | OPERATORS,
    # The whole meeting as one file, with the access log of its people.
    Permission.TAKE_ARCHIVE: PREPARERS,
    # Only the secretariat writes minutes; the chair answers for them by approving.
    Permission.WRITE_MINUTES: PREPARERS,
    # The chair comments and agrees, and those delegates whom the secretary has asked
    # (minutes/queries/review.py).
    Permission.REVIEW_MINUTES: PREPARERS | DELEGATES,
    # Only those whom the secretariat has asked (consultations/queries.py).
    Permission.ANSWER_CONSULTATION: DELEGATES,
}


class Visibility(StrEnum):
    """Who may see an agenda item and its papers."""

    EVERYONE = "everyone"
    DELEGATES = "delegates"
    OFFICIAL = "official"
    PREPARERS = "preparers"


MAY_SEE: dict[Visibility, frozenset[Role]] = {
    # A public item: everyone who reads papers, guests and the hall screen too.
    Visibility.EVERYONE: PERMISSIONS[Permission.READ_PAPERS],
    # Delegates' item: not the guests. The hall screen shows it to the delegates.
    Visibility.DELEGATES: PREPARERS | DELEGATES | OPERATORS | {Role.WALL},
    # Official delegates' item: neither those invited nor the hall screen.
    Visibility.OFFICIAL: PREPARERS
    | {Role.CHAIR, Role.PRESENTER, Role.OFFICIAL_DELEGATE},
    # Still in preparation: the secretariat and the chair.
    Visibility.PREPARERS: PREPARERS | {Role.CHAIR},
}


def may(role: Role, permission: Permission) -> bool:
    """Tell whether `role` has `permission`."""
    return role in PERMISSIONS[permission]


def may_see(role: Role, visibility: Visibility) -> bool:
    """Tell whether `role` may see an item of this `visibility`."""
    return role in MAY_SEE[visibility]
