"""Who may answer a survey, how often, and when."""

import datetime as dt
from enum import StrEnum

from kiosk.errors import N_, Invalid


class SurveyMode(StrEnum):
    """Whether an answer bears its sender's name."""

    ANONYMOUS = "anonymous"
    NAMED = "named"


class SurveyAccess(StrEnum):
    """Who may answer."""

    # Members of the survey's meeting, of one site if it has one.
    MEMBERS = "members"
    # Whoever has the address.
    LINK = "link"
    # Whoever has a code of an invitation.
    INVITATION = "invitation"


class OnePer(StrEnum):
    """Of whom one answer is taken; a member always gives one."""

    INVITATION = "invitation"
    DEVICE = "device"
    NONE = "none"


class SurveyState(StrEnum):
    """What the office has decided."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class SurveyPhase(StrEnum):
    """What a survey is at one moment."""

    DRAFT = "draft"
    EARLY = "early"
    OPEN = "open"
    CLOSED = "closed"


def phase_at(
    state: str,
    opens_at: dt.datetime | None,
    closes_at: dt.datetime | None,
    now: dt.datetime,
) -> SurveyPhase:
    """Return the phase at `now`; it closes at `closes_at`, not after it."""
    if state != SurveyState.OPEN:
        return SurveyPhase(state)
    if closes_at is not None and now >= closes_at:
        return SurveyPhase.CLOSED
    if opens_at is not None and now < opens_at:
        return SurveyPhase.EARLY
    return SurveyPhase.OPEN


def check_terms(
    *, mode: str, access: str, one_per: str, has_meeting: bool, has_site: bool
) -> None:
    """Check that a survey's settings go together.

    :raises Invalid: they do not.
    """
    if access == SurveyAccess.MEMBERS and not has_meeting:
        raise Invalid(
            N_("Phiếu ngoài hội nghị phải mở bằng đường dẫn hoặc mã mời."),
            code="no_meeting",
        )
    if has_site and access != SurveyAccess.MEMBERS:
        raise Invalid(
            N_("Chỉ giới hạn được điểm cầu khi đại biểu trả lời."), code="no_site"
        )
    if access == SurveyAccess.LINK and mode == SurveyMode.NAMED:
        raise Invalid(
            N_("Phiếu có tên phải dành cho đại biểu hoặc người có mã mời."),
            code="no_names",
        )
    fits = (one_per == OnePer.INVITATION) == (access != SurveyAccess.LINK)
    if not fits:
        raise Invalid(N_("Xin chọn lại: mỗi người trả lời mấy lần."), code="one_per")


def check_times(opens_at: dt.datetime | None, closes_at: dt.datetime | None) -> None:
    """Check the times between which a survey is open.

    :raises Invalid: it would close before it opens.
    """
    if opens_at is not None and closes_at is not None and opens_at >= closes_at:
        raise Invalid(N_("Giờ đóng phải sau giờ mở. Xin chọn lại."), code="wrong_times")
