"""Enrol, change and revoke tablets."""

from sqlalchemy import delete, func, select

from kiosk.errors import N_, Forbidden, NotFound
from kiosk.fleet import rules
from kiosk.fleet.models import Enrolment, Tablet
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def invite_tablets(work: UnitOfWork, key: bytes) -> str:
    """Create an invitation for any tablet that scans it in time; return its secret."""
    work.session.execute(delete(Enrolment).where(Enrolment.expires_at <= work.now))
    secret = new_secret()
    work.session.add(
        Enrolment(
            secret_hash=hash_secret(key, "enrolment", secret),
            made_at=work.now,
            made_by=work.actor,
            expires_at=work.now + rules.ENROLMENT_LIFETIME,
        )
    )
    return secret


def end_enrolments(work: UnitOfWork) -> None:
    """Delete the invitations of this actor."""
    work.session.execute(delete(Enrolment).where(Enrolment.made_by == work.actor))


def enrol_tablet(
    work: UnitOfWork, key: bytes, *, secret: str, known: str, name: str, seat: str
) -> tuple[int, str]:
    """Enrol the tablet that scanned an invitation; return its number and secret.

    `known` is the secret it had before, if any: it stays the same tablet.

    :raises Forbidden: the invitation is expired or unknown.
    """
    invitation = work.session.scalars(
        select(Enrolment).where(
            Enrolment.secret_hash == hash_secret(key, "enrolment", secret),
            Enrolment.expires_at > work.now,
        )
    ).one_or_none()
    if invitation is None:
        raise Forbidden(
            N_("Mã thêm máy đã hết hạn. Xin quét lại mã đang hiện trên màn hình."),
            code="enrolment_over",
        )
    name, seat = nfc(name), nfc(seat)
    rules.check_tablet_labels(name, seat)
    tablet = _known_tablet(work, key, known) or _new_tablet(work)
    fresh = new_secret()
    tablet.secret_hash = hash_secret(key, "tablet", fresh)
    tablet.name, tablet.seat = name or tablet.name, seat or tablet.seat
    tablet.enrolled_at, tablet.enrolled_by = work.now, invitation.made_by
    work.session.add(tablet)
    work.session.flush()
    return tablet.number, fresh


def _known_tablet(work: UnitOfWork, key: bytes, known: str) -> Tablet | None:
    return work.session.scalars(
        select(Tablet).where(
            Tablet.secret_hash == hash_secret(key, "tablet", known),
            Tablet.revoked_at.is_(None),
        )
    ).one_or_none()


def _new_tablet(work: UnitOfWork) -> Tablet:
    live = select(func.count()).select_from(Tablet).where(Tablet.revoked_at.is_(None))
    rules.check_tablet_count(work.session.execute(live).scalar_one())
    last = work.session.scalar(select(func.max(Tablet.number))) or 0
    return Tablet(number=last + 1, name="", seat="")


def _tablet(work: UnitOfWork, tablet_id: int) -> Tablet:
    tablet = work.session.get(Tablet, tablet_id)
    if tablet is None or tablet.revoked_at is not None:
        raise NotFound(N_("Không có máy này, hoặc máy đã bị thu hồi."))
    return tablet


def change_tablet(work: UnitOfWork, tablet_id: int, *, name: str, seat: str) -> None:
    """Change the name and the seat of a tablet.

    :raises NotFound: there is no such tablet.
    :raises Invalid: name or seat is too long.
    """
    name, seat = nfc(name), nfc(seat)
    rules.check_tablet_labels(name, seat)
    tablet = _tablet(work, tablet_id)
    tablet.name, tablet.seat = name, seat
    tablet.misseated_sign_in = None


def revoke_tablet(work: UnitOfWork, tablet_id: int) -> None:
    """Revoke a tablet.

    :raises NotFound: there is no such tablet.
    """
    tablet = _tablet(work, tablet_id)
    tablet.revoked_at, tablet.revoked_by = work.now, work.actor
