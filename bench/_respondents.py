"""People who answer a survey over connections that stay open, once each."""

import asyncio
import json
import random
import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

PAUSE_SECONDS = 0.5
MOST_TRIES = 60


@dataclass
class Respondents:
    """`codes`: one invitation for each answer; all answers within `seconds`."""

    port: int
    path: str
    codes: list[str]
    connections: int
    seconds: float
    # Called once when half of the answers are acknowledged.
    at_half: Callable[[], None] | None = None
    latencies_ms: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: set[str] = field(default_factory=set)
    retries: int = 0

    async def answer_all(self) -> None:
        """Let everybody answer; who gets no answer sends the same again."""
        begun = time.monotonic()
        shares = [self.codes[n :: self.connections] for n in range(self.connections)]
        await asyncio.gather(*(self._answer_some(begun, share) for share in shares))

    async def _answer_some(self, begun: float, codes: list[str]) -> None:
        times = sorted(random.uniform(0, self.seconds) for _ in codes)
        connection = _Connection(self.port)
        for code, due in zip(codes, times, strict=True):
            await asyncio.sleep(max(0.0, begun + due - time.monotonic()))
            await self._answer(connection, code)
        connection.close()

    async def _answer(self, connection: "_Connection", code: str) -> None:
        fields = {
            "q1": [random.choice(("o1", "o2"))],
            "q2": ["Phòng họp hơi ồn, xin thêm loa ở phía sau."],
            "invitation_code": [code],
        }
        body = {"fields": fields, "retry_key": secrets.token_hex(16)}
        for _ in range(MOST_TRIES):
            sent = time.monotonic()
            status = await connection.post(self.path, json.dumps(body).encode())
            if status:
                break
            self.retries += 1
            await asyncio.sleep(PAUSE_SECONDS)
        self.statuses[status] += 1
        if status == 200:
            self.latencies_ms.append(1000 * (time.monotonic() - sent))
            self.acknowledged.add(code)
            self._look_for_half()

    def _look_for_half(self) -> None:
        if self.at_half and len(self.acknowledged) >= len(self.codes) // 2:
            act, self.at_half = self.at_half, None
            act()

    def ms(self, share: float) -> float:
        """Return the latency that this share of the answers did not exceed."""
        ordered = sorted(self.latencies_ms)
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)


class _Connection:
    """An HTTP/1.1 connection, opened anew when it is lost."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._writer: asyncio.StreamWriter | None = None
        self._reader: asyncio.StreamReader | None = None

    async def post(self, path: str, body: bytes) -> int:
        """Return the status; 0: there was no answer."""
        try:
            return await self._post(path, body)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            return 0

    async def _post(self, path: str, body: bytes) -> int:
        if self._writer is None or self._writer.is_closing():
            self._reader, self._writer = await asyncio.open_connection(
                "127.0.0.1", self._port
            )
        assert self._reader
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            "Content-Type: application/json\r\nAccept: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        answer = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(answer.partition("content-length:")[2].split("\r\n")[0] or 0)
        await self._reader.readexactly(length)
        if "connection: close" in answer:
            self.close()
        return int(answer.split()[1])

    def close(self) -> None:
        """Close it; the next request opens another."""
        if self._writer is not None:
            self._writer.close()
        self._writer = None
