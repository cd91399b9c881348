"""How the people of one place stand, counted: on the roll and on its lists; pure."""

from dataclasses import dataclass

from kiosk.checkins.rules import AttendanceState


@dataclass
class AttendanceCounts:
    """How the summoned of one place stand; the five make up the summoned."""

    summoned: int = 0
    in_person: int = 0
    online: int = 0
    # Was there and has gone out.
    left: int = 0
    absent: int = 0
    unconfirmed: int = 0

    def add(self, state: str, *, is_inside: bool, people: int) -> None:
        """AttendanceCounts people who stand so."""
        self.summoned += people
        if state == AttendanceState.PRESENT_IN_PERSON:
            place = "in_person" if is_inside else "left"
        else:
            place = {
                AttendanceState.PRESENT_ONLINE: "online",
                AttendanceState.ABSENT: "absent",
            }.get(AttendanceState(state), "unconfirmed")
        setattr(self, place, getattr(self, place) + people)

    @property
    def present(self) -> int:
        """Return how many are there now, in person or online."""
        return self.in_person + self.online
