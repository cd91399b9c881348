"""Read the server's /metrics."""

from kiosk.client.messages import json_request
from kiosk.load_test.event_loop import EpollLoop
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.sockets import Address

_NUMBER = "kiosk_broadcast_number"
_COMMITTED = "kiosk_broadcast_committed_seconds"
_SECONDS = 10.0
_OK = 200


def parse_metrics(text: str) -> dict[str, float]:
    """Return the values in the text of a /metrics page."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        name, _, value = line.rpartition(" ")
        if name and not line.startswith("#"):
            found[name] = float(value)
    return found


def committed_at(loop: EpollLoop, address: Address, number: int) -> float | None:
    """Return the monotonic second of the commit of event `number`.

    None if the server does not report it, or a later event was published since.
    """
    request = json_request("GET", f"{address[0]}:{address[1]}", "/metrics")
    exchange = HttpExchange(loop, address, request)
    loop.run(lambda: exchange.done, _SECONDS)
    if exchange.status != _OK:
        return None
    figures = parse_metrics(exchange.body.decode())
    return figures.get(_COMMITTED) if figures.get(_NUMBER) == number else None
