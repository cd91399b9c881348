"""Routes of those who run the hall's screens."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.clock import now
from kiosk.hall_screens import actions, queries
from kiosk.hall_screens.rules import Scene, SceneKind
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("operator", __name__, url_prefix="/screens")

Line = Annotated[str, msgspec.Meta(max_length=300)]
Revision = Annotated[int, msgspec.Meta(ge=0, le=2**62)]


class ScreenForm(msgspec.Struct, forbid_unknown_fields=True):
    """The name of a screen."""

    name: Line


class ShowForm(msgspec.Struct, forbid_unknown_fields=True):
    """The scene to show, and the screen's revision that the presser saw."""

    scene: Scene
    revision: Revision | None = None


class QueueForm(msgspec.Struct, forbid_unknown_fields=True):
    """The scene to prepare; null: none."""

    scene: Scene | None


class TakeForm(msgspec.Struct, forbid_unknown_fields=True):
    """The screen's revision that the presser saw."""

    revision: Revision | None = None


class WelcomeForm(msgspec.Struct, forbid_unknown_fields=True):
    """The Wi-Fi that the welcome shows."""

    wifi_name: Line
    wifi_password: Line


@blueprint.get("")
def show(meeting_id: int) -> str:
    """Show the operator's screen."""
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        welcome = queries.welcome_of(session, meeting_id)
    return render_template(
        "hall_screens/screens.html",
        actor=actor,
        meeting=meeting,
        welcome=welcome,
        now=now().isoformat(),
    )


@blueprint.post("")
def add(meeting_id: int) -> ResponseReturnValue:
    """Add a screen."""
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    form = web.body(ScreenForm)
    with web.store().unit_of_work(actor.label) as work:
        number = actions.add_screen(work, actor=actor, name=form.name)
    return jsonify(id=number), 201


@blueprint.post("/<int:screen_id>")
def rename(meeting_id: int, screen_id: int) -> ResponseReturnValue:
    """Give a screen another name."""
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    form = web.body(ScreenForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.rename_screen(work, actor=actor, number=screen_id, name=form.name)
    return "", 204


@blueprint.post("/<int:screen_id>/delete")
def remove(meeting_id: int, screen_id: int) -> ResponseReturnValue:
    """Remove a screen."""
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        actions.remove_screen(work, actor=actor, number=screen_id)
    return "", 204


@blueprint.post("/<int:screen_id>/show")
def show_scene(meeting_id: int, screen_id: int) -> ResponseReturnValue:
    """Hold a screen on a scene, or make it automatic again."""
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    form = web.body(ShowForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.show_scene(
            work,
            actor=actor,
            number=screen_id,
            scene=form.scene,
            seen_revision=form.revision,
        )
    return "", 204


@blueprint.post("/<int:screen_id>/queue")
def queue(meeting_id: int, screen_id: int) -> ResponseReturnValue:
    """Prepare the next scene of a screen."""
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    form = web.body(QueueForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.queue_scene(work, actor=actor, number=screen_id, scene=form.scene)
    return "", 204


@blueprint.post("/<int:screen_id>/take")
def take(meeting_id: int, screen_id: int) -> ResponseReturnValue:
    """Show the prepared scene."""
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    form = web.body(TakeForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.take_scene(
            work, actor=actor, number=screen_id, seen_revision=form.revision
        )
    return "", 204


@blueprint.post("/welcome")
def set_welcome(meeting_id: int) -> ResponseReturnValue:
    """Set the Wi-Fi that the welcome shows."""
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    form = web.body(WelcomeForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.set_welcome(
            work,
            actor=actor,
            wifi_name=form.wifi_name,
            wifi_password=form.wifi_password,
        )
    return "", 204


@blueprint.get("/history")
def history(meeting_id: int) -> ResponseReturnValue:
    """Return the newest changes, newest first."""
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    with web.store().read_session() as session:
        changes = queries.history_of(session, actor.meeting_id)
    return jsonify(
        [
            {
                "id": change.id,
                "screen": change.screen_name,
                "kind": queries.scene_of(change.scene).kind,
                "is_held": queries.scene_of(change.scene).kind != SceneKind.AUTO,
                "changed_by": change.changed_by,
                "changed_at": change.changed_at.isoformat(),
            }
            for change in changes
        ]
    )
