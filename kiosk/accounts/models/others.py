"""Tables of passkeys, and of accounts linked to people of a directory."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class Passkey(Base):
    """A passkey (WebAuthn credential) that is the second factor of an account."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    # base64url.
    credential_id: Mapped[str] = mapped_column(unique=True)
    # Attested credential data with the public key, base64url.
    credential: Mapped[str]
    # It works at this host only (the WebAuthn RP ID).
    host: Mapped[str]
    # Browser and system on which it was added.
    name: Mapped[str]
    # Its own counter; 0: it does not count.
    uses: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class PasskeyOffer(Base):
    """The challenge for a new passkey, of one sign-in; used once."""

    __tablename__ = "passkey_offers"

    sign_in_id: Mapped[int] = mapped_column(
        ForeignKey("sign_ins.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    challenge: Mapped[str]
    made_at: Mapped[dt.datetime]


class LinkedPerson(Base):
    """A person of a directory, by the directory's own lasting id, and their account."""

    __tablename__ = "linked_people"
    __table_args__ = (UniqueConstraint("source", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    # The issuer, or the address of the LDAP server.
    source: Mapped[str]
    subject: Mapped[str]
    linked_at: Mapped[dt.datetime]
