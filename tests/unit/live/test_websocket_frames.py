"""Frames are encoded and decoded, with wsproto as the other side; random with seeds."""

import random
import tracemalloc

import pytest
from wsproto.frame_protocol import CloseReason, FrameProtocol, Opcode

from kiosk.live.transport import websocket_frames
from kiosk.live.transport.websocket_frames import (
    BINARY,
    CLOSE,
    CONTINUATION,
    NOT_UTF8,
    PING,
    PONG,
    PROTOCOL_ERROR,
    TEXT,
    TOO_LARGE,
    FrameReader,
    WebSocketError,
    close_frame,
    frame,
)
from tests.live.frames import build_frame

MOST = 100_000
EDGES = [0, 1, 124, 125, 126, 127, 65_534, 65_535, 65_536, MOST]
LETTERS = "aạầđ€ 😀\n"
KIND = {
    Opcode.TEXT: TEXT,
    Opcode.BINARY: BINARY,
    Opcode.CLOSE: CLOSE,
    Opcode.PING: PING,
    Opcode.PONG: PONG,
}


def cut(data: bytes, rng: random.Random, longest: int) -> list[bytes]:
    """Split bytes at random, as networks do."""
    pieces, start = [], 0
    while start < len(data):
        end = start + rng.randint(1, longest)
        pieces.append(data[start:end])
        start = end
    return pieces


def read_all(data: bytes, most: int = MOST) -> list[tuple[int, bytes]]:
    return FrameReader(most).feed(data)


def refusal(data: bytes, most: int = MOST) -> int:
    """Return the close code with which the bytes are rejected."""
    with pytest.raises(WebSocketError) as caught:
        read_all(data, most)
    assert str(caught.value)
    return caught.value.code


