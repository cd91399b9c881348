"""The settings of an office as a form: texts checked and turned into `Office`; pure."""

import datetime as dt
from typing import Annotated

import msgspec

from kiosk.errors import N_, Invalid
from kiosk.official_papers.rules import (
    Numbering,
    Office,
    PaperFamily,
    PaperKind,
    Signature,
    Spelling,
)
from kiosk.official_papers.signing import (
    MOST_SIGNATURES,
    parse_signatures,
    signatures_text,
)
from kiosk.vietnamese import nfc

LONGEST_LINE = 200
LONGEST_SYMBOL = 20
MOST_RECIPIENTS = 40
Text = Annotated[str, msgspec.Meta(max_length=5_000)]


class KindForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Symbol and signatures of one kind, as texts; None: it bears no number."""

    symbol: Text | None
    signatures: Text


class OfficeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings as they are edited."""

    parent_body: Text
    issuing_body: Text
    place: Text
    body_symbol: Text
    spelling: Spelling
    honorific: Text
    numbering: Numbering
    # ISO date, or empty.
    term_starts: Text
    has_date_on_minutes: bool
    recipients: Text
    kinds: dict[PaperKind, KindForm]


def office_of(family: PaperFamily, form: OfficeForm) -> Office:
    """Return the settings of a form.

    :raises Invalid: a text is too long, or a date or symbol is not one.
    """
    return Office(
        family=family,
        parent_body=_lines(form.parent_body),
        issuing_body=_lines(form.issuing_body),
        place=_line(form.place),
        body_symbol=_symbol(form.body_symbol),
        kind_symbols={
            kind: _symbol(one.symbol)
            for kind, one in form.kinds.items()
            if one.symbol is not None
        },
        spelling=form.spelling,
        honorific=_line(form.honorific),
        numbering=form.numbering,
        term_starts=_term_starts(form),
        has_date_on_minutes=form.has_date_on_minutes,
        signatures={
            kind: _signatures(one.signatures) for kind, one in form.kinds.items()
        },
        recipients=_recipients(form.recipients),
    )


def form_of(office: Office) -> OfficeForm:
    """Return the settings as they are edited."""
    return OfficeForm(
        parent_body=office.parent_body,
        issuing_body=office.issuing_body,
        place=office.place,
        body_symbol=office.body_symbol,
        spelling=office.spelling,
        honorific=office.honorific,
        numbering=office.numbering,
        term_starts=office.term_starts.isoformat() if office.term_starts else "",
        has_date_on_minutes=office.has_date_on_minutes,
        recipients="\n".join(office.recipients),
        kinds={
            kind: KindForm(
                office.kind_symbols.get(kind),
                signatures_text(office.signatures.get(kind, [])),
            )
            for kind in PaperKind
        },
    )


def _line(text: str) -> str:
    line = " ".join(nfc(text).split())
    if len(line) > LONGEST_LINE:
        raise Invalid(
            N_("Mỗi dòng không quá {limit} ký tự."), code="too_long", limit=LONGEST_LINE
        )
    return line


def _lines(text: str) -> str:
    """Return the lines of a body's name; their breaks are kept on paper."""
    return "\n".join(filter(None, map(_line, text.splitlines())))


def _symbol(text: str) -> str:
    symbol = "".join(nfc(text).split())
    if len(symbol) > LONGEST_SYMBOL:
        raise Invalid(
            N_("Ký hiệu không quá {limit} ký tự."),
            code="bad_symbol",
            limit=LONGEST_SYMBOL,
        )
    return symbol


def _term_starts(form: OfficeForm) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(form.term_starts) if form.term_starts else None
    except ValueError:
        raise Invalid(N_("Xin chọn ngày bắt đầu nhiệm kỳ."), code="bad_term") from None
    if form.numbering is Numbering.BY_TERM and day is None:
        raise Invalid(
            N_("Đánh số theo nhiệm kỳ thì cần ngày bắt đầu nhiệm kỳ."), code="bad_term"
        )
    return day


def _signatures(text: str) -> list[Signature]:
    signatures = parse_signatures(nfc(text))
    lines = [
        line
        for one in signatures
        for line in (*one.authority, *one.position.split("\n"))
    ]
    if len(signatures) > MOST_SIGNATURES or any(map(_is_too_long, lines)):
        raise Invalid(
            N_("Nhiều nhất {limit} chữ ký, mỗi dòng không quá 200 ký tự."),
            code="bad_signatures",
            limit=MOST_SIGNATURES,
        )
    return signatures


def _is_too_long(line: str) -> bool:
    return len(line) > LONGEST_LINE


def _recipients(text: str) -> list[str]:
    lines = [line for line in map(_line, text.splitlines()) if line]
    if len(lines) > MOST_RECIPIENTS:
        raise Invalid(
            N_("Nơi nhận có nhiều nhất {limit} dòng."),
            code="too_many",
            limit=MOST_RECIPIENTS,
        )
    return lines
