"""Searching, always for somebody: only among papers that he may read now."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from kiosk.accounts.queries import roles_in
from kiosk.agenda.queries import item_numbers
from kiosk.documents.queries import PaperLine, paper_lines_for
from kiosk.identity import Actor, Identity
from kiosk.meetings.queries import meetings_of
from kiosk.roles import Permission, Role, may
from kiosk.search.index import pages_with, spelled_pages
from kiosk.search.rules import (
    Part,
    Spelled,
    Term,
    is_in_title,
    parts_of,
    places_of,
    read_query,
    wordings,
)

# Hits in one answer.
HITS = 20
# The newest meetings that a search over all of them looks at.
MOST_MEETINGS = 50
# After so many titles looked at, the others run.
PAPERS_AT_ONCE = 200


@dataclass(frozen=True)
class Hit:
    """A page, or the paper itself by its title, with what was found there."""

    meeting: int
    document: int
    title: list[Part]
    item: int | None
    item_number: str
    page: int
    # The very marks that were typed stand there.
    is_exact: bool
    is_title: bool
    parts: list[Part]
    # What to mark on the page: wordings, each a list of words in lower case.
    words: list[list[str]]


@dataclass(frozen=True)
class Found:
    """Some hits, the best first, and whether there are more."""

    hits: list[Hit]
    more: bool


class _Paper(NamedTuple):
    """A readable paper in its place among the others."""

    document: PaperLine
    item_number: str


# A hit not yet spelled out: its paper, its page, whether exact; page row or None.
class _Mention(NamedTuple):
    paper: _Paper
    number: int
    is_exact: bool
    page_id: int | None


def find_in_meeting(
    session: Session, actor: Actor, find: str, *, after: int = 0, most: int = HITS
) -> Found:
    """Return where the words stand in the papers of the actor's meeting."""
    terms = read_query(find)
    if not terms:
        return Found([], more=False)
    papers = _papers(session, {actor.meeting_id: actor.role})
    return _find(session, terms, papers, slice(after, after + most))


def find_everywhere(
    session: Session, identity: Identity, find: str, *, after: int = 0
) -> Found:
    """Return where the words stand in all meetings of a member of staff."""
    terms = read_query(find)
    if not terms:
        return Found([], more=False)
    lines = meetings_of(session, identity)[:MOST_MEETINGS]
    roles = {
        meeting_id: role
        for meeting_id, role in roles_in(lines).items()
        if may(role, Permission.READ_PAPERS)
    }
    papers = _papers(session, roles)
    places = slice(after, after + HITS)
    return _find(session, terms, papers, places, newest_first=True)


def _let_others_run() -> None:
    # The server's green threads take turns only where one of them waits.
    time.sleep(0)


def _papers(session: Session, roles: Mapping[int, Role]) -> list[_Paper]:
    """Return what may be read in these meetings, one meeting after the other.

    In each in the order of the agenda, the pile last.
    """
    _let_others_run()
    numbers = item_numbers(session, roles)
    _let_others_run()
    places = {item: place for place, item in enumerate(numbers)}
    by_meeting: dict[int, list[PaperLine]] = {meeting_id: [] for meeting_id in roles}
    for some in paper_lines_for(session, roles, numbers):
        for paper in some:
            by_meeting[paper.meeting_id].append(paper)
        _let_others_run()
    ordered: list[_Paper] = []
    for papers in by_meeting.values():
        papers.sort(key=lambda paper: places.get(paper.item_id or 0, len(places)))
        ordered += [_Paper(one, numbers.get(one.item_id or 0, "")) for one in papers]
        _let_others_run()
    return ordered


def _find(
    session: Session,
    terms: Sequence[Term],
    papers: list[_Paper],
    wanted: slice,
    *,
    newest_first: bool = False,
) -> Found:
    mentions = _ranked(
        session, terms, papers, newest_first=newest_first, enough=wanted.stop
    )
    chosen = mentions[wanted]
    ids = [mention.page_id for mention in chosen if mention.page_id]
    pages = spelled_pages(session, ids) if ids else {}
    hits = []
    for mention in chosen:
        spelled = (
            pages[mention.page_id]
            if mention.page_id
            else Spelled.of(mention.paper.document.title)
        )
        hits.append(_hit(mention, spelled, terms))
        # The pages may be very full ones.
        _let_others_run()
    return Found(hits, more=len(mentions) > wanted.stop)


def _ranked(
    session: Session,
    terms: Sequence[Term],
    papers: list[_Paper],
    *,
    newest_first: bool,
    enough: int,
) -> list[_Mention]:
    """Return the mentions: as typed before others, titles before pages, in order.

    When more than `enough` stand as typed, the others are not looked for.
    """
    readable = {paper.document.id: paper for paper in papers}
    place = {document_id: number for number, document_id in enumerate(readable)}
    ranked: list[_Mention] = []
    seen: set[tuple[int, int | None]] = set()
    # Without any marks typed, there is only one way to be found.
    for as_typed in [True, False] if any(t.has_marks for t in terms) else [False]:
        if len(ranked) > enough:
            break
        titles = [
            _Mention(paper, 1, as_typed, None)
            for paper in _titled(papers, terms, as_typed=as_typed)
        ]
        found = pages_with(
            session, terms, readable, as_typed=as_typed, newest_first=newest_first
        )
        found.sort(key=lambda page: (place[page.document_id], page.number))
        pages = [
            _Mention(readable[page.document_id], page.number, as_typed, page.page_id)
            for page in found
            # A page made ahead of its turn is not in the reader yet.
            if page.number <= readable[page.document_id].document.pages_ready
        ]
        for mention in titles + pages:
            key = mention.paper.document.id, mention.page_id
            if key not in seen:
                seen.add(key)
                ranked.append(mention)
    return ranked


def _titled(
    papers: Sequence[_Paper], terms: Sequence[Term], *, as_typed: bool
) -> Iterator[_Paper]:
    for first in range(0, len(papers), PAPERS_AT_ONCE):
        for paper in papers[first : first + PAPERS_AT_ONCE]:
            if is_in_title(paper.document.title, terms, as_typed=as_typed):
                yield paper
        _let_others_run()


def _hit(mention: _Mention, spelled: Spelled, terms: Sequence[Term]) -> Hit:
    document, is_title = mention.paper.document, mention.page_id is None
    places = places_of(spelled, terms, as_typed=mention.is_exact)
    parts = parts_of(spelled, places, whole=is_title)
    return Hit(
        meeting=document.meeting_id,
        document=document.id,
        title=parts if is_title else [(document.title, False)],
        item=document.item_id,
        item_number=mention.paper.item_number,
        page=mention.number,
        is_exact=mention.is_exact,
        is_title=is_title,
        parts=parts,
        words=wordings(spelled, places),
    )
