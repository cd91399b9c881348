"""Routes of tasks: lists, one task, a meeting's tasks, calendars, supervisors."""

from flask import Blueprint

from kiosk.errors import N_
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink
from kiosk.tasks.routes import feeds, lists, meeting, one, supervisors, tables

blueprint = Blueprint("tasks", __name__)
for part in (lists, supervisors, feeds, tables, meeting, one):
    part.add_to(blueprint)

MEETING_LINKS = (
    MeetingLink("tasks.show_meeting", N_("Nhiệm vụ"), Permission.RUN_MEETING),
)
