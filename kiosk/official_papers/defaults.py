"""Give an office its first settings, and each kind of paper its fixed words; pure."""

from kiosk.official_papers.rules import (
    Office,
    PaperFamily,
    PaperKind,
    Signature,
    Spelling,
)
from kiosk.official_papers.spelling import spell

# Kinds without symbol bear that of the body only; the Party's invitations have none.
KIND_SYMBOLS = {
    PaperFamily.PARTY: {
        PaperKind.MINUTES: "BB",
        PaperKind.CONCLUSION_NOTICE: "TB",
        PaperKind.INVITATION: "",
        PaperKind.VOTE_RECORD: "BB",
        PaperKind.BALLOT_COUNT_RECORD: "BB",
        PaperKind.SURVEY_REPORT: "BC",
        PaperKind.CONSULTATION_RECORD: "BB",
        PaperKind.CREDENTIALS_REPORT: "BC",
        PaperKind.SAVINGS_REPORT: "BC",
        PaperKind.TASKS_REPORT: "BC",
    },
    PaperFamily.STATE: {
        PaperKind.MINUTES: "BB",
        PaperKind.CONCLUSION_NOTICE: "TB",
        PaperKind.INVITATION: "GM",
        PaperKind.VOTE_RECORD: "BB",
        PaperKind.BALLOT_COUNT_RECORD: "BB",
        PaperKind.SURVEY_REPORT: "BC",
        PaperKind.CONSULTATION_RECORD: "BB",
        PaperKind.CREDENTIALS_REPORT: "BC",
        PaperKind.SAVINGS_REPORT: "BC",
        PaperKind.TASKS_REPORT: "BC",
    },
}
TYPE_NAMES = {
    PaperKind.MINUTES: "BIÊN BẢN",
    PaperKind.CONCLUSION_NOTICE: "THÔNG BÁO",
    PaperKind.INVITATION: "GIẤY MỜI",
    PaperKind.ATTENDANCE_LIST: "DANH SÁCH ĐẠI BIỂU",
    PaperKind.VOTE_RECORD: "BIÊN BẢN",
    PaperKind.BALLOT_COUNT_RECORD: "BIÊN BẢN",
    PaperKind.SURVEY_REPORT: "BÁO CÁO",
    PaperKind.CONSULTATION_RECORD: "BIÊN BẢN",
    PaperKind.CREDENTIALS_REPORT: "BÁO CÁO",
    PaperKind.SAVINGS_REPORT: "BÁO CÁO",
    PaperKind.TASKS_REPORT: "BÁO CÁO",
}
_BODY_SYMBOLS = {PaperFamily.PARTY: "TU", PaperFamily.STATE: "UBND"}
_HONORIFICS = {PaperFamily.PARTY: "đồng chí", PaperFamily.STATE: "ông/bà"}
_RECIPIENTS = {
    PaperFamily.PARTY: ["Như thành phần dự", "Lưu Văn phòng"],
    PaperFamily.STATE: ["Như thành phần dự", "Lưu: VT, Hồ sơ"],
}
_SIGNATURES = {
    PaperFamily.PARTY: {
        PaperKind.MINUTES: ["NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"],
        PaperKind.CONCLUSION_NOTICE: ["T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG"],
        PaperKind.INVITATION: ["T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG"],
        PaperKind.ATTENDANCE_LIST: ["NGƯỜI LẬP", "TRƯỞNG ĐIỂM CẦU"],
        PaperKind.VOTE_RECORD: ["NGƯỜI GHI BIÊN BẢN", "T/M ĐOÀN CHỦ TỊCH"],
        PaperKind.BALLOT_COUNT_RECORD: [
            "T/M ĐOÀN CHỦ TỊCH",
            "T/M BAN KIỂM PHIẾU\nTRƯỞNG BAN",
        ],
        PaperKind.SURVEY_REPORT: ["T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG"],
        PaperKind.CONSULTATION_RECORD: [
            "NGƯỜI LẬP BIÊN BẢN",
            "T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG",
        ],
        PaperKind.CREDENTIALS_REPORT: ["T/M BAN THẨM TRA TƯ CÁCH ĐẠI BIỂU\nTRƯỞNG BAN"],
        PaperKind.SAVINGS_REPORT: ["T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG"],
        PaperKind.TASKS_REPORT: ["T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG"],
    },
    PaperFamily.STATE: {
        PaperKind.MINUTES: ["THƯ KÝ", "CHỦ TOẠ"],
        PaperKind.CONCLUSION_NOTICE: ["TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"],
        PaperKind.INVITATION: ["TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"],
        PaperKind.ATTENDANCE_LIST: ["NGƯỜI LẬP", "TRƯỞNG ĐIỂM CẦU"],
        PaperKind.VOTE_RECORD: ["THƯ KÝ", "CHỦ TOẠ"],
        PaperKind.BALLOT_COUNT_RECORD: ["CHỦ TOẠ", "TM. BAN KIỂM PHIẾU\nTRƯỞNG BAN"],
        PaperKind.SURVEY_REPORT: ["TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"],
        PaperKind.CONSULTATION_RECORD: [
            "NGƯỜI LẬP BIÊN BẢN",
            "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG",
        ],
        PaperKind.CREDENTIALS_REPORT: ["TM. BAN THẨM TRA TƯ CÁCH ĐẠI BIỂU\nTRƯỞNG BAN"],
        PaperKind.SAVINGS_REPORT: ["TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"],
        PaperKind.TASKS_REPORT: ["TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"],
    },
}


def default_signatures(
    family: PaperFamily, spelling: Spelling
) -> dict[PaperKind, list[Signature]]:
    """Return who signs each kind, as the forms have it, in the office's spelling."""
    return {
        kind: [
            Signature([lines[0]], "\n".join(lines[1:]))
            for lines in (spell(one, spelling).split("\n") for one in texts)
        ]
        for kind, texts in _SIGNATURES[family].items()
    }


def default_office(family: PaperFamily) -> Office:
    """Return the settings of an office that has set none."""
    spelling = Spelling.ON_LAST_VOWEL
    return Office(
        family=family,
        body_symbol=_BODY_SYMBOLS[family],
        kind_symbols=dict(KIND_SYMBOLS[family]),
        spelling=spelling,
        honorific=_HONORIFICS[family],
        # The form of the State (mẫu 1.9) has no place and date on minutes.
        has_date_on_minutes=family is PaperFamily.PARTY,
        signatures=default_signatures(family, spelling),
        recipients=list(_RECIPIENTS[family]),
    )


def symbol_of(office: Office, kind: PaperKind) -> str:
    """Return `BB/TU` or `BB-UBND`; empty for a kind that bears no number."""
    if kind not in office.kind_symbols:
        return ""
    return with_body_symbol(office, office.kind_symbols[kind])


def with_body_symbol(office: Office, symbol: str) -> str:
    """Return a symbol with that of the body: `BB/TU` or `BB-UBND`."""
    body = office.body_symbol
    if not symbol:
        is_party = office.family is PaperFamily.PARTY
        return f"/{body}" if is_party and body else body
    separator = "/" if office.family is PaperFamily.PARTY else "-"
    return separator.join(filter(None, (symbol, body)))
