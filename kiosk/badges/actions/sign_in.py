"""Sign in with a badge.

Refusals are returned, not raised: their count and the desk's alert must be committed.
"""

import datetime as dt

from sqlalchemy import bindparam, func, select

from kiosk.accounts.access_actions import AccessAction, AccessDetail
from kiosk.accounts.actions import (
    AttemptKey,
    AttemptKind,
    Device,
    begin_sign_in,
    count_failure,
    end_sign_in,
    end_sign_ins_of_member,
    expiry,
    seconds_to_wait,
)
from kiosk.accounts.actions.access_log import log_access, log_end_of
from kiosk.accounts.actions.refusals import log_refusal
from kiosk.accounts.models import SignIn
from kiosk.badges.actions.desk_alerts import alert_desk
from kiosk.badges.actions.pin_check import require_pin
from kiosk.badges.actions.results import (
    BadgeScan,
    PinRequired,
    PinResult,
    SignInGranted,
    SignInRefused,
)
from kiosk.badges.codes import parse_code, parse_secret
from kiosk.badges.models import Badge
from kiosk.badges.rules import (
    SIGN_IN_SECONDS,
    SINGLE_DEVICE_ROLES,
    BadgeStatus,
    RefusalReason,
    refusal_reason,
    sign_in_limit,
    start_screen_of,
)
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret
from kiosk.storage.unit_of_work import UnitOfWork

# Statements that are made once: hundreds of badges are shown within minutes.
_HOLDERS = (
    select(Badge, Member, Meeting)
    .join(Member, Badge.member_id == Member.id)
    .join(Meeting, Member.meeting_id == Meeting.id)
)
_HOLDER_BY_SECRET = _HOLDERS.where(Badge.secret_hash == bindparam("secret_hash"))
_HOLDER_BY_CODE = _HOLDERS.where(Badge.code_hash == bindparam("code_hash"))
_COUNT_RECENT = select(func.count()).where(
    SignIn.member_id == bindparam("member_id"), SignIn.started_at > bindparam("since")
)


def sign_in_with_badge(
    work: UnitOfWork,
    key: bytes,
    *,
    scan: BadgeScan,
    device: Device,
    pin_result: PinResult | None = None,
) -> SignInGranted | SignInRefused | PinRequired:
    """Sign in the badge's holder, or record the refusal.

    If the meeting asks for a PIN, `PinRequired` holds the challenge. The caller checks
    the PIN in a thread and calls again with `pin_result`.
    """
    holder, answer = _answer(work, key, scan, device, pin_result)
    if isinstance(answer, SignInRefused):
        action = AccessAction.SIGN_IN_REFUSED
        log_refusal(work, action, holder or "", device.endpoint, answer.reason)
    return answer


def _answer(
    work: UnitOfWork,
    key: bytes,
    scan: BadgeScan,
    device: Device,
    pin_result: PinResult | None,
) -> tuple[Member | None, SignInGranted | SignInRefused | PinRequired]:
    """Return the badge's holder, if known, and the answer."""
    screen_meeting = _known_meeting(work, scan.meeting_id)
    # Only typed codes can be guessed; QR codes are never made to wait.
    is_guess = parse_secret(scan.secret or "") is None and bool(scan.code)
    attempt_key = AttemptKey(AttemptKind.CODE, device)
    if is_guess and (wait := seconds_to_wait(work.session, attempt_key, work.now)):
        return None, SignInRefused(RefusalReason.TOO_MANY_TRIES, wait)
    found = _find(work, key, scan)
    if isinstance(found, RefusalReason):
        member, reason = None, found
    else:
        # The meeting stays in the session's identity map, so no later query is needed.
        badge, member, meeting = found
        refusal = _refusal(work, badge, meeting, member, screen_meeting)
        if refusal is None and _signs_in_too_often(work, member):
            _note_refusal(
                work, RefusalReason.TOO_OFTEN, member.meeting_id, member, device
            )
            return member, SignInRefused(RefusalReason.TOO_OFTEN, SIGN_IN_SECONDS)
        if refusal is None:
            pending = require_pin(work, member, device, scan, pin_result)
            by = AccessDetail.BADGE_CODE if is_guess else AccessDetail.BADGE
            return member, pending or _sign_in(work, key, badge, device, by)
        reason = refusal
    desk = screen_meeting or (member.meeting_id if member else None)
    _note_refusal(work, reason, desk, member, device)
    if is_guess and count_failure(work, attempt_key):
        alert_desk(
            work,
            reason=RefusalReason.TOO_MANY_TRIES,
            meeting_id=desk,
            device=device.address,
        )
    return member, SignInRefused(reason)


