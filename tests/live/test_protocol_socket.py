"""Socket.IO 5 on the live stack: the same packets come back as from plain.

Each script is sent to both servers; their answers are compared packet by packet, with
ids masked. What plain ignores, or lets hang, is tested separately.
"""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.live.echo import OURS, PLAIN, EchoServer

QUIET_SECONDS = 1.0
BINARY_EVENT = '["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'
BINARY_ACK = BINARY_EVENT.replace("message", "message-with-ack")

Script = list[str | bytes]
Packets = list[str | bytes]

SCRIPTS: dict[str, Script] = {
    "nothing at all": [],
    "connect": ["40"],
    "connect with a payload": ['40{"token":"123","số":[1,2]}'],
    "connect with a payload that is no object": ['40"words"'],
    "connect to another namespace": ["40/custom,"],
    "connect to another namespace with a payload": ['40/custom,{"token":"abc"}'],
    "connect to two namespaces": ["40", "40/custom,"],
    "connect to an unknown namespace": ["40/random,"],
    "connect to a known and an unknown one": ["40", "40/random,", '42["message",1]'],
    "connect and be refused": ['40{"token":"wrong"}'],
    "connect after having been refused": ['40{"token":"wrong"}', "40"],
    "connect twice": ["40", "40", '42["message",1]'],
    "an event before connecting": ['42["message",1]'],
    "an event to a namespace not joined": ["40", '42/custom,["message",1]'],
    "an event": ["40", '42["message",1,"2",{"3":[true,null]}]'],
    "an event of Vietnamese": ["40", '42["message","Kính thưa quý vị 😀"]'],
    "an event of numbers": [
        "40",
        '42["message",0,-1,1.5,-0.0,1e3,1E-7,1e300,9007199254740993]',
    ],
    "an event of an immense number": ["40", '42["message",123456789012345678901234]'],
    "an event of half a letter": ["40", r'42["message","\ud83d"]', '42["message",1]'],
    "an event of the same name twice": ["40", '42["message",{"a":1,"a":2}]'],
    "an event with spaces": ["40", '42 [ "message" , 1 ] '],
    "an event of no values": ["40", '42["message"]'],
    "an event in another namespace": ["40/custom,", '42/custom,["message","a,b"]'],
    "an event nobody handles": ["40", '42["unheard",1]', '42["message",2]'],
    "events in order": ["40", *(f'42["message",{n}]' for n in range(50))],
    "an acknowledgement": ["40", '4217["message-with-ack",1,"2",{"3":[false]}]'],
    "one of no values": ["40", '420["message-with-ack"]'],
    "one with a large number": ["40", '42999999999["message-with-ack",1]'],
    "one in another namespace": ["40/custom,", '42/custom,5["message-with-ack",1]'],
    "one of an event nobody handles": ["40", '423["unheard",1]'],
    "a question answered": ["40", '42["ask-back","why"]', '431["because",7]'],
    "a question answered twice": ["40", '42["ask-back",1]', '431["a"]', '431["b"]'],
    "a question answered by bytes": [
        "40",
        '42["ask-back",1]',
        '461-1[{"_placeholder":true,"num":0}]',
        b"\x00\x01",
    ],
    "an answer nobody asked for": ["40", '4377["what"]', '42["message",1]'],
    "attachments": ["40", "452-" + BINARY_EVENT, b"\x01\x02\x03", b"\x04\x00\xff"],
    "empty attachments": ["40", "452-" + BINARY_EVENT, b"", b""],
    "attachments in another namespace": [
        "40/custom,",
        "452-/custom," + BINARY_EVENT,
        b"a",
        b"b",
    ],
    "attachments and an acknowledgement": ["40", "452-9" + BINARY_ACK, b"a", b"b"],
    "two events with attachments": [
        "40",
        *2 * ["452-" + BINARY_EVENT, b"a", b"b"],
        '42["message",1]',
    ],
    "disconnect": ["40", "41", '42["message",1]'],
    "disconnect and connect again": ["40", "41", "40", '42["message",1]'],
    "leave one namespace of two": [
        "40",
        "40/custom,",
        "41/custom,",
        '42/custom,["message",1]',
        '42["message",2]',
    ],
    "disconnect what is not connected": ["41", "40", '42["message",1]'],
    "be sent away": ["40", '42["leave-me"]'],
    "be sent away from one namespace of two": [
        "40",
        "40/custom,",
        '42/custom,["leave-me"]',
        '42["message",1]',
    ],
    "own rooms": ["40", '425["my-rooms"]'],
}
# Protocol violations; the client is disconnected, as the protocol requires.
BROKEN: dict[str, Script] = {
    "no packet at all": ["4abc"],
    "an unknown type": ["40", "47"],
    "values that are no list": ["40", "42{}"],
    "values that are no JSON": ["40", '42["message"'],
    "an acknowledgement without a number": ["40", '42abc["message-with-ack",1]'],
    "attachments that never were announced": ["40", b"\x01\x02"],
    "a text where an attachment is due": ["40", "451-" + BINARY_EVENT, '42["a"]'],
    "JSON nested beyond all measure": ["40", '42["message",' + "[" * 100_000],
}


