"""How soon a paper must be delivered, and the stamp that says so; pure.

Words and sizes: Nghị định 30/2020/NĐ-CP, phụ lục I, ô số 10b.
"""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.errors import N_


class Urgency(StrEnum):
    """How soon a paper must be delivered."""

    NORMAL = "normal"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    EXPRESS = "express"


URGENCY_LABELS = {
    Urgency.NORMAL: N_("Thường"),
    Urgency.URGENT: N_("Khẩn"),
    Urgency.VERY_URGENT: N_("Thượng khẩn"),
    Urgency.EXPRESS: N_("Hoả tốc"),
}


@dataclass(frozen=True)
class UrgencyStamp:
    """The words of a stamp and its outer size in mm."""

    words: str
    width: int
    height: int = 8


URGENCY_STAMPS = {
    Urgency.URGENT: UrgencyStamp("KHẨN", 20),
    Urgency.VERY_URGENT: UrgencyStamp("THƯỢNG KHẨN", 40),
    Urgency.EXPRESS: UrgencyStamp("HOẢ TỐC", 30),
}
# In pt; bold.
STAMP_POINTS = 13
# Red, six hexadecimal digits.
STAMP_COLOUR = "D00000"