def _signs_in_too_often(work: UnitOfWork, member: Member) -> bool:
    since = work.now - dt.timedelta(seconds=SIGN_IN_SECONDS)
    values = {"member_id": member.id, "since": since}
    count: int = work.session.execute(_COUNT_RECENT, values).scalar_one()
    return count >= sign_in_limit(Role(member.role))


def _note_refusal(
    work: UnitOfWork,
    reason: RefusalReason,
    desk: int | None,
    member: Member | None,
    device: Device,
) -> None:
    """Alert the desk, at a limited rate per device."""
    alert_key = AttemptKey(AttemptKind.BADGE, device)
    if seconds_to_wait(work.session, alert_key, work.now) == 0:
        count_failure(work, alert_key)
        alert_desk(
            work, reason=reason, meeting_id=desk, member=member, device=device.address
        )


def _known_meeting(work: UnitOfWork, meeting_id: int | None) -> int | None:
    known = meeting_id and work.session.get(Meeting, meeting_id)
    return known.id if known else None


def _find(
    work: UnitOfWork, key: bytes, scan: BadgeScan
) -> tuple[Badge, Member, Meeting] | RefusalReason:
    secret = parse_secret(scan.secret or "")
    code = parse_code(scan.code or "")
    if secret:
        hashed = {"secret_hash": hash_secret(key, "badge", secret)}
        found = work.session.execute(_HOLDER_BY_SECRET, hashed)
    elif code:
        hashed = {"code_hash": hash_secret(key, "badge-code", code)}
        found = work.session.execute(_HOLDER_BY_CODE, hashed)
    else:
        return RefusalReason.MALFORMED
    row = found.one_or_none()
    return (row[0], row[1], row[2]) if row else RefusalReason.UNKNOWN


def _refusal(
    work: UnitOfWork,
    badge: Badge,
    meeting: Meeting,
    member: Member,
    screen_meeting: int | None,
) -> RefusalReason | None:
    status = BadgeStatus(
        meeting_id=member.meeting_id,
        role=Role(member.role),
        state=MeetingState(meeting.state),
        revoked=badge.revoked_at is not None,
        expires_at=badge.expires_at,
    )
    return refusal_reason(status, work.now, screen_meeting)


def _sign_in(
    work: UnitOfWork, key: bytes, badge: Badge, device: Device, by: AccessDetail
) -> SignInGranted:
    member = work.session.get_one(Member, badge.member_id)
    # End the device's own sign-in first: using a badge twice on it takes nothing over.
    if device.replaces:
        log_end_of(work, device.replaces, device.endpoint, AccessDetail.REPLACED)
        end_sign_in(work, device.replaces, "signed_out")
    took_over = False
    role = Role(member.role)
    if role in SINGLE_DEVICE_ROLES:
        took_over = end_sign_ins_of_member(work, member.id, "taken_over") > 0
    if took_over:
        log_access(work, AccessAction.TAKEN_OVER, member, device.endpoint, by)
        alert_desk(
            work,
            reason=RefusalReason.TAKEN_OVER,
            meeting_id=member.meeting_id,
            member=member,
            device=device.address,
        )
    log_access(work, AccessAction.SIGNED_IN, member, device.endpoint, by)
    sign_in = SignIn(
        member_id=member.id,
        badge_id=badge.id,
        device=device.address,
        expires_at=expiry(work.now, device.length, badge.expires_at),
    )
    token = begin_sign_in(work, key, sign_in)
    go = start_screen_of(role, member.meeting_id)
    return SignInGranted(token, member.full_name, go, took_over)
