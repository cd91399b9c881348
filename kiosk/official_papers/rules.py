"""Define the content of an official paper and the settings of the office; pure.

Sources of all figures: Nghị định 30/2020/NĐ-CP (family `nd30`), Quy định 399-QĐ/TW with
Hướng dẫn 05-HD/VPTW (family `dang`). Official papers are always in Vietnamese.
"""

import datetime as dt
from enum import StrEnum
from typing import Literal

import msgspec

from kiosk.official_papers.urgency import Urgency


class PaperFamily(StrEnum):
    """Whose rules of form a paper follows."""

    PARTY = "dang"
    STATE = "nd30"


class PaperKind(StrEnum):
    """What a paper is."""

    MINUTES = "minutes"
    CONCLUSION_NOTICE = "conclusion_notice"
    INVITATION = "invitation"
    ATTENDANCE_LIST = "attendance_list"
    VOTE_RECORD = "vote_record"
    BALLOT_COUNT_RECORD = "ballot_count_record"
    SURVEY_REPORT = "survey_report"
    CONSULTATION_RECORD = "consultation_record"
    CREDENTIALS_REPORT = "credentials_report"
    SAVINGS_REPORT = "savings_report"
    TASKS_REPORT = "tasks_report"


class Spelling(StrEnum):
    """Where the tone stands in open syllables: uỷ, hoà or ủy, hòa."""

    ON_LAST_VOWEL = "uỷ"
    ON_FIRST_VOWEL = "ủy"


class Numbering(StrEnum):
    """Who gives a paper its number, and when counting begins anew."""

    BY_HAND = "by_hand"
    BY_YEAR = "by_year"
    BY_TERM = "by_term"


class Run(msgspec.Struct, frozen=True, omit_defaults=True):
    """A piece of text in one style; a line feed breaks the line."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph", omit_defaults=True):
    """A paragraph; `is_indented` indents its first line by 10 mm."""

    runs: list[Run]
    align: Literal["justify", "left", "center", "right"] = "justify"
    is_indented: bool = True


class Heading(msgspec.Struct, frozen=True, tag="heading", omit_defaults=True):
    """A heading of level 1 to 4; its number ("I-", "1.") is part of the text."""

    level: int
    runs: list[Run]


class PaperList(msgspec.Struct, frozen=True, tag="list", omit_defaults=True):
    """A list: `a)` in Vietnamese order, `1.` or `-`; each item consists of blocks."""

    style: Literal["letters", "numbers", "dashes"]
    items: "list[list[Block]]"
    start: int = 1


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell of a table."""

    runs: list[Run]
    align: Literal["left", "center", "right"] = "left"
    colspan: int = 1
    rowspan: int = 1
    is_bold: bool = False


class Table(msgspec.Struct, frozen=True, tag="table", omit_defaults=True):
    """A table; `heads` are repeated on every page, `widths` are in mm or empty."""

    heads: list[list[Cell]]
    rows: list[list[Cell]]
    widths: list[float] = []


Block = Paragraph | Heading | PaperList | Table


class Signature(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where somebody signs.

    `authority` are the bold lines (T/M …, TL. …, or the role in the meeting),
    `position` is printed below them, `note` in brackets below the position.
    """

    authority: list[str]
    position: str = ""
    name: str = ""
    note: str = ""


class Office(msgspec.Struct, frozen=True, omit_defaults=True):
    """How an office writes its papers in one family."""

    family: PaperFamily
    parent_body: str = ""
    issuing_body: str = ""
    place: str = ""
    # In the symbol: TU, ĐU, UBND.
    body_symbol: str = ""
    # By kind: BB, TB; empty: the number has no symbol of the kind.
    kind_symbols: dict[PaperKind, str] = {}
    spelling: Spelling = Spelling.ON_LAST_VOWEL
    # Before names: đồng chí, ông/bà.
    honorific: str = "đồng chí"
    numbering: Numbering = Numbering.BY_HAND
    # First day of the committee's term; numbers by term begin there.
    term_starts: dt.date | None = None
    has_date_on_minutes: bool = True
    # By kind, from left to right.
    signatures: dict[PaperKind, list[Signature]] = {}
    recipients: list[str] = []


class Appendix(msgspec.Struct, frozen=True, omit_defaults=True):
    """What follows a paper on pages of its own, which are numbered from 1."""

    title: str
    body: list[Block]
    is_landscape: bool = False


class OfficialPaper(msgspec.Struct, frozen=True, omit_defaults=True):
    """A paper ready for printing.

    Without number, room is left for it; without symbol there is no line for it.
    Without place and date there is no line for them. The body ends with its own
    punctuation (`rules.ENDINGS` has the family's).
    """

    family: PaperFamily
    kind: PaperKind
    parent_body: str = ""
    issuing_body: str = ""
    number: str = ""
    # As `BB/TU` or `BB-UBND`.
    symbol: str = ""
    place: str = ""
    date: dt.date | None = None
    # As "BIÊN BẢN", and below it as "Hội nghị Ban Chấp hành …".
    type_name: str = ""
    summary: str = ""
    addressees: list[str] = []
    body: list[Block] = []
    # One or two, three for a presidium; from left to right.
    signatures: list[Signature] = []
    recipients: list[str] = []
    # As "XONG HỘI NGHỊ TRẢ LẠI".
    circulation_note: str = ""
    # Root of the meeting's record, printed small at the end.
    record_root: str = ""
    spelling: Spelling = Spelling.ON_LAST_VOWEL
    # For wide tables.
    is_landscape: bool = False
    # Printed in bold above every page, as "BIỂU QUYẾT THỬ – KHÔNG CÓ GIÁ TRỊ".
    page_notice: str = ""
    # Printed as a stamp below the number.
    urgency: Urgency = Urgency.NORMAL
    appendices: list[Appendix] = []


# How the text of a paper ends.
ENDINGS = {PaperFamily.PARTY: ".", PaperFamily.STATE: "./."}
