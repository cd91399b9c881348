import pytest
from wsproto.frame_protocol import FrameProtocol

from kiosk.client.connection import LiveConnection, is_accepted
from kiosk.client.frames import ACCEPT, ProtocolError, client_frame
from kiosk.client.messages import HEAD_END, read_head
from kiosk.client.packets import join_text
from tests.unit.client.server_side import UPGRADED, server_frame

HEAD = UPGRADED.removesuffix(HEAD_END)


def opened(sent: list[bytes], join: str = "") -> LiveConnection:
    """Return a connection after its handshake; `sent` records what it sends."""
    connection = LiveConnection(sent.append, "127.0.0.1:8000", join=join)
    assert list(connection.receive(UPGRADED)) == []
    sent.clear()
    return connection


def handshake(**headers: str) -> str:
    sent: list[bytes] = []
    LiveConnection(sent.append, "127.0.0.1:8000", path="/live", headers=headers)
    return b"".join(sent).decode()


def test_the_accept_is_that_of_the_key():
    # The pair was computed with openssl, not with our code.
    assert "Sec-WebSocket-Key: a2lvc2sgcmVoZWFyc2FsIQ==" in handshake()
    assert ACCEPT == "cxXBVarfxUIiVR5jup6Hmjlahfg="


def test_the_handshake_is_whole_and_ends_with_a_blank_line():
    text = handshake(Cookie="kiosk=abc")
    assert text.startswith("GET /live HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n")
    assert "\r\nCookie: kiosk=abc\r\n" in text
    assert text.endswith("\r\n\r\n")


def test_a_handshake_without_cookie_names_none():
    assert "Cookie" not in handshake(Cookie="")


def test_a_response_with_the_right_accept_opens_the_websocket():
    assert is_accepted(read_head(HEAD))


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 401 Unauthorized",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket",
        HEAD.replace(ACCEPT.encode(), b"AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        b"",
    ],
)
def test_any_other_response_does_not(head: bytes):
    assert not is_accepted(read_head(head))


def test_a_refused_handshake_ends_it_and_its_status_is_kept():
    connection = LiveConnection(lambda _data: None, "h")
    assert list(connection.receive(b"HTTP/1.1 401 Unauthorized\r\n\r\n")) == []
    assert connection.is_over
    assert connection.response
    assert connection.response.status == 401


def test_it_joins_when_the_server_has_opened():
    sent: list[bytes] = []
    connection = opened(sent, join_text({"meeting": 7}))
    assert sent == []
    (packet,) = connection.receive(server_frame('0{"sid":"a"}'))
    assert packet.kind == "open"
    assert sent == [client_frame(b'40{"meeting":7}')]


def test_without_a_packet_to_join_with_it_joins_nothing():
    sent: list[bytes] = []
    (packet,) = opened(sent).receive(server_frame("0{}"))
    assert (packet.kind, sent) == ("open", [])


def test_it_answers_pings_of_both_protocols():
    sent: list[bytes] = []
    connection = opened(sent)
    ping = bytes(FrameProtocol(client=False, extensions=[]).ping(b"two"))
    assert [p.kind for p in connection.receive(server_frame("2") + ping)] == ["ping"]
    assert sent == [client_frame(b"3"), client_frame(b"two", 10)]


def test_packets_in_one_piece_or_byte_by_byte_are_the_same():
    data = server_frame('42["a",1]') + server_frame('42["b",2]')
    whole, parts = opened([]), opened([])
    expected = list(whole.receive(data))
    assert [(p.event, p.body) for p in expected] == [("a", 1), ("b", 2)]
    assert [p for at in data for p in parts.receive(bytes([at]))] == expected
    assert not parts.came_alone


def test_a_packet_that_came_alone_is_marked():
    connection, frame = opened([]), server_frame('42["a",1]')
    for data, is_alone in ((frame, True), (frame + frame, False), (frame, True)):
        list(connection.receive(data))
        assert connection.came_alone == is_alone


def test_no_more_data_and_a_close_end_it():
    connection = opened([])
    assert list(connection.receive(b"")) == []
    assert connection.is_over
    connection = opened([])
    close = bytes(FrameProtocol(client=False, extensions=[]).close(1000))
    assert list(connection.receive(server_frame("6") + close)) != []
    assert connection.is_over


def test_broken_json_breaks_the_protocol():
    with pytest.raises(ProtocolError):
        list(opened([]).receive(server_frame('42["fact",{"n":')))
