"""Names as LDAP writes them; pure (RFC 4514, RFC 4515)."""

import uuid
from collections.abc import Iterable
from typing import Any

from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

from kiosk.accounts.access_actions import AccessDetail
from kiosk.accounts.people_elsewhere import PersonElsewhere
from kiosk.accounts.rules import LONGEST_FULL_NAME

# Asked for of a person; the first two hold an id that outlasts a renaming.
UNIQUE_IDS = ("entryUUID", "objectGUID")
FULL_NAMES = ("displayName", "cn")
GROUPS = "memberOf"
MOST_GROUPS = 1000


def bind_name(form: str, username: str) -> str:
    """Return the name to bind with: a DN, whose value is escaped, or `name@domain`."""
    value = escape_rdn(username) if "=" in form else username
    return form.replace("{}", value)


def person_filter(attribute: str, username: str) -> str:
    """Return the filter that finds a person by the user name."""
    return f"({attribute}={escape_filter_chars(username)})"


def groups_filter(dn: str, username: str) -> str:
    """Return the filter that finds the groups that list a person as member."""
    name, user = escape_filter_chars(dn), escape_filter_chars(username)
    return f"(|(member={name})(uniqueMember={name})(memberUid={user}))"


def person_of(
    source: str, username: str, entry: dict[str, Any], groups: Iterable[str]
) -> PersonElsewhere:
    """Return the person of a search result, with these groups besides their own."""
    raw = entry["raw_attributes"]
    listed = [one.decode("utf-8", "replace") for one in raw.get(GROUPS, [])]
    return PersonElsewhere(
        source=source,
        subject=_unique_id(raw) or str(entry["dn"]).casefold(),
        username=username,
        full_name=_first(raw, FULL_NAMES)[:LONGEST_FULL_NAME],
        groups=frozenset([*listed, *groups][:MOST_GROUPS]),
        by=AccessDetail.LDAP,
    )


def _unique_id(raw: dict[str, list[bytes]]) -> str:
    for name in UNIQUE_IDS:
        for value in raw.get(name, []):
            is_binary = name == "objectGUID" and len(value) == 16  # noqa: PLR2004 bytes
            return str(uuid.UUID(bytes_le=value)) if is_binary else value.decode()
    return ""


def _first(raw: dict[str, list[bytes]], names: Iterable[str]) -> str:
    for name in names:
        for value in raw.get(name, []):
            return value.decode("utf-8", "replace")
    return ""
