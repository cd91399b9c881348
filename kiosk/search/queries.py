"""Searching, always for somebody: only among papers that he may read now."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.accounts.queries import actor_in
from kiosk.agenda.queries import agenda
from kiosk.documents.models import Page
from kiosk.documents.queries import PaperLine, paper_lines_for
from kiosk.identity import Actor, Identity
from kiosk.meetings.queries import meetings_of
from kiosk.roles import Permission
from kiosk.search.index import pages_with
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


@dataclass(frozen=True)
class _Paper:
    """A readable paper in its place among the others."""

    document: PaperLine
    item_number: str


# A hit not yet spelled out: its paper, its page, whether exact; page row or None.
@dataclass(frozen=True)
class _Mention:
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
    papers = list(_papers(session, actor))
    return _find(session, terms, papers, slice(after, after + most))


def find_everywhere(
    session: Session, identity: Identity, find: str, *, after: int = 0
) -> Found:
    """Return where the words stand in all meetings of a member of staff."""
    terms = read_query(find)
    if not terms:
        return Found([], more=False)
    papers: list[_Paper] = []
    for line in meetings_of(session, identity)[:MOST_MEETINGS]:
        actor = actor_in(session, identity, line.meeting.id)
        if actor is not None and actor.may(Permission.READ_PAPERS):
            papers += _papers(session, actor)
    places = slice(after, after + HITS)
    return _find(session, terms, papers, places, newest_first=True)


def _papers(session: Session, actor: Actor) -> Iterator[_Paper]:
    """Yield what the actor may read, in the order of the agenda, the pile last."""
    lines = agenda(session, actor.meeting_id, actor.role)
    places = {line.item.id: place for place, line in enumerate(lines)}
    papers = paper_lines_for(session, actor.meeting_id, actor.role, places)
    papers.sort(key=lambda paper: places.get(paper.item_id or 0, len(places)))
    for paper in papers:
        place = places.get(paper.item_id or 0)
        yield _Paper(paper, "" if place is None else lines[place].number)


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
    rows = session.execute(
        select(Page.id, Page.text, Page.folded, Page.marked).where(Page.id.in_(ids))
    )
    pages = {page_id: Spelled(*forms) for page_id, *forms in rows}
    hits = []
    for mention in chosen:
        spelled = (
            pages[mention.page_id]
            if mention.page_id
            else Spelled.of(mention.paper.document.title)
        )
        hits.append(_hit(mention, spelled, terms))
        # The pages may be very full ones: let the others run.
        time.sleep(0)
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
            for paper in papers
            if is_in_title(paper.document.title, terms, as_typed=as_typed)
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
