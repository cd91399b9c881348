"""Rules of announcements: text, audience, and how long they are shown; pure."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Conflict, Invalid
from kiosk.roles import Role
from kiosk.vietnamese import nfc

LONGEST_TEXT = 300
# How long one that is not urgent is shown, in minutes.
DEFAULT_MINUTES = 15
LONGEST_MINUTES = 240
# More at the same time nobody reads.
MOST_SHOWN = 20
# Roles that an announcement can be addressed to: people who read on a screen.
ADDRESSED_ROLES = (
    Role.OFFICIAL_DELEGATE,
    Role.INVITED_DELEGATE,
    Role.PRESENTER,
    Role.GUEST,
    Role.SITE_LEAD,
    Role.SITE_TECHNICIAN,
    Role.CHAIR,
    Role.SECRETARY,
)

Id = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class AudienceKind(StrEnum):
    """To whom an announcement is addressed."""

    ALL = "all"
    SITE = "site"
    ROLE = "role"


class Audience(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An audience; `ref` is the site's id, or the role."""

    kind: AudienceKind = AudienceKind.ALL
    ref: Id | Role | None = None

    @property
    def site_id(self) -> int | None:
        """Return the site's id, None for another audience."""
        is_site = self.kind == AudienceKind.SITE
        return self.ref if is_site and isinstance(self.ref, int) else None

    @property
    def role(self) -> Role | None:
        """Return the role, None for another audience."""
        is_role = self.kind == AudienceKind.ROLE
        return self.ref if is_role and isinstance(self.ref, Role) else None


class AnnouncementForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An announcement as its sender wrote it."""

    text: Annotated[str, msgspec.Meta(max_length=10 * LONGEST_TEXT)]
    audience: Audience = Audience()
    urgent: bool = False
    # Without meaning for an urgent one, which stays until it is withdrawn.
    minutes: int = DEFAULT_MINUTES


def announcement_text(form: AnnouncementForm) -> str:
    """Return the text.

    :raises Invalid: it is empty or too long.
    """
    text = nfc(form.text)
    if not text:
        raise Invalid(N_("Thông báo chưa có nội dung. Xin viết rồi gửi."), code="empty")
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            N_("Thông báo dài quá {limit} ký tự. Xin viết ngắn lại."),
            code="too_long",
            limit=LONGEST_TEXT,
        )
    return text


def check_audience(audience: Audience) -> None:
    """Check that a site or a role is chosen where one is needed.

    :raises Invalid: it is missing, or nobody with this role reads announcements.
    """
    if audience.kind == AudienceKind.SITE and audience.site_id is None:
        raise Invalid(N_("Xin chọn điểm cầu nhận thông báo."), code="no_site")
    if audience.kind == AudienceKind.ROLE and audience.role not in ADDRESSED_ROLES:
        raise Invalid(N_("Xin chọn thành phần nhận thông báo."), code="no_role")


def end_of(form: AnnouncementForm, now: dt.datetime) -> dt.datetime | None:
    """Return when it ends by itself; None: not before it is withdrawn.

    :raises Invalid: the minutes are out of bounds.
    """
    if form.urgent:
        return None
    if not 1 <= form.minutes <= LONGEST_MINUTES:
        raise Invalid(
            N_("Thời gian hiện thông báo phải từ 1 đến {limit} phút."),
            code="bad_minutes",
            limit=LONGEST_MINUTES,
        )
    return now + dt.timedelta(minutes=form.minutes)


def check_count(shown: int) -> None:
    """Check the number of announcements that are shown now.

    :raises Conflict: there is no room for another.
    """
    if shown >= MOST_SHOWN:
        raise Conflict(
            N_("Đang có {limit} thông báo. Xin thu hồi bớt rồi gửi thêm."),
            code="too_many",
            limit=MOST_SHOWN,
        )
