"""Worker job that reminds those who have not answered, before the deadline."""

import logging

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.consultations.actions.running import remind
from kiosk.consultations.models import Consultation
from kiosk.consultations.rules import ConsultationState, is_reminder_due
from kiosk.errors import KioskError
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)
WORKER = "worker"


class ConsultationReminders(WorkerJob):
    """Reminds once, so long before the deadline as each consultation says."""

    def sweep(self) -> None:
        """Remind where it is due; on an error the next run continues."""
        try:
            remind_due(self._store)
        except (KioskError, SQLAlchemyError) as error:
            log.info("reminders of consultations are postponed: %s", error)


def remind_due(store: Store) -> int:
    """Remind all whose consultations are about to end; return how many."""
    open_ones = select(Consultation).where(Consultation.state == ConsultationState.OPEN)
    now = clock.now()
    with store.read_session() as session:
        due = [
            each.id
            for each in session.scalars(open_ones)
            if is_reminder_due(each.deadline, each.remind_hours, now)
        ]
    reminded = 0
    for consultation_id in due:
        with store.unit_of_work(WORKER) as work:
            stored = work.session.get(Consultation, consultation_id)
            if stored is not None:
                key = store.config.server_key()
                reminded += remind(work, key, consultation=stored, by_hand=False)
    return reminded
