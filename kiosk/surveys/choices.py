"""What is offered as classes of answers: units and sites of a meeting, age groups."""

from sqlalchemy.orm import Session

from kiosk.meetings.queries import units_of
from kiosk.sites.queries import sites_of
from kiosk.surveys.rules.questions import ClassKind

AGE_GROUPS = ["18 – 30", "31 – 40", "41 – 50", "51 – 60", "Trên 60"]


def class_choices(session: Session, meeting_id: int | None) -> dict[str, list[str]]:
    """Return the choices of each class that the builder offers first."""
    units = units_of(session, meeting_id) if meeting_id else []
    sites = sites_of(session, meeting_id) if meeting_id else []
    return {
        ClassKind.UNIT: units,
        ClassKind.SITE: [site.name for site in sites],
        ClassKind.AGE_GROUP: AGE_GROUPS,
    }
