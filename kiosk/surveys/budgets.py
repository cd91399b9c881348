"""How much one address may send to surveys by open link, per process.

Behind one address there may be a whole hall: whoever brings a proof of work is never
refused, only asked for more of it. Without scripts there is no proof, so the budget is
small, and it ends by itself.
"""

from kiosk.errors import N_, TooManyAttempts
from kiosk.live.limits import Rate
from kiosk.live.request_rates import RequestRates
from kiosk.surveys.rules.proof import CROWDED_BITS, ORDINARY_BITS

PROVEN = Rate(per_second=10, burst=3000)
PLAIN = Rate(per_second=0.5, burst=100)
# After this time one more plain answer fits.
WAIT_SECONDS = 2


class AnswerBudgets:
    """What each address has sent lately."""

    def __init__(self) -> None:
        self._rates = RequestRates()

    def bits(self, address: str, now: float) -> int:
        """Return the proof that an answer needs; `now` in monotonic seconds."""
        has_room = self._rates.has_room(f"proven/{address}", PROVEN, now)
        return ORDINARY_BITS if has_room else CROWDED_BITS

    def spend_proven(self, address: str, now: float) -> None:
        """Count an answer with a proof."""
        self._rates.spend(f"proven/{address}", PROVEN, now)

    def spend_plain(self, address: str, now: float) -> None:
        """Count an answer without a proof.

        :raises TooManyAttempts: the address has sent too many.
        """
        if not self._rates.spend(f"plain/{address}", PLAIN, now):
            raise TooManyAttempts(
                N_(
                    "Nhiều phiếu vừa gửi từ mạng này. Câu trả lời còn trên trang;"
                    " xin đợi vài giây rồi gửi lại, hoặc bật JavaScript."
                ),
                wait_seconds=WAIT_SECONDS,
            )
