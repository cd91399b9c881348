"""Worker job that sends e-mails, in a thread of its own: mail servers let one wait."""

import logging
import threading
import time
from email.message import EmailMessage

from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.errors import KioskError
from kiosk.notices import outbox
from kiosk.notices.mail import (
    SMTP_SECONDS,
    MailConnection,
    MailEnvelope,
    MailFile,
    MailRefused,
    MailServerAway,
    compose_mail,
)
from kiosk.notices.outbox import OutgoingMail
from kiosk.notices.rules import (
    SERVER_WAITS,
    UNSUBSCRIBABLE_KINDS,
    MailProblem,
)
from kiosk.notices.templates import (
    OWN_FOLDER,
    BrokenNoticeTemplate,
    NoticeLinks,
    NoticeTemplates,
)
from kiosk.notices.unsubscribing import unsubscribe_path
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)

# Interval of looking for due e-mails, in seconds.
POLL_SECONDS = 2.0
# A connection is not kept open while the rate lets us wait longer.
LONGEST_IDLE_SECONDS = 10.0
MAILS_PER_CONNECTION = 100


class MailJob(WorkerJob):
    """Sends queued e-mails one after the other."""

    def start(self, stop: threading.Event) -> None:
        """Queue again what a killed worker left, and begin to send."""
        sender = MailSender(self._store, stop)
        sender.recover()

        def run() -> None:
            while not stop.wait(sender.send_due()):
                pass

        threading.Thread(target=run, name="mail", daemon=True).start()


class MailSender:
    """Sends what is due; keeps the rate and the state of the mail server."""

    def __init__(
        self,
        store: Store,
        stop: threading.Event | None = None,
        seconds: float = SMTP_SECONDS,
    ) -> None:
        """Send from `store`; `seconds`: longest wait for an answer."""
        self._store, self._seconds = store, seconds
        self._stop = stop or threading.Event()
        self._interval = 60 / store.config.smtp_per_minute
        self._next_at = 0.0
        # Failures of the mail server in succession.
        self._failures = 0

    def recover(self) -> None:
        """Queue e-mails again whose sending was interrupted."""
        with self._store.unit_of_work("worker") as work:
            if count := outbox.requeue_interrupted(work):
                log.warning("%d e-mails were being sent when the worker ended", count)

    def send_due(self) -> float:
        """Send what is due; return for how many seconds nothing is to be done."""
        try:
            if not self._store.config.smtp_host or self._next() is None:
                return POLL_SECONDS
            return self._connect_and_send()
        except (KioskError, SQLAlchemyError) as error:
            log.warning("sending e-mails is postponed: %s", error)
            return POLL_SECONDS

    def _next(self) -> int | None:
        with self._store.read_session() as session:
            return outbox.next_due(session, clock.now())

    def _connect_and_send(self) -> float:
        try:
            with MailConnection(self._store.config, self._seconds) as connection:
                self._failures = 0
                for _ in range(MAILS_PER_CONNECTION):
                    delivery_id = self._next()
                    if delivery_id is None or not self._keep_rate():
                        break
                    self._send_one(connection, delivery_id)
        except MailServerAway as away:
            return self._postpone(away)
        return max(0.0, self._next_at - time.monotonic()) if self._next() else 1.0

    def _keep_rate(self) -> bool:
        """Wait until the next may be sent; return False if that is too long."""
        wait = self._next_at - time.monotonic()
        if wait > LONGEST_IDLE_SECONDS or (wait > 0 and self._stop.wait(wait)):
            return False
        self._next_at = time.monotonic() + self._interval
        return not self._stop.is_set()

    def _postpone(self, away: MailServerAway) -> float:
        self._failures += 1
        with self._store.unit_of_work("worker") as work:
            outbox.postpone_all(work, away.problem, away.answer)
        wait = outbox.spread(self._failures, SERVER_WAITS).total_seconds()
        log.warning(
            "the mail server cannot be used (%s, %s); again in %.0f s",
            away.problem,
            away.answer,
            wait,
        )
        return wait

    def _send_one(self, connection: MailConnection, delivery_id: int) -> None:
        store = self._store
        with store.unit_of_work("worker") as work:
            if not outbox.claim_mail(work, delivery_id):
                return
            mail = outbox.outgoing_mail(work.session, delivery_id)
        if mail is None or (message := self._compose_or_give_up(mail)) is None:
            return
        try:
            connection.send(message, mail.address)
        except MailServerAway as away:
            with store.unit_of_work("worker") as work:
                outbox.store_postponed(work, delivery_id, away.problem, away.answer)
            raise
        except MailRefused as refusal:
            with store.unit_of_work("worker") as work:
                outbox.store_refusal(work, delivery_id, refusal)
            if not refusal.code:
                # The connection is of no more use.
                raise MailServerAway(refusal.problem, refusal.answer) from refusal
        else:
            with store.unit_of_work("worker") as work:
                outbox.store_sent(work, delivery_id)

    def _compose_or_give_up(self, mail: OutgoingMail) -> EmailMessage | None:
        try:
            return self._compose(mail)
        except FileNotFoundError:
            self._give_up(mail.id, MailProblem.ATTACHMENT)
        except BrokenNoticeTemplate as error:
            log.warning("an e-mail cannot be written: %s", error)
            self._give_up(mail.id, MailProblem.TEMPLATE)
        return None

    def _give_up(self, delivery_id: int, problem: MailProblem) -> None:
        with self._store.unit_of_work("worker") as work:
            outbox.store_failure(work, delivery_id, problem)

    def _compose(self, mail: OutgoingMail) -> EmailMessage:
        config = self._store.config
        language = mail.language or config.language
        filled = NoticeTemplates(config.data / OWN_FOLDER).fill(
            mail.kind,
            language,
            {"name": mail.name} | mail.parameters,
            self._links(mail),
        )
        files = [
            MailFile(
                one.name,
                one.media_type,
                self._store.files.path(one.sha256).read_bytes(),
            )
            for one in mail.attachments
        ]
        envelope = MailEnvelope(mail.name, mail.address, mail.message_id, language)
        return compose_mail(config, envelope, filled, files, mail.calendar)

    def _links(self, mail: OutgoingMail) -> NoticeLinks:
        config = self._store.config
        # Without an address of the server there is nothing to link to.
        if not (base := config.public_url):
            return NoticeLinks()
        path = ""
        if mail.kind in UNSUBSCRIBABLE_KINDS:
            path = unsubscribe_path(config.server_key(), mail.address)
        return NoticeLinks(
            link=f"{base}{mail.link}" if mail.link else "",
            unsubscribe=f"{base}{path}" if path else "",
        )
