"""Content of a unit, its limits, and how its name is recognised; pure."""

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Conflict, Invalid
from kiosk.vietnamese import index_forms, nfc

LONGEST_NAME = 200
LONGEST_SYMBOL = 30
# RFC 5321, 4.5.3.1.3.
LONGEST_EMAIL = 254
# A province has some 150 communes, 40 departments and their parts.
MOST_UNITS = 3000
# A link in a notice may be opened for so long, and signs a device in for so long.
LINK_LIFETIME = dt.timedelta(days=30)
SIGN_IN_LIFETIME = dt.timedelta(days=14)
CIRCULAR_PARENT = N_("Một đơn vị không thể trực thuộc chính nó hay đơn vị dưới nó.")
# One address of one host: no name, no list, nothing that begins another header.
_EMAIL = re.compile(
    r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
)


class LinkPurpose(StrEnum):
    """What a link was made for."""

    # By an administrator, to give by hand.
    BY_HAND = "by_hand"
    TASKS = "tasks"
    ISSUED_DOCUMENT = "issued_document"
    SURVEY = "survey"


class UnitDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit as entered."""

    name: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_NAME)]
    symbol: Annotated[str, msgspec.Meta(max_length=200)] = ""
    email: Annotated[str, msgspec.Meta(max_length=2 * LONGEST_EMAIL)] = ""
    parent_id: int | None = None


def one_line(text: str) -> str:
    """Return the text in NFC, without control characters, on one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in nfc(text)).split())


def name_key(name: str) -> str:
    """Return what is equal for one name: “Hòa” and “Hoà”, “SỞ” and “Sở”.

    Other marks are another name: “Xã Phú Lạc” and “Xã Phú Lác” are two units.
    """
    return index_forms(name)[1]


def normalised_unit(details: UnitDetails) -> UnitDetails:
    """Return the details in NFC and on one line each.

    :raises Invalid: the name is missing or too long, or the e-mail address is none.
    """
    name, symbol = one_line(details.name), one_line(details.symbol)
    email = one_line(details.email)
    if not name_key(name) or len(name) > LONGEST_NAME:
        raise Invalid(
            N_("Xin ghi tên đơn vị, không quá {limit} chữ."),
            code="bad_name",
            limit=LONGEST_NAME,
        )
    if len(symbol) > LONGEST_SYMBOL:
        raise Invalid(
            N_("Ký hiệu đơn vị không quá {limit} chữ."),
            code="bad_symbol",
            limit=LONGEST_SYMBOL,
        )
    if email and (len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        raise Invalid(
            N_("“{email}” không phải một địa chỉ thư điện tử. Ví dụ: stc@tinh.gov.vn"),
            code="bad_email",
            email=email[:60],
        )
    return UnitDetails(name, symbol, email, details.parent_id)


def check_parent(
    unit_id: int | None, parent_id: int | None, parents: Mapping[int, int | None]
) -> None:
    """Check that a unit stands neither below itself nor below an unknown one.

    :raises Invalid: it does.
    """
    above = parent_id
    if above is not None and above not in parents:
        raise Invalid(N_("Không có đơn vị cấp trên này."), code="no_parent")
    while above is not None:
        if above == unit_id:
            raise Invalid(CIRCULAR_PARENT, code="circular_parent")
        above = parents.get(above)


def check_room(count: int) -> None:
    """Check that another unit may be added.

    :raises Conflict: there are as many as there may be.
    """
    if count >= MOST_UNITS:
        raise Conflict(
            N_("Danh sách đã có {limit} đơn vị, không thêm được nữa."),
            code="too_many_units",
            limit=MOST_UNITS,
        )
