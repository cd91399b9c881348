"""Settings of signing in with the organisation's own directory (docs/sign-in.md)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.parsing import choice, web_address, yes_no
from kiosk.setting import setting

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
ADMINISTRATOR, STAFF = "administrator", "staff"


def _or_empty(parse: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: parse(text) if text else ""


def issuer_address(text: str) -> str:
    """Return an issuer's URL: https, or http on this machine."""
    parts = urlsplit(text)
    web_address(text)
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ValueError("an https address: the client's secret is sent to it")
    return text


def ldap_address(text: str) -> str:
    """Return the URL of a directory server, without a path."""
    try:
        parts = urlsplit(text)
        is_usable = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_usable = False
    if not is_usable or parts.scheme not in {"ldap", "ldaps"} or parts.path.strip("/"):
        raise ValueError("an address such as ldaps://danhba.tinh.vn")
    return text.rstrip("/")


def bind_name(text: str) -> str:
    """Return the form of the name to bind with; `{}` stands for the user name."""
    if text.count("{}") != 1:
        raise ValueError("a name with {} for the user name, such as uid={},ou=nguoi")
    return text


def attribute_name(text: str) -> str:
    """Return the name of an LDAP attribute."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,63}", text):
        raise ValueError("the name of an attribute, such as uid or sAMAccountName")
    return text


def group_roles(text: str) -> str:
    """Return the roles of groups, checked: `Group=administrator;Other=staff`."""
    for group, role in role_pairs(text):
        if not group or role not in {ADMINISTRATOR, STAFF}:
            raise ValueError("pairs such as Quản trị=administrator;Văn phòng=staff")
    return text


def role_pairs(text: str) -> list[tuple[str, str]]:
    """Return the pairs of group and role; a group may be a DN with `=` in it."""
    pairs = [pair.rpartition("=") for pair in text.split(";") if pair.strip()]
    return [(group.strip(), role.strip()) for group, _, role in pairs]


@dataclass(frozen=True)
class SignInSettings:
    """What OpenID Connect and LDAP need; both are off by default."""

    oidc_issuer: str = setting(
        "KIOSK_OIDC_ISSUER", "", _or_empty(issuer_address), "Provider; empty: none."
    )
    oidc_client_id: str = setting(
        "KIOSK_OIDC_CLIENT_ID", "", str, "Name of this server at the provider."
    )
    oidc_secret_file: str = setting(
        "KIOSK_OIDC_SECRET_FILE", "", str, "File with the client's key; empty: none."
    )
    oidc_scopes: str = setting(
        "KIOSK_OIDC_SCOPES", "openid profile email", str, "What is asked for."
    )
    oidc_groups_claim: str = setting(
        "KIOSK_OIDC_GROUPS_CLAIM", "groups", str, "Claim that lists the groups."
    )
    oidc_link: str = setting(
        "KIOSK_OIDC_LINK",
        "no",
        choice("no", "username", "email"),
        "How an account is found at its first sign-in.",
    )
    oidc_email_domain: str = setting(
        "KIOSK_OIDC_EMAIL_DOMAIN", "", str, "Of e-mails whose first part is a name."
    )
    oidc_ca_file: str = setting(
        "KIOSK_OIDC_CA_FILE", "", str, "Root certificates (PEM); empty: the system's."
    )
    oidc_name: str = setting(
        "KIOSK_OIDC_NAME", "", str, "The provider's name on the button."
    )
    ldap_url: str = setting(
        "KIOSK_LDAP_URL", "", _or_empty(ldap_address), "Directory; empty: none."
    )
    ldap_ca_file: str = setting(
        "KIOSK_LDAP_CA_FILE", "", str, "Root certificates (PEM); empty: the system's."
    )
    ldap_bind: str = setting(
        "KIOSK_LDAP_BIND", "", _or_empty(bind_name), "Name to bind with."
    )
    ldap_base: str = setting(
        "KIOSK_LDAP_BASE", "", str, "Where people and groups are looked for."
    )
    ldap_user_attribute: str = setting(
        "KIOSK_LDAP_USER_ATTRIBUTE", "uid", attribute_name, "Holds the user name."
    )
    ldap_link: bool = setting(
        "KIOSK_LDAP_LINK", "no", yes_no, "yes: an account of the same name is linked."
    )
    group_roles: str = setting(
        "KIOSK_GROUP_ROLES", "", group_roles, "Roles of groups; empty: as given here."
    )

    @property
    def has_oidc(self) -> bool:
        """Tell whether signing in by OpenID Connect is offered."""
        return bool(self.oidc_issuer and self.oidc_client_id)

    @property
    def has_ldap(self) -> bool:
        """Tell whether passwords are also checked by the directory."""
        return bool(self.ldap_url and self.ldap_bind and self.ldap_base)
