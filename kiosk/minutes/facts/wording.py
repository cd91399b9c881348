"""Phrases of the minutes: people, times, durations, numbers; pure.

Printed papers are always in Vietnamese.
"""

import datetime as dt
from dataclasses import dataclass

from kiosk.clock import VIETNAM
from kiosk.minutes.facts.event_structs import Attendee
from kiosk.minutes.facts.structs import (
    MeetingFacts,
)
from kiosk.official_papers.rules import Office, PaperFamily
from kiosk.speaking.rules import SpeechKind
from kiosk.vietnamese import fold, long_date
from kiosk.vietnamese import number as figure

# What is left open to be written by hand.
BLANK = "…"
COMRADE = "đồng chí"
# By the words in the meeting's title, without diacritics.
_NOUNS = {
    "dai hoi": "Đại hội",
    "ky hop": "Kỳ họp",
    "phien hop": "Phiên họp",
    "cuoc hop": "Cuộc họp",
}
SPEECH_VERBS = {
    SpeechKind.PREPARED_SPEECH: "trình bày tham luận",
    SpeechKind.DISCUSSION: "phát biểu thảo luận",
    SpeechKind.QUESTION: "nêu chất vấn",
    SpeechKind.POINT_OF_ORDER: "phát biểu ý kiến về thủ tục",
    SpeechKind.ANSWER: "trả lời chất vấn",
}


@dataclass(frozen=True)
class Wording:
    """How an office writes its minutes."""

    family: PaperFamily = PaperFamily.PARTY
    honorific: str = COMRADE

    @property
    def is_party(self) -> bool:
        """Return whether the Party's form is used."""
        return self.family == PaperFamily.PARTY

    @property
    def counted(self) -> str:
        """Return the noun after a number of people."""
        return COMRADE if self.honorific == COMRADE else "đại biểu"

    def people(self, count: int) -> str:
        """Return a number of people, as `8 đồng chí`."""
        return f"{figure(count)} {self.counted}"

    def named(self, person: Attendee) -> str:
        """Return a person with honorific, position, unit and site."""
        return f"{self.honorific} {described(person)}"


def wording_of(office: Office) -> Wording:
    """Return how the office writes."""
    return Wording(office.family, office.honorific)


def described(person: Attendee) -> str:
    """Return name, position, unit and site of a person."""
    parts = [person.name, person.position]
    if person.unit and person.unit not in person.position:
        parts.append(person.unit)
    words = ", ".join(filter(None, parts))
    return f"{words} ({site_words(person.site)})" if person.site else words


def site_words(name: str) -> str:
    """Return the name of a site after the word for one."""
    is_said = fold(name).startswith("diem cau")
    return f"{name[:1].lower()}{name[1:]}" if is_said else f"điểm cầu {name}"


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def meeting_noun(title: str) -> str:
    """Return what the meeting calls itself: Hội nghị, Đại hội, Kỳ họp."""
    folded = fold(title)
    places = {folded.find(words): noun for words, noun in _NOUNS.items()}
    places[folded.find("hoi nghi")] = "Hội nghị"
    places.pop(-1, None)
    return places[min(places)] if places else "Hội nghị"


def hour(moment: dt.datetime) -> str:
    """Return the time of day as `08 giờ 05`."""
    return moment.astimezone(VIETNAM).strftime("%H giờ %M")


def full_moment(moment: dt.datetime | None) -> str:
    """Return time and date; None: room to write them."""
    if moment is None:
        return f"{BLANK} giờ {BLANK}, ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return f"{hour(moment)}, {long_date(moment)}"


class MeetingClock:
    """Times within a meeting: with the date where it has lasted several days."""

    def __init__(self, facts: MeetingFacts) -> None:
        """Read the meeting's days."""
        moments = [one.began for one in facts.sittings]
        moments += [one.ended for one in facts.sittings if one.ended]
        self._days = {one.astimezone(VIETNAM).date() for one in moments}

    def at(self, moment: dt.datetime) -> str:
        """Return a time."""
        day = moment.astimezone(VIETNAM).date()
        is_clear = len(self._days) <= 1 and (not self._days or day in self._days)
        return hour(moment) if is_clear else full_moment(moment)

    def span(self, began: dt.datetime, ended: dt.datetime) -> str:
        """Return a span as `từ 08 giờ 05 đến 08 giờ 10`; a day is named once."""
        is_one_day = long_date(began) == long_date(ended)
        start = hour(began) if is_one_day else self.at(began)
        return f"từ {start} đến {self.at(ended)}"


def duration(seconds: int) -> str:
    """Return a duration in hours, minutes and seconds, as `4 phút 05 giây`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "giờ"), (minutes, "phút"), (rest, "giây"))
    words = [f"{count} {unit}" for count, unit in parts if count]
    return " ".join(words) or "0 giây"
