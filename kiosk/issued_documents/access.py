"""Who keeps the register: administrators, and secretaries of a meeting."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.errors import N_, Forbidden
from kiosk.identity import Identity
from kiosk.meetings.models import Member
from kiosk.roles import Role


def keeps_register(session: Session, identity: Identity) -> bool:
    """Tell whether a staff account keeps the register of issued documents."""
    if identity.account_id is None:
        return False
    if identity.is_administrator:
        return True
    as_secretary = select(Member.id).where(
        Member.account_id == identity.account_id, Member.role == Role.SECRETARY
    )
    return session.scalar(as_secretary.limit(1)) is not None


def check_keeps_register(session: Session, identity: Identity) -> None:
    """Check that the requester keeps the register.

    :raises Forbidden: neither an administrator nor a secretary's account.
    """
    if not keeps_register(session, identity):
        raise Forbidden(
            N_("Sổ văn bản phát hành dành cho thư ký và quản trị viên của văn phòng.")
        )
