"""What the server says of itself on /metrics, as far as a rehearsal asks."""

from kiosk.client.messages import json_request
from kiosk.rehearsal.exchange import Exchange
from kiosk.rehearsal.loop import Loop
from kiosk.rehearsal.wires import Address

_NUMBER = "kiosk_broadcast_number"
_COMMITTED = "kiosk_broadcast_committed_seconds"
_SECONDS = 10.0
_OK = 200


def read(text: str) -> dict[str, float]:
    """Return the plain figures in the text of a /metrics page."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        name, _, value = line.rpartition(" ")
        if name and not line.startswith("#"):
            found[name] = float(value)
    return found


def committed_at(loop: Loop, address: Address, number: int) -> float | None:
    """Return the monotonic second in which the fact of that number was committed.

    None if the server does not say, or has told another fact since.
    """
    request = json_request("GET", f"{address[0]}:{address[1]}", "/metrics")
    exchange = Exchange(loop, address, request)
    loop.run(lambda: exchange.done, _SECONDS)
    if exchange.status != _OK:
        return None
    figures = read(exchange.body.decode())
    return figures.get(_COMMITTED) if figures.get(_NUMBER) == number else None