class FrameSequence:
    """A client's frames made by wsproto: whole and fragmented messages, and pings."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.messages: list[tuple[int, bytes]] = []
        self.data = b""
        self.protocol = FrameProtocol(client=True, extensions=[])
        for _ in range(self.rng.randint(1, 30)):
            self._add_random()

    def _add_random(self) -> None:
        length = self.rng.choice([*EDGES[:6], self.rng.randint(0, 3000)])
        if self.rng.random() < 0.3:
            self._add_control()
        elif self.rng.random() < 0.5:
            self._add_message(BINARY, self.rng.randbytes(length))
        else:
            text = "".join(self.rng.choices(LETTERS, k=length))
            self._add_message(TEXT, text.encode())

    def _add_message(self, kind: int, payload: bytes) -> None:
        pieces = [payload]
        if payload and self.rng.random() < 0.4:
            pieces = cut(payload, self.rng, max(1, len(payload) // 2))
        for number, piece in enumerate(pieces):
            if number and self.rng.random() < 0.3:
                self._add_control()
            final = number == len(pieces) - 1
            # A character may be split between fragments, which wsproto's text API
            # cannot do: so frames are built here, unmasked.
            opcode = CONTINUATION if number else kind
            self.data += build_frame(piece, opcode, final=final)
        self.messages.append((kind, payload))

    def _add_control(self) -> None:
        payload = self.rng.randbytes(self.rng.randint(0, 125))
        if self.rng.random() < 0.5:
            self.data += self.protocol.ping(payload)
            self.messages.append((PING, payload))
        else:
            self.data += self.protocol.pong(payload)
            self.messages.append((PONG, payload))


class TestReading:
    @pytest.mark.parametrize("seed", range(60))
    def test_however_a_story_is_cut_it_is_the_same(self, seed):
        sequence = FrameSequence(seed)
        for longest in (1, 3, 50, 5000, len(sequence.data)):
            reader = FrameReader(MOST)
            received = [
                message
                for piece in cut(sequence.data, sequence.rng, longest)
                for message in reader.feed(piece)
            ]
            assert received == sequence.messages

    @pytest.mark.parametrize("seed", range(20))
    def test_wsproto_reads_the_same_messages(self, seed):
        """The generated frames are valid: wsproto reads the same messages."""
        sequence = FrameSequence(seed)
        protocol = FrameProtocol(client=False, extensions=[])
        protocol.receive_bytes(sequence.data)
        received, parts = [], b""
        for part in protocol.received_frames():
            payload = part.payload
            if part.opcode in {Opcode.PING, Opcode.PONG}:
                received.append((KIND[part.opcode], bytes(payload)))
                continue
            parts += payload.encode() if isinstance(payload, str) else payload
            if part.message_finished:
                received.append((KIND[part.opcode], parts))
                parts = b""
        assert received == sequence.messages

    @pytest.mark.parametrize("length", EDGES)
    @pytest.mark.parametrize("kind", [TEXT, BINARY])
    def test_every_length(self, length, kind):
        payload = random.Random(length).randbytes(length)
        if kind == TEXT:
            payload = payload.hex().encode()[:length]
        protocol = FrameProtocol(client=True, extensions=[])
        data = protocol.send_data(payload.decode() if kind == TEXT else payload)
        assert read_all(data) == [(kind, payload)]
        reader = FrameReader(MOST)
        assert reader.feed(data[:-1]) == []
        assert reader.feed(data[-1:]) == [(kind, payload)]

    def test_nothing_is_nothing(self):
        reader = FrameReader(MOST)
        assert reader.feed(b"") == []
        assert reader.feed(build_frame(b"a")) == [(TEXT, b"a")]

    def test_a_close_frame_is_read_with_its_reason(self):
        protocol = FrameProtocol(client=True, extensions=[])
        data = protocol.close(CloseReason.GOING_AWAY, "tạm biệt")
        assert read_all(data) == [(CLOSE, (1001).to_bytes(2) + "tạm biệt".encode())]
        assert read_all(build_frame(b"", CLOSE)) == [(CLOSE, b"")]

    @pytest.mark.parametrize("code", [1000, 1003, 1007, 1011, 1014, 3000, 4999])
    def test_every_close_code_a_client_may_send(self, code):
        payload = code.to_bytes(2)
        assert read_all(build_frame(payload, CLOSE)) == [(CLOSE, payload)]


class TestRefusing:
    @pytest.mark.parametrize("opcode", [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
    def test_unknown_kinds(self, opcode):
        assert refusal(build_frame(b"a", opcode)) == PROTOCOL_ERROR

    @pytest.mark.parametrize("reserved", [0x10, 0x20, 0x40, 0x70])
    def test_reserved_bits(self, reserved):
        assert refusal(build_frame(b"a", reserved=reserved)) == PROTOCOL_ERROR

    @pytest.mark.parametrize("payload", [b"", b"a", b"a" * 126])
    def test_frames_without_a_mask(self, payload):
        assert refusal(build_frame(payload, masked=False)) == PROTOCOL_ERROR

    @pytest.mark.parametrize("opcode", [CLOSE, PING, PONG])
    def test_control_frames_cut_up_or_too_long(self, opcode):
        assert refusal(build_frame(b"", opcode, final=False)) == PROTOCOL_ERROR
        assert refusal(build_frame(bytes(126), opcode)) == PROTOCOL_ERROR

    def test_fragments_out_of_order(self):
        assert refusal(build_frame(b"a", CONTINUATION)) == PROTOCOL_ERROR
        begun = build_frame(b"a", TEXT, final=False)
        assert refusal(begun + build_frame(b"b", TEXT)) == PROTOCOL_ERROR
        whole = begun + build_frame(b"b", CONTINUATION)
        assert refusal(whole + build_frame(b"c", CONTINUATION)) == PROTOCOL_ERROR

    @pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1015, 2999, 5000])
    def test_close_codes_that_may_not_be_sent(self, code):
        assert refusal(build_frame(code.to_bytes(2), CLOSE)) == PROTOCOL_ERROR

    def test_half_a_close_code_and_a_reason_that_is_no_text(self):
        assert refusal(build_frame(b"\x03", CLOSE)) == PROTOCOL_ERROR
        messages = (1000).to_bytes(2) + b"\xff"
        assert refusal(build_frame(messages, CLOSE)) in {PROTOCOL_ERROR, NOT_UTF8}

    @pytest.mark.parametrize(
        "payload",
        [b"\xff", b"a\xc0\xafb", b"\xed\xa0\x80", b"\xe1\xba", b"\xf4\x90\x80\x80"],
        ids=["no letter", "overlong", "surrogate", "half a letter", "beyond Unicode"],
    )
    def test_texts_that_are_not_utf_8(self, payload):
        assert refusal(build_frame(payload)) == NOT_UTF8
        halves = build_frame(payload[:1], final=False)
        halves += build_frame(payload[1:], CONTINUATION)
        assert refusal(halves) == NOT_UTF8
        assert read_all(build_frame(payload, BINARY)) == [(BINARY, payload)]

    @pytest.mark.parametrize("length", [MOST + 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1])
    def test_what_is_too_large_is_refused_before_it_comes(self, length):
        head = build_frame(b"", declared=length)
        assert refusal(head) in {TOO_LARGE, PROTOCOL_ERROR}
        assert refusal(build_frame(b"", BINARY, declared=length)) in {
            TOO_LARGE,
            PROTOCOL_ERROR,
        }

    def test_fragments_that_together_are_too_large(self):
        part = build_frame(bytes(60), BINARY, final=False)
        more = build_frame(bytes(40), CONTINUATION, final=False)
        assert read_all(part + more, 100) == []
        assert refusal(part + more + build_frame(b"1", CONTINUATION), 100) == TOO_LARGE
        last = build_frame(b"", CONTINUATION)
        assert read_all(part + more + last, 100) == [(BINARY, bytes(100))]
        # The limit applies to each message anew.
        again = part + more + last + build_frame(bytes(100), BINARY)
        assert len(read_all(again, 100)) == 2

    def test_a_ping_within_a_large_message_is_not_counted_with_it(self):
        part = build_frame(bytes(100), BINARY, final=False)
        ping, last = build_frame(b"hi", PING), build_frame(b"", CONTINUATION)
        assert read_all(part + ping + last, 100) == [
            (PING, b"hi"),
            (BINARY, bytes(100)),
        ]

    def test_fragments_without_end_or_content_take_no_memory(self):
        reader = FrameReader(MOST)
        reader.feed(build_frame(b"a", final=False))
        nothing = build_frame(b"", CONTINUATION, final=False) * 100
        tracemalloc.start()
        for _ in range(500):
            reader.feed(nothing)
        snapshot = tracemalloc.take_snapshot()
        tracemalloc.stop()
        # Threads of other tests may run at the same time.
        own = snapshot.filter_traces(
            [tracemalloc.Filter(True, websocket_frames.__file__)]
        )
        grown = sum(trace.size for trace in own.traces)
        assert grown < 200_000  # a list of them would take 400,000
        assert reader.feed(build_frame(b"z", CONTINUATION)) == [(TEXT, b"az")]

    @pytest.mark.parametrize("seed", range(100))
    def test_noise_is_refused(self, seed):
        rng = random.Random(seed)
        code = refusal(rng.randbytes(3 * MOST))
        assert code in {PROTOCOL_ERROR, NOT_UTF8, TOO_LARGE}


class TestWriting:
    @pytest.mark.parametrize("length", EDGES)
    @pytest.mark.parametrize("kind", [TEXT, BINARY])
    def test_wsproto_reads_what_we_write(self, length, kind):
        payload = b"x" * length
        protocol = FrameProtocol(client=True, extensions=[])
        protocol.receive_bytes(frame(payload, kind) + frame(b"next", TEXT))
        parts = list(protocol.received_frames())
        assert [KIND[part.opcode] for part in parts] == [kind, TEXT]
        first = parts[0].payload
        assert (first.encode() if kind == TEXT else bytes(first)) == payload
        assert parts[0].message_finished

    @pytest.mark.parametrize("length", EDGES)
    def test_the_head_is_as_short_as_it_can_be(self, length):
        head = 2 if length <= 125 else 4 if length <= 65_535 else 10
        assert len(frame(bytes(length), BINARY)) == head + length

    @pytest.mark.parametrize("kind", [PING, PONG])
    def test_control_frames(self, kind):
        protocol = FrameProtocol(client=True, extensions=[])
        protocol.receive_bytes(frame(b"p" * 125, kind))
        (part,) = protocol.received_frames()
        assert (KIND[part.opcode], bytes(part.payload)) == (kind, b"p" * 125)

    @pytest.mark.parametrize("code", [1000, 1001, 1002, 1007, 1009])
    def test_a_close_frame_contains_its_code(self, code):
        protocol = FrameProtocol(client=True, extensions=[])
        protocol.receive_bytes(close_frame(code))
        (part,) = protocol.received_frames()
        assert part.opcode is Opcode.CLOSE
        assert part.payload[0] == code
