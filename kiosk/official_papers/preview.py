"""Show what the settings of an office make of a header, before they are saved; pure."""

import datetime as dt
from typing import Any

from kiosk.official_papers.defaults import TYPE_NAMES, symbol_of
from kiosk.official_papers.formats import (
    number_line,
    place_and_date,
    recipient_lines,
)
from kiosk.official_papers.rules import (
    Office,
    OfficialPaper,
    PaperFamily,
    PaperKind,
    Signature,
)
from kiosk.official_papers.spelling import spell

_SAMPLE_NUMBER = "5"
_NATION = {
    PaperFamily.PARTY: "ĐẢNG CỘNG SẢN VIỆT NAM",
    PaperFamily.STATE: "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
}


def preview_lines(office: Office, kind: PaperKind, day: dt.date) -> dict[str, Any]:
    """Return the lines of a paper's header and ending, as JSON."""
    has_date = kind is not PaperKind.MINUTES or office.has_date_on_minutes
    symbol = symbol_of(office, kind)
    paper = OfficialPaper(
        family=office.family,
        kind=kind,
        number=_SAMPLE_NUMBER if symbol else "",
        symbol=symbol,
        place=office.place if has_date else "",
        date=day if has_date else None,
    )
    is_state = office.family is PaperFamily.STATE
    return {
        "parent": office.parent_body.upper(),
        "issuing": office.issuing_body.upper(),
        "star": "" if is_state else "*",
        "nation": spell(_NATION[office.family], office.spelling),
        "motto": "Độc lập - Tự do - Hạnh phúc" if is_state else "",
        "number": number_line(paper),
        "date": place_and_date(paper),
        "type": TYPE_NAMES[kind],
        "recipients": recipient_lines(office.recipients),
        "signatures": [*map(_signature, office.signatures.get(kind, []))],
    }


def _signature(one: Signature) -> dict[str, Any]:
    return {"authority": one.authority, "position": one.position}
