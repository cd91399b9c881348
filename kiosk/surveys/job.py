"""Worker job that keeps anonymous answers without their senders."""

import logging

from nacl.exceptions import CryptoError
from sqlalchemy.exc import SQLAlchemyError

from kiosk.errors import KioskError
from kiosk.storage.erasure import erase_deleted_rows
from kiosk.storage.worker_job import WorkerJob
from kiosk.surveys.mixing import (
    MixedElsewhereError,
    finish_survey,
    mix_answers,
    sealed_surveys,
)
from kiosk.surveys.models import WaitingAnswer
from kiosk.surveys.rules.drafts import MIX_JOB

log = logging.getLogger(__name__)


class SurveyMixer(WorkerJob):
    """Mixes answers when asked, and finishes closed surveys once a minute."""

    def install(self) -> None:
        """Register the job."""
        self._store.prompt_jobs.register(MIX_JOB, self.mix)

    def mix(self, survey_id: int) -> None:
        """Keep the answers of a survey that may leave."""
        try:
            mix_answers(self._store, survey_id)
        except (MixedElsewhereError, CryptoError) as error:
            log.warning("answers of survey %d are mixed later: %s", survey_id, error)

    def sweep(self) -> None:
        """Mix what is left, and finish what is closed; the next run continues."""
        try:
            surveys = sealed_surveys(self._store)
            for survey_id, is_open in surveys.items():
                if is_open:
                    self.mix(survey_id)
                else:
                    finish_survey(self._store, survey_id)
            if surveys:
                table = WaitingAnswer.__tablename__
                erase_deleted_rows(self._store.database, table)
        except (
            KioskError,
            SQLAlchemyError,
            OSError,
            MixedElsewhereError,
            CryptoError,
        ) as error:
            log.info("mixing answers is postponed: %s", error)
