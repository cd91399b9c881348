"""Actions on badges, members and desk alerts; exports those of other packages."""

from kiosk.badges.actions.desk_alerts import alert_desk
from kiosk.badges.actions.issuing import (
    issue_badge,
    issue_missing_badges,
    mark_printed,
    reissue_seedless_badges,
    revoke_badge,
)

__all__ = [
    "alert_desk",
    "issue_badge",
    "issue_missing_badges",
    "mark_printed",
    "reissue_seedless_badges",
    "revoke_badge",
    "sign_in_with_badge",
]
