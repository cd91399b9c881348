"""Fill notices as they are shown in the app, and as samples for the administrator."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from kiosk.config import Config
from kiosk.languages import LANGUAGES
from kiosk.notices.models import StoredNotice
from kiosk.notices.rules import UNSUBSCRIBABLE_KINDS
from kiosk.notices.templates import (
    OWN_FOLDER,
    BrokenNoticeTemplate,
    FilledNotice,
    NoticeLinks,
    NoticeTemplates,
    Parameters,
)

# What previews and test e-mails say, by kind; others use those of the general one.
_SAMPLE: Parameters = {
    "name": "Nguyễn Thị Minh Khai",
    "subject": "Nhắc việc: báo cáo chuyển đổi số",
    "lines": ["Việc “Báo cáo chuyển đổi số” đến hạn ngày 15/12/2026."],
    "title": "Hội nghị Ban Chấp hành lần thứ mười hai",
    "clock": "08:00",
    "day": "2026-12-15",
    "place": "Hội trường lớn, Trung tâm Hội nghị tỉnh",
    # Of tasks, and of their weekly digest.
    "act": "assign",
    "number": 12,
    "task": "Rà soát dữ liệu hộ tịch, báo cáo kết quả trước ngày 15 tháng 12",
    "due": "15/12/2026",
    "remark": "",
    "meeting": "Hội nghị Ban Chấp hành lần thứ mười hai",
    "is_leader": 0,
    "monday": "30/11/2026",
    "open": 3,
    "late": 1,
    "soon": 1,
    "waiting": 1,
    "late_lines": ["8. Báo cáo chuyển đổi số – 25/11/2026"],
    "soon_lines": ["9. Hoàn thành số hoá hồ sơ – 02/12/2026"],
    "waiting_lines": ["12. Rà soát dữ liệu hộ tịch – 15/12/2026"],
    # Of written consultations.
    "deadline": "17:00, 15/12/2026",
    # Of issued documents.
    "type": "Công văn",
    "summary": "V/v báo cáo kết quả chuyển đổi số năm 2026",
    "signer": "Trần Văn Hùng",
    "urgency": "Khẩn",
    "reason": "Ban hành nhầm phụ lục.",
}


class ShownNotice(msgspec.Struct, frozen=True):
    """A notice in the list."""

    id: int
    queued_at: dt.datetime
    is_read: bool
    language: str
    subject: str
    paragraphs: list[str]
    link: str


def shown_notices(
    config: Config, stored: Iterable[StoredNotice], screen_language: str
) -> list[ShownNotice]:
    """Return notices as they are read in the app.

    Each in the language chosen for its recipient, else in that of the screen.
    """
    templates = NoticeTemplates(config.data / OWN_FOLDER)
    return [_shown(templates, one, one.language or screen_language) for one in stored]


def _shown(
    templates: NoticeTemplates, notice: StoredNotice, language: str
) -> ShownNotice:
    parameters = msgspec.json.decode(notice.parameters, type=Parameters)
    try:
        filled = templates.fill(
            notice.kind, language, {"name": notice.name} | parameters
        )
        subject, text = filled.subject, filled.text
    except BrokenNoticeTemplate:
        # The e-mail says so in the administrator's list; here what is known is shown.
        subject, text = str(parameters.get("subject", notice.kind)), ""
    return ShownNotice(
        id=notice.id,
        queued_at=notice.queued_at,
        is_read=notice.read_at is not None,
        language=language,
        subject=subject,
        paragraphs=[part for part in text.strip().split("\n\n") if part],
        link=notice.link,
    )


class TemplateLine(msgspec.Struct, frozen=True):
    """A template as the administrator sees it."""

    kind: str
    language: str
    # Why the office's own one is not used; empty: it is, or there is none.
    fault: str


def template_lines(config: Config) -> list[TemplateLine]:
    """Return all templates; those that the sample cannot fill say why."""
    templates = NoticeTemplates(config.data / OWN_FOLDER)
    return [
        TemplateLine(kind, language, _fault(config, kind, language))
        for kind in templates.kinds()
        for language in LANGUAGES
    ]


def _fault(config: Config, kind: str, language: str) -> str:
    own = config.data / OWN_FOLDER / f"{kind}.{language}.txt"
    if not own.is_file():
        return ""
    try:
        NoticeTemplates(own.parent).check(kind, language, _SAMPLE)
    except BrokenNoticeTemplate as error:
        return str(error)
    return ""


def sample_notice(config: Config, kind: str, language: str) -> FilledNotice:
    """Return a template filled with the sample.

    :raises BrokenNoticeTemplate: it cannot be used, or needs what the sample lacks.
    """
    base = config.public_url or "https://hop.tinh.vn"
    templates = NoticeTemplates(config.data / OWN_FOLDER)
    if kind not in templates.kinds():
        raise BrokenNoticeTemplate(f"there is no template {kind!r}")
    path = "/unsubscribe" if kind in UNSUBSCRIBABLE_KINDS else ""
    return templates.fill(
        kind,
        language,
        _SAMPLE,
        NoticeLinks(f"{base}/", f"{base}{path}" if path else ""),
    )


def sample_parameters() -> Parameters:
    """Return what a test e-mail is filled with, besides the name."""
    return {key: value for key, value in _SAMPLE.items() if key != "name"}
