"""Print locked minutes in the sandbox, by the same templates as any print of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.exports.generate import make_files
from kiosk.minutes.printing.export import MINUTES_PAPER, minutes_plan
from kiosk.official_papers.rules import PaperFamily
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.store import Store


def _ignore_progress(_done: int, _total: int) -> None:
    """Nobody watches it."""


@contextmanager
def make_final_pdf(
    store: Store, sandbox: Sandbox, meeting_id: int, family: PaperFamily
) -> Iterator[Path]:
    """Yield the finished PDF in a temporary folder.

    :raises NotFound: the meeting is gone.
    :raises Conflict: the child refused.
    :raises ValueError: it could not be made.
    :raises WorkerStopping: the worker is stopping.
    """
    plan = minutes_plan(store, meeting_id, family, ("pdf",))
    with make_files(store, sandbox, MINUTES_PAPER, plan, _ignore_progress) as made:
        yield made.files["pdf"]
