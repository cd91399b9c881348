"""Routes of a meeting's members and their badges."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act
from kiosk.badges import queries
from kiosk.badges.actions import issuing, people, pin_renewal
from kiosk.badges.codes import format_code, short_code
from kiosk.badges.qr import badge_url
from kiosk.badges.rules import ASSIGNABLE_ROLES, ROLE_LABELS, may_issue_to
from kiosk.identity import Actor, member_label
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Permission
from kiosk.sites.queries import sites_of
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.qr import draw_qr


def show_people(meeting_id: int) -> str:
    """Show the members and their badges; `?q=` searches by name."""
    actor = web.actor(meeting_id, Permission.REISSUE_BADGES)
    words = request.args.get("q", "")
    with web.store().read_session() as session:
        found = queries.people(session, actor, words)
        sites = [(site.id, site.name) for site in sites_of(session, meeting_id)]
        title = get_meeting(session, meeting_id).title
    part = request.args.get("part") == "list"
    return render_template(
        "badges/_people.html" if part else "badges/people.html",
        actor=actor,
        found=found,
        sites=sites,
        title=title,
        words=words,
        roles=ASSIGNABLE_ROLES,
        labels=ROLE_LABELS,
        may_issue_to=may_issue_to,
    )


def add_member(meeting_id: int) -> ResponseReturnValue:
    """Add a person."""
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    person = web.body(people.NewPerson)
    with web.store().unit_of_work(actor.label) as work:
        member_id = people.add_member(work, actor=actor, person=person)
    return jsonify(id=member_id), 201


def _log(work: UnitOfWork, action: AccessAction, actor: Actor, member_id: int) -> None:
    endpoint = device_cookies.client_endpoint()
    log_act(work, action, actor, endpoint, member_label(member_id))


def reissue_badge(meeting_id: int, member_id: int) -> ResponseReturnValue:
    """Issue a new badge; no other response contains its secret."""
    actor = web.actor(meeting_id, Permission.REISSUE_BADGES)
    key = device_cookies.server_key()
    with web.store().unit_of_work(actor.label) as work:
        secret = issuing.reissue_badge(work, key, actor=actor, member_id=member_id)
        _log(work, AccessAction.BADGE_ISSUED, actor, member_id)
    base = web.store().config.public_url or request.host_url
    url = badge_url(base, secret)
    code = format_code(short_code(key, secret))
    return jsonify(url=url, code=code, svg=draw_qr(url))


def renew_pin(meeting_id: int, member_id: int) -> ResponseReturnValue:
    """Reset a member's PIN; no other response contains the printed PIN."""
    actor = web.actor(meeting_id, Permission.REISSUE_BADGES)
    web.body(web.EmptyBody)
    key = device_cookies.server_key()
    with web.store().unit_of_work(actor.label) as work:
        pin = pin_renewal.renew_pin(work, key, actor=actor, member_id=member_id)
        _log(work, AccessAction.PIN_RENEWED, actor, member_id)
    return jsonify(pin=pin)


def revoke_badge(meeting_id: int, member_id: int) -> ResponseReturnValue:
    """Revoke a badge."""
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    with web.store().unit_of_work(actor.label) as work:
        issuing.revoke_badge(work, actor=actor, member_id=member_id)
        _log(work, AccessAction.BADGE_REVOKED, actor, member_id)
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/m/<int:meeting_id>/badges")(show_people)
    blueprint.post("/m/<int:meeting_id>/members")(add_member)
    one = "/m/<int:meeting_id>/members/<int:member_id>/badge"
    blueprint.post(one)(reissue_badge)
    blueprint.post(f"{one}/revoke")(revoke_badge)
    pin = "/m/<int:meeting_id>/members/<int:member_id>/pin"
    blueprint.post(f"{pin}/renew")(renew_pin)
