"""Allowed client packets, as bytes and as decoded by Socket.IO."""

import pytest

from kiosk.live.client_packets import (
    RESERVED_EVENTS,
    ClientPacket,
    ForbiddenPacketError,
    PacketKind,
    kind_of,
)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (b"40", PacketKind.CONNECT),
        (b'40{"meeting":1}', PacketKind.CONNECT),
        (b"41", PacketKind.DISCONNECT),
        (b'42["shown",{}]', PacketKind.REPORT_PREFIX),
        (b'42["other"]', PacketKind.IGNORED),
        (b'42["disconnect"]', PacketKind.IGNORED),
        (b"42[", PacketKind.IGNORED),
    ],
)
def test_a_packet_kind_is_decided_by_its_beginning(message, kind):
    assert kind_of(message) is kind


@pytest.mark.parametrize(
    "message",
    ["", "x", "47", "43[]", "430[]", "44{}", "451-[]", "461-[]", "40/admin,",
     "41/admin,", '42/,["shown",{}]', '420["shown",{}]', "40[1]", "41x"],
)  # fmt: skip
def test_every_other_packet_is_forbidden(message):
    assert kind_of(message.encode()) is PacketKind.FORBIDDEN


@pytest.mark.parametrize("text", ["0", '0{"meeting":1}', "1", '2["shown",{}]'])
def test_a_packet_of_ours_is_decoded(text):
    assert ClientPacket(encoded_packet=text).attachment_count == 0


@pytest.mark.parametrize(
    "encoded",
    ["3[]", "4{}", "51-[]", "61-[]", "0/admin,", '2/admin,["x"]', '20["x"]', "2",
     "2[]", "2{}", "2[1]", b"0", b'2["x"]', b"\x00",
     *(f'2["{name}"]' for name in sorted(RESERVED_EVENTS))],
)  # fmt: skip
def test_every_other_packet_is_not_decoded(encoded):
    with pytest.raises(ForbiddenPacketError):
        ClientPacket(encoded_packet=encoded)


def test_events_of_the_server_may_still_be_encoded():
    assert ClientPacket(2, ["hello"]).encode() == '2["hello"]'
