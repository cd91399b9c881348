"""Define notices, how they are retried, and what mail servers answer; pure."""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Invalid

KIND_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_ADDRESS = 254
# One "@", no spaces or line ends, a domain as RFC 1123 has it: the rest is for the mail
# server to say.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(
    rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})*"
)
# Kinds that are surveys and digests: their recipients may unsubscribe. Official notices
# (invitations, tasks, issued documents, consultations) are duties without such a link.
UNSUBSCRIBABLE_KINDS = frozenset({"survey", "survey_reminder", "digest"})


class MailState(StrEnum):
    """How far an e-mail has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class MailProblem(StrEnum):
    """Why an e-mail was not delivered, where no reply code says it."""

    NONE = ""
    CODE = "code"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    NO_TLS = "no_tls"
    SIGN_IN = "sign_in"
    BROKEN_OFF = "broken_off"
    INTERRUPTED = "interrupted"
    EXPIRED = "expired"
    ATTACHMENT = "attachment"
    UNSUBSCRIBED = "unsubscribed"
    TEMPLATE = "template"


PROBLEM_TEXTS: dict[MailProblem, str] = {
    MailProblem.UNREACHABLE: N_("Không kết nối được máy chủ thư."),
    MailProblem.CERTIFICATE: N_("Chứng chỉ của máy chủ thư không đáng tin."),
    MailProblem.NO_TLS: N_("Máy chủ thư không mã hoá đường truyền, nên không gửi."),
    MailProblem.SIGN_IN: N_("Máy chủ thư từ chối tên hoặc mật khẩu gửi thư."),
    MailProblem.BROKEN_OFF: N_(
        "Đứt kết nối giữa chừng; thư có thể đã tới và sẽ được gửi lại."
    ),
    MailProblem.INTERRUPTED: N_(
        "Chương trình gửi bị dừng giữa chừng; thư có thể đã tới và sẽ được gửi lại."
    ),
    MailProblem.EXPIRED: N_("Quá ba ngày không gửi được."),
    MailProblem.ATTACHMENT: N_("Tệp đính kèm không còn."),
    MailProblem.UNSUBSCRIBED: N_("Người nhận đã từ chối nhận loại thư này."),
    MailProblem.TEMPLATE: N_("Mẫu thư không điền được."),
}
_CODE_TEXTS: dict[int, str] = {
    421: N_("Máy chủ thư tạm ngừng phục vụ."),
    450: N_("Hộp thư tạm thời không nhận được."),
    451: N_("Máy chủ thư gặp lỗi tạm thời."),
    452: N_("Máy chủ thư tạm hết chỗ."),
    454: N_("Máy chủ thư tạm thời không xác thực được."),
    530: N_("Máy chủ thư đòi đăng nhập."),
    535: N_("Máy chủ thư từ chối tên hoặc mật khẩu gửi thư."),
    550: N_("Không có hộp thư này, hoặc hộp thư từ chối nhận."),
    551: N_("Người nhận không thuộc máy chủ thư này."),
    552: N_("Hộp thư đầy, hoặc thư quá lớn."),
    553: N_("Địa chỉ thư không hợp lệ."),
    554: N_("Máy chủ thư từ chối thư này."),
}
_TEMPORARY = N_("Máy chủ thư tạm thời từ chối.")
_PERMANENT = N_("Máy chủ thư từ chối hẳn.")
FIRST_PERMANENT_CODE = 500

# Waits after refusals of one e-mail; after the last one it is given up.
RETRY_WAITS = tuple(
    dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)
)
# Waits while the mail server itself is away; all e-mails wait, none is given up for it.
SERVER_WAITS = tuple(dt.timedelta(seconds=seconds) for seconds in (5, 30, 120, 300))
# An e-mail that is older is given up.
LONGEST_WAIT = dt.timedelta(days=3)
# Waits are spread by so much either way, so that not all return at once.
JITTER = 0.2


def wait_after(
    failures: int, waits: tuple[dt.timedelta, ...], luck: float
) -> dt.timedelta:
    """Return the wait after so many failures (from 1).

    :param luck: random, from 0 to 1.
    """
    wait = waits[min(failures, len(waits)) - 1]
    return wait * (1 - JITTER + 2 * JITTER * luck)


def is_given_up(attempts: int) -> bool:
    """Return whether an e-mail refused so often is not tried again."""
    return attempts > len(RETRY_WAITS)


def code_text(code: int) -> str:
    """Return what an SMTP reply code means, in words."""
    general = _PERMANENT if code >= FIRST_PERMANENT_CODE else _TEMPORARY
    return _CODE_TEXTS.get(code, general)


def problem_text(problem: MailProblem, code: int) -> str:
    """Return why an e-mail was not delivered, empty for no reason."""
    if problem is MailProblem.CODE:
        return code_text(code)
    return PROBLEM_TEXTS.get(problem, "")


def is_address(text: str) -> bool:
    """Return whether `text` can be an e-mail address."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def checked_address(text: str) -> str:
    """Return the address without spaces around it; empty stays empty.

    :raises Invalid: it cannot be one.
    """
    clean = text.strip()
    if clean and not is_address(clean):
        raise Invalid(
            N_("“{address}” không phải địa chỉ thư điện tử."),
            code="bad_address",
            address=clean[:80],
        )
    return clean


class Attachment(msgspec.Struct, frozen=True):
    """A file of the store as it is sent."""

    sha256: str
    name: str
    media_type: str


class Recipient(msgspec.Struct, frozen=True):
    """Who receives a notice: a name, and where it can be shown or sent."""

    name: str
    email: str | None = None
    account_id: int | None = None
    member_id: int | None = None
    unit_id: int | None = None


class Notice(msgspec.Struct, frozen=True):
    """What is sent to one recipient.

    `kind` names the templates; the parameters fill them. `link` begins with "/" and
    opens from app and e-mail; a secret in it stands behind "#". `calendar`
    is the text of an iCalendar file, attached as `meeting.ics`. Without a `language`
    the app shows it in the language of the screen, and the e-mail is in the office's.
    """

    kind: str
    recipient: Recipient
    parameters: dict[str, str | int | list[str]] = {}
    language: str = ""
    attachments: tuple[Attachment, ...] = ()
    refers_to: str = ""
    link: str = ""
    calendar: str = ""
    meeting_id: int | None = None


class TestForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a test e-mail."""

    # Not a test class.
    __test__ = False

    address: Annotated[str, msgspec.Meta(min_length=3, max_length=LONGEST_ADDRESS)]
    kind: Annotated[str, msgspec.Meta(max_length=40)] = "test"
    language: Annotated[str, msgspec.Meta(pattern="^(vi|en)$")] = "vi"
