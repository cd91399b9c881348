"""Find the members that the cells of presenters name."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.vietnamese import words_in

# Vietnamese names have so many words.
_NAME_WORDS = range(2, 7)
_MAX_WORDS = 40
# Names looked up for one table.
_MAX_NAMES = 4_000
# Names in one SQL statement.
_NAMES_PER_QUERY = 500
# Members of one name that are offered.
MAX_CANDIDATES = 8

Candidate = dict[str, object]


def possible_names(text: str) -> list[str]:
    """Return the runs of words in a cell that may be a name, without marks."""
    words = [word.folded for word in words_in(text)][:_MAX_WORDS]
    return [
        " ".join(words[start : start + count])
        for count in _NAME_WORDS
        for start in range(len(words) - count + 1)
    ]


def find_presenters(
    session: Session, meeting_id: int, texts: Iterable[str]
) -> dict[str, list[Candidate]]:
    """Return the members whose whole names occur in each text, in order of names.

    “Đ/c Nguyễn Văn An, Phó Bí thư” names Nguyễn Văn An, whatever stands around it. Of
    names within each other only the longest counts.
    """
    names = {text: possible_names(text) for text in set(texts) if text}
    wanted = sorted({name for found in names.values() for name in found})[:_MAX_NAMES]
    members: dict[str, list[Candidate]] = {}
    for start in range(0, len(wanted), _NAMES_PER_QUERY):
        part = wanted[start : start + _NAMES_PER_QUERY]
        rows = session.execute(
            select(Member.id, Member.full_name, Member.unit, Member.folded_name)
            .where(
                Member.meeting_id == meeting_id,
                Member.role != Role.WALL,
                Member.folded_name.in_(part),
            )
            .order_by(Member.sort_key, Member.id)
        )
        for member_id, name, unit, folded in rows:
            line: Candidate = {"id": member_id, "name": name, "unit": unit}
            members.setdefault(folded, []).append(line)
    return {text: _candidates(found, members) for text, found in names.items()}


def _candidates(
    names: list[str], members: dict[str, list[Candidate]]
) -> list[Candidate]:
    known = [name for name in names if name in members]
    longest = [
        name
        for name in dict.fromkeys(known)
        if not any(name != other and f" {name} " in f" {other} " for other in known)
    ]
    return [line for name in longest for line in members[name]][:MAX_CANDIDATES]
