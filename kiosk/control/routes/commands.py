"""Commands of control devices: each is the action that a screen's button has."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kiosk.control import actions
from kiosk.control.access import control_actor
from kiosk.control.rules import ControlScope
from kiosk.hall_screens.actions import show_scene
from kiosk.hall_screens.rules import Scene
from kiosk.web import request as web

blueprint = Blueprint("commands", __name__, url_prefix="/control/v1/m/<int:meeting_id>")


@blueprint.post("/next-page")
def next_page(meeting_id: int) -> ResponseReturnValue:
    """Show the next page."""
    return _turn(meeting_id, 1)


@blueprint.post("/previous-page")
def previous_page(meeting_id: int) -> ResponseReturnValue:
    """Show the page before."""
    return _turn(meeting_id, -1)


def _turn(meeting_id: int, step: int) -> ResponseReturnValue:
    with (
        control_actor(meeting_id, ControlScope.PAGES) as actor,
        web.store().unit_of_work(actor.label) as work,
    ):
        actions.turn_by(work, actor=actor, step=step)
    return "", 204


@blueprint.post("/next-item")
def next_item(meeting_id: int) -> ResponseReturnValue:
    """Make the next item of the agenda the current one."""
    with (
        control_actor(meeting_id, ControlScope.PAGES) as actor,
        web.store().unit_of_work(actor.label) as work,
    ):
        actions.call_next_item(work, actor=actor)
    return "", 204


@blueprint.post("/screens/<int:screen_id>/show")
def show(meeting_id: int, screen_id: int) -> ResponseReturnValue:
    """Hold a hall screen on the scene of the body, or make it automatic again."""
    with control_actor(meeting_id, ControlScope.SCREENS) as actor:
        scene = web.body(Scene)
        with web.store().unit_of_work(actor.label) as work:
            show_scene(work, actor=actor, number=screen_id, scene=scene)
    return "", 204
