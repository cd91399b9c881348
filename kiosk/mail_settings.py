"""Settings of the mail server that sends notices (part of `Config`)."""

from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path

from kiosk.parsing import choice, file_path, host_name, mail_sender, whole_number
from kiosk.setting import setting


@dataclass(frozen=True)
class MailSettings:
    """The mail server that sends notices, and how it is reached."""

    smtp_host: str = setting(
        "KIOSK_SMTP_HOST",
        "",
        lambda text: host_name(text) if text else "",
        "Mail server that sends notices; empty: no e-mail.",
    )
    smtp_port: int = setting(
        "KIOSK_SMTP_PORT", "587", whole_number(1, 65535), "Port of the mail server."
    )
    smtp_tls: str = setting(
        "KIOSK_SMTP_TLS",
        "starttls",
        choice("starttls", "tls"),
        "starttls, or tls from the first byte; nothing is sent without.",
    )
    smtp_user: str = setting(
        "KIOSK_SMTP_USER", "", str, "User name at the mail server; empty: none."
    )
    smtp_password: str = setting(
        "KIOSK_SMTP_PASSWORD", "", str, "Its password; never logged.", is_secret=True
    )
    smtp_password_file: str = setting(
        "KIOSK_SMTP_PASSWORD_FILE", "", file_path, "File with the password instead."
    )
    smtp_ca: str = setting(
        "KIOSK_SMTP_CA", "", file_path, "Own authority (PEM); empty: the system's."
    )
    smtp_from: str = setting(
        "KIOSK_SMTP_FROM", "", mail_sender, "Who e-mails are from: Name <address>."
    )
    smtp_per_minute: int = setting(
        "KIOSK_SMTP_PER_MINUTE", "60", whole_number(1, 6000), "Most e-mails a minute."
    )

    webhook_ca: str = setting(
        "KIOSK_WEBHOOK_CA", "", file_path, "Own authority of webhooks' receivers (PEM)."
    )

    @property
    def mail_from(self) -> tuple[str, str]:
        """Return name and address of the sender."""
        return parseaddr(self.smtp_from or f"kiosk@{self.smtp_host}")

    def mail_password(self) -> str:
        """Return the password of the mail server's user, empty for none.

        :raises OSError: its file cannot be read.
        """
        if not self.smtp_password_file:
            return self.smtp_password
        lines = Path(self.smtp_password_file).read_text("utf-8").splitlines()
        return lines[0].strip() if lines else ""
