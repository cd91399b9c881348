"""Compose e-mails and hand them to the mail server over TLS (smtplib).

The certificate of the mail server is checked always, against the system's authorities
or the office's own. Nothing is sent without encryption.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Self

from kiosk import clock
from kiosk.config import Config
from kiosk.notices.rules import MailProblem
from kiosk.notices.templates import FilledNotice

# For connecting, and for each answer of the mail server.
SMTP_SECONDS = 20.0
LONGEST_ANSWER = 300
FIRST_PERMANENT = 500
SERVICE_CLOSING = 421


@dataclass(frozen=True)
class MailFile:
    """A file to attach."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class MailEnvelope:
    """Who receives an e-mail, and its number."""

    name: str
    address: str
    message_id: str
    language: str


class MailServerAway(Exception):  # noqa: N818
    """No e-mail can be handed over now: the server's fault or the settings', not its.

    Nothing was sent.
    """

    def __init__(self, problem: MailProblem, answer: str) -> None:
        super().__init__(problem)
        self.problem, self.answer = problem, answer[:LONGEST_ANSWER]


class MailRefused(Exception):  # noqa: N818
    """The mail server refused this e-mail, or broke off (`code` 0) while taking it."""

    def __init__(self, code: int, answer: str) -> None:
        super().__init__(code)
        self.code, self.answer = code, answer[:LONGEST_ANSWER]

    @property
    def is_final(self) -> bool:
        """Return whether another attempt would be refused too."""
        return self.code >= FIRST_PERMANENT

    @property
    def problem(self) -> MailProblem:
        """Return how it is stored."""
        return MailProblem.CODE if self.code else MailProblem.BROKEN_OFF


def compose_mail(
    config: Config,
    envelope: MailEnvelope,
    filled: FilledNotice,
    files: list[MailFile],
    calendar: str = "",
) -> EmailMessage:
    """Return an e-mail with text, HTML, attachments and an iCalendar file."""
    name, sender = config.mail_from
    domain = sender.rpartition("@")[2]
    message = EmailMessage()
    message["Subject"] = filled.subject
    message["From"] = _address(name, sender)
    message["To"] = _address(envelope.name, envelope.address)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{envelope.message_id}@{domain}>"
    # No holiday replies (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(filled.text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(
        filled.html, subtype="html", charset="utf-8", cte="quoted-printable"
    )
    for file in files:
        main, _, sub = file.media_type.partition("/")
        message.add_attachment(
            file.content, maintype=main, subtype=sub, filename=file.name
        )
    if calendar:
        message.add_attachment(
            calendar.encode(),
            maintype="text",
            subtype="calendar",
            filename="meeting.ics",
            params={"charset": "utf-8", "method": "PUBLISH"},
        )
    # Last: each part that is added takes the headers on the content so far.
    message["Content-Language"] = envelope.language
    return message


def _address(name: str, address: str) -> Address:
    # No line end, quote or bracket can get into a header.
    shown = "".join(char for char in name if char.isprintable() and char not in '"<>\\')
    return Address(display_name=" ".join(shown.split()), addr_spec=address)


class MailConnection:
    """A signed-in connection to the mail server, in a `with` statement."""

    def __init__(self, config: Config, seconds: float = SMTP_SECONDS) -> None:
        """Connect as the settings say; `seconds`: longest wait for an answer."""
        self._config, self._seconds = config, seconds
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Connect, encrypt and sign in.

        :raises MailServerAway: this did not succeed; says why.
        """
        try:
            self._server = self._connect()
            self._sign_in(self._server)
        except BaseException as error:
            self._close()
            if isinstance(error, (OSError, smtplib.SMTPException)):
                raise MailServerAway(_problem_of(error), _words(error)) from error
            raise
        return self

    def _connect(self) -> smtplib.SMTP:
        config = self._config
        context = ssl.create_default_context(cafile=config.smtp_ca or None)
        if config.smtp_tls == "tls":
            return smtplib.SMTP_SSL(
                config.smtp_host,
                config.smtp_port,
                timeout=self._seconds,
                context=context,
            )
        server = smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=self._seconds)
        self._server = server
        server.starttls(context=context)
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self._config.smtp_user:
            server.login(self._config.smtp_user, self._config.mail_password())

    def send(self, message: EmailMessage, address: str) -> None:
        """Hand over one e-mail.

        :raises MailRefused: it was refused, or nobody knows whether it was taken.
        :raises MailServerAway: the server stops; nothing was sent.
        """
        if self._server is None:
            raise RuntimeError("the connection is not open")
        sender = self._config.mail_from[1]
        try:
            self._server.send_message(message, sender, [address])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = error.recipients[address]
            raise _refused(code, words) from error
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            # An address in letters that the mail server does not know.
            raise MailRefused(553, str(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailRefused(0, _words(error)) from error

    def __exit__(self, *_error: object) -> None:
        """Take leave of the mail server."""
        self._close()

    def _close(self) -> None:
        if self._server is None:
            return
        try:
            self._server.quit()
        except (OSError, smtplib.SMTPException):
            self._server.close()
        self._server = None


def _refused(code: int, words: bytes | str) -> Exception:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    if code == SERVICE_CLOSING:
        return MailServerAway(MailProblem.UNREACHABLE, f"{code} {text}")
    # A code below 400 to a refusal is no SMTP.
    return MailRefused(code if code >= 400 else 0, text)  # noqa: PLR2004 said above


def _problem_of(error: Exception) -> MailProblem:
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailProblem.CERTIFICATE
    if isinstance(error, ssl.SSLError):
        return MailProblem.NO_TLS
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return MailProblem.NO_TLS
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return MailProblem.SIGN_IN
    return MailProblem.UNREACHABLE


def _words(error: Exception) -> str:
    # `SMTPAuthenticationError` holds the server's words, never the password.
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        return f"{error.smtp_code} {text}"
    return str(error) or type(error).__name__
