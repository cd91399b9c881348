"""Rows of the fleet screen: stored data, last heartbeat, shown page and alerts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from kiosk.fleet import queries, rules
from kiosk.fleet.heartbeats import TabletHeartbeat, TabletHeartbeatRegistry
from kiosk.fleet.models import Tablet
from kiosk.fleet.queries import SignedInMember
from kiosk.fleet.rules import TabletCondition
from kiosk.live.presence.presence import Presence
from kiosk.roles import Role
from kiosk.storage.journal import last_number

# Rows per answer; tablets with alerts come first.
MAX_ROWS_SHOWN = 1000

LastHeartbeat = tuple[float, TabletHeartbeat] | None


@dataclass(frozen=True)
class TabletRow:
    """A tablet, its last heartbeat, the member signed in on it, and its alerts."""

    tablet: Tablet
    heard: LastHeartbeat
    holder: SignedInMember | None
    papers_wanted: int
    needs: list[rules.TabletAlert]


class FleetDashboard:
    """Builds the rows; caches how many documents a tablet is to keep."""

    def __init__(
        self, watch: TabletHeartbeatRegistry, presence: Presence, version: str
    ) -> None:
        """Use `watch` and `presence`; `version` is that of the static files."""
        self._watch, self._presence, self._version = watch, presence, version
        # By meeting and role: number of the journal, and count at that number.
        self._papers: dict[tuple[int, Role], tuple[int, int]] = {}

    def state(self, session: Session, scope: int | None) -> dict[str, Any]:
        """Return the screen's data: all tablets, or those of a meeting's scope.

        Tablets used in another meeting are left out.
        """
        lines = self.lines(session, scope)
        lines.sort(key=lambda line: (not line.needs, line.tablet.number))
        shown = lines[:MAX_ROWS_SHOWN]
        return {
            "total": len(lines),
            "needs": sum(bool(line.needs) for line in lines),
            "reasons": Counter(need for line in lines for need in line.needs),
            "more": len(lines) > MAX_ROWS_SHOWN,
            "version": self._version,
            "tablets": self._rows_json(session, shown),
        }

    def lines(self, session: Session, scope: int | None) -> list[TabletRow]:
        """Return a row for each tablet in scope, by number."""
        all_tablets = queries.tablets(session)
        heard = {tablet.id: self._watch.last(tablet.id) for tablet in all_tablets}
        mine = [one for one in all_tablets if is_in_scope(heard[one.id], scope)]
        return self._lines(session, mine, heard)

    def _lines(
        self, session: Session, mine: list[Tablet], heard: dict[int, LastHeartbeat]
    ) -> list[TabletRow]:
        heartbeats = [found[1] for one in mine if (found := heard[one.id])]
        members = {
            heartbeat.member_id for heartbeat in heartbeats if heartbeat.member_id
        }
        holders = queries.signed_in_members(session, members)
        pause = rules.report_interval_seconds(len(heard))
        wanted = {
            (holder.meeting_id, holder.role): self._wanted(session, holder)
            for holder in holders.values()
        }
        lines = []
        for tablet in mine:
            last = heard[tablet.id]
            holder = holders.get((last and last[1].member_id) or 0)
            papers = wanted[holder.meeting_id, holder.role] if holder else 0
            condition = self._condition(tablet, last, holder, papers)
            needs = rules.tablet_alerts(condition, pause)
            lines.append(TabletRow(tablet, last, holder, papers, needs))
        return lines

    def _wanted(self, session: Session, holder: SignedInMember) -> int:
        key = (holder.meeting_id, holder.role)
        number = last_number(session, holder.meeting_id)
        known = self._papers.get(key)
        if known is None or known[0] != number:
            known = self._papers[key] = (
                number,
                queries.count_offline_documents(session, *key),
            )
        return known[1]

    def _condition(
        self,
        tablet: Tablet,
        heard: LastHeartbeat,
        holder: SignedInMember | None,
        papers: int,
    ) -> TabletCondition:
        if heard is None:
            return TabletCondition()
        seconds, heartbeat = heard
        report = heartbeat.report
        is_reported = report.quota is not None and report.used is not None
        return TabletCondition(
            seconds=seconds,
            battery=report.battery,
            is_charging=report.is_charging,
            clock=heartbeat.clock,
            is_old=report.version != self._version,
            papers=report.papers if holder else None,
            papers_wanted=papers,
            free_bytes=(report.quota or 0) - (report.used or 0)
            if is_reported
            else None,
            has_wrong_seat=(
                holder is not None and rules.is_seat_mismatch(tablet.seat, holder.seat)
            ),
        )

    def _rows_json(
        self, session: Session, lines: list[TabletRow]
    ) -> list[dict[str, Any]]:
        orders = queries.last_commands(session)
        pages = self._pages(lines)
        titles = queries.titles_of(session, {paper for paper, _ in pages.values()})
        rows = []
        for line in lines:
            order = orders.get(line.tablet.id)
            paper, page = pages.get(line.tablet.id, (0, 0))
            rows.append(
                {
                    **_row_json(line),
                    "paper": titles.get(paper, ""),
                    "page": page,
                    "order": order and {"kind": order.kind, "outcome": order.outcome},
                }
            )
        return rows

    def _pages(self, lines: list[TabletRow]) -> dict[int, tuple[int, int]]:
        """Return the document and page that tablets show, by tablet."""
        meetings = {line.holder.meeting_id for line in lines if line.holder}
        tablets = {meeting: self._presence.tablets(meeting) for meeting in meetings}
        shown = {}
        for line in lines:
            if line.holder is None or line.heard is None:
                continue
            sign_in_id = line.heard[1].sign_in_id or 0
            tablet = tablets[line.holder.meeting_id].get(sign_in_id)
            if tablet is not None and tablet.document is not None:
                shown[line.tablet.id] = (tablet.document, tablet.page)
        return shown


def is_in_scope(heard: LastHeartbeat, scope: int | None) -> bool:
    """Return whether a meeting's secretariat may manage the tablet.

    A tablet on which nobody is signed in, or that never reported, is in every scope.
    """
    if scope is None or heard is None:
        return True
    holder = heard[1].holder
    return holder is None or holder.meeting_id == scope


def _row_json(line: TabletRow) -> dict[str, Any]:
    tablet, holder = line.tablet, line.holder
    data: dict[str, Any] = {
        "id": tablet.id,
        "number": tablet.number,
        "name": tablet.name,
        "seat": tablet.seat,
        "is_locked": tablet.is_locked,
        "needs": line.needs,
        "holder": holder.name if holder else "",
        "own_seat": holder.seat if holder else "",
        "papers_wanted": line.papers_wanted,
        "seconds": None,
    }
    if line.heard is None:
        return data
    seconds, heartbeat = line.heard
    report = heartbeat.report
    return data | {
        "seconds": round(seconds),
        "battery": report.battery,
        "is_charging": report.is_charging,
        "clock": round(heartbeat.clock),
        "version": report.version,
        "used": report.used,
        "quota": report.quota,
        "papers": report.papers,
        "screen": report.screen,
        "is_hidden": report.is_hidden,
        "holder": data["holder"] or heartbeat.staff_name,
    }


def commandable_tablets(
    watch: TabletHeartbeatRegistry, ids: Iterable[int], scope: int | None
) -> list[int]:
    """Return which of these tablets a secretariat may command."""
    return [one for one in ids if is_in_scope(watch.last(one), scope)]
