"""The export of minutes as PDF and DOCX; the key is meeting and family."""

from kiosk.errors import N_
from kiosk.exports.kinds import (
    ExportKind,
    ExportPlan,
    ProgressCallback,
    is_meeting_there,
)
from kiosk.exports.rules import Export
from kiosk.minutes.printing.paper import minutes_paper
from kiosk.official_papers.export import (
    PAPER_CHILD,
    PAPER_LIMITS,
    PAPER_REFUSALS,
    paper_plan,
)
from kiosk.official_papers.rules import PaperFamily
from kiosk.storage.store import Store

SUFFIXES = ("pdf", "docx")


def minutes_key(meeting_id: int, family: PaperFamily) -> str:
    """Return the key of a meeting's minutes in one family."""
    return f"{meeting_id}-{family}"


def _family(export: Export) -> PaperFamily:
    """Return the family: of the options where the key is a meeting only."""
    return PaperFamily(export.options or export.key.partition("-")[2])


def minutes_plan(
    store: Store,
    meeting_id: int,
    family: PaperFamily,
    suffixes: tuple[str, ...] = SUFFIXES,
) -> ExportPlan:
    """Return the plan of a meeting's minutes as they are written now.

    :raises NotFound: there is no such meeting.
    """
    with store.read_session() as session:
        paper = minutes_paper(session, meeting_id, family)
    return paper_plan(store, paper, suffixes)


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    with store.read_session() as session:
        if not is_meeting_there(session, export):
            return None
    return minutes_plan(store, export.owner, _family(export))


MINUTES_PAPER = ExportKind(
    name="minutes_paper",
    module=PAPER_CHILD,
    plan=_plan,
    running=N_("Biên bản đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có tệp biên bản. Xin bấm nút tạo tệp."),
    limits=PAPER_LIMITS,
    refusals=PAPER_REFUSALS,
)
