"""People that a provider or directory of the organisation vouches for; pure."""

import re
from dataclasses import dataclass

from kiosk.accounts.access_actions import AccessDetail
from kiosk.sign_in_settings import ADMINISTRATOR, role_pairs
from kiosk.vietnamese import nfc

_COMMON_NAME = re.compile(r"cn=((?:[^,\\]|\\.)*)", re.IGNORECASE)


@dataclass(frozen=True)
class PersonElsewhere:
    """Somebody who has signed in elsewhere."""

    # The issuer, or the address of the LDAP server; and their own lasting id there.
    source: str
    subject: str
    # The user name by which an account is looked for at the first sign-in; empty: none.
    username: str
    full_name: str
    groups: frozenset[str]
    by: AccessDetail


@dataclass(frozen=True)
class LinkingRules:
    """What the settings allow."""

    # An account of the same name may be linked at the first sign-in.
    may_link: bool
    # Pairs of group and role; empty: roles are given here, and accounts made here.
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GroupRole:
    """The role that somebody's groups give."""

    # Whether one of their groups has a role.
    is_member: bool
    is_administrator: bool


def linking_rules(*, may_link: bool, group_roles: str) -> LinkingRules:
    """Return the rules of the settings."""
    return LinkingRules(may_link=may_link, roles=tuple(role_pairs(group_roles)))


def role_of(
    groups: frozenset[str], roles: tuple[tuple[str, str], ...]
) -> GroupRole | None:
    """Return the role given by groups; None: the settings give groups no roles.

    A group is named as the directory does, in capitals or not; of a DN its first CN
    will do as well.
    """
    if not roles:
        return None
    own = {name for group in groups for name in group_names(group)}
    found = {role for group, role in roles if nfc(group).casefold() in own}
    return GroupRole(is_member=bool(found), is_administrator=ADMINISTRATOR in found)


def group_names(group: str) -> set[str]:
    """Return the names by which a group may be called in the settings."""
    plain = nfc(group).casefold()
    common = _COMMON_NAME.match(plain)
    return {plain, common.group(1)} if common else {plain}
