"""Count attendance states of the summoned people of one site; pure."""

from dataclasses import dataclass

from kiosk.checkins.rules import AttendanceState


@dataclass
class AttendanceCounts:
    """Number of summoned people by state; the five states add up to `summoned`."""

    summoned: int = 0
    in_person: int = 0
    online: int = 0
    # Came in person and left again.
    left: int = 0
    absent: int = 0
    unconfirmed: int = 0

    def add(self, state: str, *, is_inside: bool, people: int) -> None:
        """Add `people` persons in this state."""
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
        """Return how many are present now, in person or online."""
        return self.in_person + self.online
