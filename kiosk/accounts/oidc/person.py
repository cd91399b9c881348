"""Who somebody is, by the claims of a verified token; pure."""

from typing import Any

from kiosk.accounts.access_actions import AccessDetail
from kiosk.accounts.people_elsewhere import PersonElsewhere
from kiosk.accounts.rules import LONGEST_FULL_NAME, normalise_username
from kiosk.sign_in_settings import SignInSettings

MOST_GROUPS = 1000
_LONGEST_SUBJECT = 255


def person_of(claims: dict[str, Any], settings: SignInSettings) -> PersonElsewhere:
    """Return the person; the user name is empty if there is none to go by."""
    listed = claims.get(settings.oidc_groups_claim)
    groups = listed if isinstance(listed, list) else [listed]
    return PersonElsewhere(
        source=settings.oidc_issuer,
        subject=str(claims["sub"])[:_LONGEST_SUBJECT],
        username=normalise_username(_username(claims, settings)),
        full_name=_text(claims.get("name"))[:LONGEST_FULL_NAME],
        groups=frozenset(one for one in groups[:MOST_GROUPS] if isinstance(one, str)),
        by=AccessDetail.OIDC,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _username(claims: dict[str, Any], settings: SignInSettings) -> str:
    """Return the user name, or the first part of a verified e-mail of the domain."""
    if settings.oidc_link != "email":
        return _text(claims.get("preferred_username"))
    name, _, domain = _text(claims.get("email")).rpartition("@")
    is_own = domain.casefold() == settings.oidc_email_domain.casefold()
    if not settings.oidc_email_domain or not is_own:
        return ""
    return name if claims.get("email_verified") is True else ""
