"""Events of surveys of a meeting, without their words and answers."""

from kiosk.events import Event


class SurveyChanged(Event, frozen=True):
    """A survey of the meeting was opened or closed, or closes at another time."""

    survey_id: int
