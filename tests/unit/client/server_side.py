"""Bytes that a server sends to a live client, built independently."""

from wsproto.frame_protocol import FrameProtocol

from kiosk.client.frames import ACCEPT

UPGRADED = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    f"Sec-WebSocket-Accept: {ACCEPT}\r\n\r\n"
).encode()


def server_frame(text: str) -> bytes:
    """Return a server's text frame."""
    return bytes(FrameProtocol(client=False, extensions=[]).send_data(text, fin=True))
