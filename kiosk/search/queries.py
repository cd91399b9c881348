"""Search among the documents that a user may read now."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from kiosk.accounts.queries import roles_by_meeting
from kiosk.agenda.queries import item_numbers
from kiosk.documents.queries import DocumentSummary, document_summaries_for
from kiosk.identity import Actor, Identity
from kiosk.meetings.queries import meetings_of
from kiosk.roles import Permission, Role, may
from kiosk.search.page_index import pages_with, texts_of_pages
from kiosk.search.rules import (
    NormalisedText,
    SnippetPart,
    Term,
    find_matches,
    is_in_title,
    make_snippet,
    matched_wordings,
    read_query,
)

# Hits per answer.
HITS = 20
# Limit on meetings in a search over all meetings; the newest are searched.
MAX_MEETINGS = 50
# Titles compared before other green threads may run.
TITLE_BATCH = 200


@dataclass(frozen=True)
class SearchHit:
    """A page, or a document found by its title, with a snippet."""

    meeting: int
    document: int
    title: list[SnippetPart]
    item: int | None
    item_number: str
    page: int
    # Found with the marks as typed.
    is_exact: bool
    is_title: bool
    parts: list[SnippetPart]
    # Wordings to highlight on the page, each a list of words in lower case.
    words: list[list[str]]


@dataclass(frozen=True)
class SearchResult:
    """A page of hits, best first, and whether there are more."""

    hits: list[SearchHit]
    more: bool


class _ListedDocument(NamedTuple):
    """A readable document in the order of the agenda."""

    document: DocumentSummary
    item_number: str


# A hit before its text is loaded; `page_id` None: found by title.
class _RankedMatch(NamedTuple):
    listed: _ListedDocument
    number: int
    is_exact: bool
    page_id: int | None


def find_in_meeting(
    session: Session, actor: Actor, find: str, *, after: int = 0, most: int = HITS
) -> SearchResult:
    """Search the documents of the actor's meeting."""
    terms = read_query(find)
    if not terms:
        return SearchResult([], more=False)
    documents = _readable_documents(session, {actor.meeting_id: actor.role})
    return _find(session, terms, documents, slice(after, after + most))


def find_everywhere(
    session: Session, identity: Identity, find: str, *, after: int = 0
) -> SearchResult:
    """Search the documents of all meetings of a staff account."""
    terms = read_query(find)
    if not terms:
        return SearchResult([], more=False)
    lines = meetings_of(session, identity)[:MAX_MEETINGS]
    roles = {
        meeting_id: role
        for meeting_id, role in roles_by_meeting(lines).items()
        if may(role, Permission.READ_PAPERS)
    }
    documents = _readable_documents(session, roles)
    places = slice(after, after + HITS)
    return _find(session, terms, documents, places, newest_first=True)


def _yield_to_others() -> None:
    # Green threads switch only where one of them waits.
    time.sleep(0)


def _readable_documents(
    session: Session, roles: Mapping[int, Role]
) -> list[_ListedDocument]:
    """Return the readable documents of these meetings.

    Ordered by meeting and agenda; documents without an item come last.
    """
    _yield_to_others()
    numbers = item_numbers(session, roles)
    _yield_to_others()
    places = {item: place for place, item in enumerate(numbers)}
    by_meeting: dict[int, list[DocumentSummary]] = {
        meeting_id: [] for meeting_id in roles
    }
    for some in document_summaries_for(session, roles, numbers):
        for listed in some:
            by_meeting[listed.meeting_id].append(listed)
        _yield_to_others()
    ordered: list[_ListedDocument] = []
    for documents in by_meeting.values():
        documents.sort(key=lambda listed: places.get(listed.item_id or 0, len(places)))
        ordered += [
            _ListedDocument(one, numbers.get(one.item_id or 0, "")) for one in documents
        ]
        _yield_to_others()
    return ordered


def _find(
    session: Session,
    terms: Sequence[Term],
    documents: list[_ListedDocument],
    wanted: slice,
    *,
    newest_first: bool = False,
) -> SearchResult:
    matches = _ranked(
        session, terms, documents, newest_first=newest_first, enough=wanted.stop
    )
    chosen = matches[wanted]
    ids = [match.page_id for match in chosen if match.page_id]
    pages = texts_of_pages(session, ids) if ids else {}
    hits = []
    for match in chosen:
        normalised = (
            pages[match.page_id]
            if match.page_id
            else NormalisedText.of(match.listed.document.title)
        )
        hits.append(_hit(match, normalised, terms))
        # Pages may be long.
        _yield_to_others()
    return SearchResult(hits, more=len(matches) > wanted.stop)


def _ranked(
    session: Session,
    terms: Sequence[Term],
    documents: list[_ListedDocument],
    *,
    newest_first: bool,
    enough: int,
) -> list[_RankedMatch]:
    """Return the matches: as typed first, then titles before pages, in agenda order.

    If more than `enough` match as typed, looser matches are not searched.
    """
    readable = {listed.document.id: listed for listed in documents}
    place = {document_id: number for number, document_id in enumerate(readable)}
    ranked: list[_RankedMatch] = []
    seen: set[tuple[int, int | None]] = set()
    # Without marks both searches are the same.
    for as_typed in [True, False] if any(t.has_marks for t in terms) else [False]:
        if len(ranked) > enough:
            break
        titles = [
            _RankedMatch(listed, 1, as_typed, None)
            for listed in _with_matching_title(documents, terms, as_typed=as_typed)
        ]
        found = pages_with(
            session, terms, readable, as_typed=as_typed, newest_first=newest_first
        )
        found.sort(key=lambda page: (place[page.document_id], page.number))
        pages = [
            _RankedMatch(
                readable[page.document_id], page.number, as_typed, page.page_id
            )
            for page in found
            # Rendered out of order, so not in the reader yet.
            if page.number <= readable[page.document_id].document.pages_ready
        ]
        for match in titles + pages:
            key = match.listed.document.id, match.page_id
            if key not in seen:
                seen.add(key)
                ranked.append(match)
    return ranked


def _with_matching_title(
    documents: Sequence[_ListedDocument], terms: Sequence[Term], *, as_typed: bool
) -> Iterator[_ListedDocument]:
    for first in range(0, len(documents), TITLE_BATCH):
        for listed in documents[first : first + TITLE_BATCH]:
            if is_in_title(listed.document.title, terms, as_typed=as_typed):
                yield listed
        _yield_to_others()


def _hit(
    match: _RankedMatch, normalised: NormalisedText, terms: Sequence[Term]
) -> SearchHit:
    document, is_title = match.listed.document, match.page_id is None
    places = find_matches(normalised, terms, as_typed=match.is_exact)
    parts = make_snippet(normalised, places, whole=is_title)
    return SearchHit(
        meeting=document.meeting_id,
        document=document.id,
        title=parts if is_title else [(document.title, False)],
        item=document.item_id,
        item_number=match.listed.item_number,
        page=match.number,
        is_exact=match.is_exact,
        is_title=is_title,
        parts=parts,
        words=matched_wordings(normalised, places),
    )
