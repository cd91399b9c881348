"""Name the types of issued documents, with the symbol of each in both families; pure.

Sources: Nghị định 30/2020/NĐ-CP, phụ lục III; Quy định 399-QĐ/TW. Types whose symbol
the office can set (`official_papers`) take that one.
"""

from enum import StrEnum

from kiosk.errors import N_
from kiosk.official_papers.defaults import with_body_symbol
from kiosk.official_papers.formats import padded_number
from kiosk.official_papers.rules import Office, PaperFamily, PaperKind


class IssuedType(StrEnum):
    """The type of an issued document."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    DIRECTIVE = "directive"
    CONCLUSION = "conclusion"
    REGULATION = "regulation"
    RULES = "rules"
    GUIDANCE = "guidance"
    PROGRAMME = "programme"
    PLAN = "plan"
    NOTICE = "notice"
    REPORT = "report"
    SUBMISSION = "submission"
    SCHEME = "scheme"
    MINUTES = "minutes"
    INVITATION = "invitation"
    OFFICIAL_LETTER = "official_letter"


TYPE_LABELS = {
    IssuedType.RESOLUTION: N_("Nghị quyết"),
    IssuedType.DECISION: N_("Quyết định"),
    IssuedType.DIRECTIVE: N_("Chỉ thị"),
    IssuedType.CONCLUSION: N_("Kết luận"),
    IssuedType.REGULATION: N_("Quy định"),
    IssuedType.RULES: N_("Quy chế"),
    IssuedType.GUIDANCE: N_("Hướng dẫn"),
    IssuedType.PROGRAMME: N_("Chương trình"),
    IssuedType.PLAN: N_("Kế hoạch"),
    IssuedType.NOTICE: N_("Thông báo"),
    IssuedType.REPORT: N_("Báo cáo"),
    IssuedType.SUBMISSION: N_("Tờ trình"),
    IssuedType.SCHEME: N_("Đề án"),
    IssuedType.MINUTES: N_("Biên bản"),
    IssuedType.INVITATION: N_("Giấy mời"),
    IssuedType.OFFICIAL_LETTER: N_("Công văn"),
}
_PARTY_SYMBOLS = {
    IssuedType.RESOLUTION: "NQ",
    IssuedType.DECISION: "QĐ",
    IssuedType.DIRECTIVE: "CT",
    IssuedType.CONCLUSION: "KL",
    IssuedType.REGULATION: "QĐi",
    IssuedType.RULES: "QC",
    IssuedType.GUIDANCE: "HD",
    IssuedType.PROGRAMME: "CTr",
    IssuedType.PLAN: "KH",
    IssuedType.NOTICE: "TB",
    IssuedType.REPORT: "BC",
    IssuedType.SUBMISSION: "TTr",
    IssuedType.SCHEME: "ĐA",
    IssuedType.MINUTES: "BB",
    IssuedType.INVITATION: "GM",
    IssuedType.OFFICIAL_LETTER: "CV",
}
SYMBOLS = {
    PaperFamily.PARTY: _PARTY_SYMBOLS,
    # An official letter of the State bears the symbol of the body only.
    PaperFamily.STATE: _PARTY_SYMBOLS
    | {IssuedType.REGULATION: "QyĐ", IssuedType.OFFICIAL_LETTER: ""},
}
_OWN_KINDS = {
    IssuedType.MINUTES: PaperKind.MINUTES,
    IssuedType.NOTICE: PaperKind.CONCLUSION_NOTICE,
    IssuedType.REPORT: PaperKind.SURVEY_REPORT,
    IssuedType.INVITATION: PaperKind.INVITATION,
}


def issued_symbol(own: Office, issued_type: IssuedType) -> str:
    """Return the symbol of a type in this office: `KL/TU`, `QĐ-UBND`."""
    fixed = SYMBOLS[own.family][issued_type]
    kind = _OWN_KINDS.get(issued_type)
    symbol = (own.kind_symbols.get(kind) if kind else None) or fixed
    return with_body_symbol(own, symbol)


def number_text(family: str, number: int, symbol: str) -> str:
    """Return `05-KL/TU` or `05/QĐ-UBND`, as the document bears it."""
    shown = padded_number(str(number))
    if family == PaperFamily.STATE:
        return f"{shown}/{symbol}" if symbol else shown
    hyphen = "-" if symbol and not symbol.startswith("/") else ""
    return f"{shown}{hyphen}{symbol}"