def spelled(packet: str | bytes) -> str | bytes:
    """Mask ids, which differ each time, and normalise JSON."""
    if isinstance(packet, bytes):
        return packet
    found = re.search(r'[\[{"]', packet)
    if found:
        head, body = packet[: found.start()], json.loads(packet[found.start() :])
        packet = head + json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    packet = re.sub(r'"sid":"[^"]{20}"', '"sid":"…"', packet)
    return re.sub(r'\["[\w-]{20}"\]', '["…"]', packet)


def send(server: EchoServer, script: Script) -> Packets:
    """Send the packets; return the answers, and whether the connection ended."""
    client = server.open()
    client.receive()
    for message in script:
        client.send(message)
    received = client.receive_all(QUIET_SECONDS)
    end: Packets = ["(over)"] if client.is_over else []
    client.socket.close()
    return [spelled(packet) for packet in received] + end


@pytest.fixture(scope="module")
def ours() -> Iterator[EchoServer]:
    with EchoServer(OURS) as server:
        yield server


def all_answers(server: EchoServer) -> dict[str, Packets]:
    with ThreadPoolExecutor(16) as crowd:
        answers = crowd.map(lambda name: send(server, SCRIPTS[name]), SCRIPTS)
        return dict(zip(SCRIPTS, answers, strict=True))


@pytest.fixture(scope="module")
def ours_says(ours: EchoServer) -> dict[str, Packets]:
    return all_answers(ours)


@pytest.fixture(scope="module")
def plain_says() -> Iterator[dict[str, Packets]]:
    # In order, as ours: else an answer may arrive before its request.
    how = {"async_handlers": False}
    with EchoServer(PLAIN, **how) as server:
        yield all_answers(server)


@pytest.mark.parametrize("name", SCRIPTS)
def test_ours_answers_as_plain_does(ours_says, plain_says, name):
    assert ours_says[name] == plain_says[name]


class TestWhatIsSaid:
    """Some answers in full, so that the comparison cannot be of nothing."""

    def test_connected(self, ours_says):
        assert ours_says["connect with a payload"] == [
            '40{"sid":"…"}',
            '42["auth",{"token":"123","số":[1,2]}]',
        ]
        assert ours_says["connect to another namespace"] == [
            '40/custom,{"sid":"…"}',
            '42/custom,["auth",{}]',
        ]

    def test_refused(self, ours_says):
        unknown = ours_says["connect to an unknown namespace"]
        assert unknown == ['44/random,"Unable to connect"']
        refused = ours_says["connect and be refused"]
        assert refused == ['40{"sid":"…"}', '41{"message":"not you"}']

    def test_events_in_order(self, ours_says):
        assert ours_says["events in order"][2:] == [
            f'42["message-back",{number}]' for number in range(50)
        ]

    def test_acknowledged(self, ours_says):
        assert ours_says["an acknowledgement"][2:] == ['4317[1,"2",{"3":[false]}]']
        assert ours_says["a question answered"][2:] == [
            '421["question","why"]',
            '42["answered","because",7]',
        ]

    def test_attachments(self, ours_says):
        back = BINARY_EVENT.replace("message", "message-back")
        assert ours_says["attachments"][2:] == [
            "452-" + back,
            b"\x01\x02\x03",
            b"\x04\x00\xff",
        ]
        assert ours_says["attachments and an acknowledgement"][2:] == [
            '462-9[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
            b"a",
            b"b",
        ]


@pytest.mark.parametrize("script", BROKEN.values(), ids=BROKEN)
def test_who_breaks_the_protocol_is_shown_out(ours, script):
    client = ours.open()
    client.receive()
    client.send(*script)
    client.until_over()
    client.socket.close()
    other = ours.join()
    other.send('42["message","still here"]')
    assert other.receive() == '42["message-back","still here"]'
    other.leave()


@pytest.mark.parametrize("count", [99, 100, 101, 1500, 5000])
def test_a_burst_of_events_is_answered_in_order(ours, count):
    client = ours.join()
    client.send(*(f'42["message",{number}]' for number in range(count)))
    for number in range(count):
        assert client.receive() == f'42["message-back",{number}]'
    client.leave()


@pytest.mark.parametrize("length", [1, 109, 110, 111, 65_519, 65_520, 100_000])
def test_events_of_every_length_go_both_ways(ours, length):
    client = ours.join()
    text = "ầ" * (length // 3) + "x" * (length % 3)
    client.send(f'42["message","{text}"]')
    assert json.loads(str(client.receive())[2:]) == ["message-back", text]
    data = bytes(range(256)) * (length // 256 + 1)
    client.send("451-" + '["message",{"_placeholder":true,"num":0}]', data)
    assert str(client.receive()).startswith("451-")
    assert client.receive() == data
    client.leave()
