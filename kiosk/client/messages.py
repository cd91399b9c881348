"""Encode HTTP/1.1 requests and parse the heads of responses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

HEAD_END = b"\r\n\r\n"


def raw_request(
    method: str, host: str, path: str, headers: Mapping[str, str], body: bytes = b""
) -> bytes:
    """Return a request with these headers and `Host` only."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value}" for name, value in headers.items() if value]
    return "\r\n".join([*lines, "", ""]).encode() + body


def json_request(
    method: str, host: str, path: str, body: Any = None, cookie: str = ""
) -> bytes:
    """Return a request with `body` as JSON and `Connection: close`."""
    data = b"" if body is None else json.dumps(body).encode()
    headers = {
        "Connection": "close",
        "Accept": "application/json",
        "Content-Type": "application/json",
        "Content-Length": str(len(data)),
        "Cookie": cookie,
    }
    return raw_request(method, host, path, headers, data)


@dataclass(frozen=True)
class ResponseHead:
    """Status (0: invalid) and headers of a response; names in lower case."""

    status: int
    headers: list[tuple[str, str]]

    def header(self, name: str, default: str = "") -> str:
        """Return the last header of this name."""
        return dict(self.headers).get(name, default)


def read_head(head: bytes) -> ResponseHead:
    """Parse the head of a response, without its blank line."""
    first, *lines = head.decode("latin-1").split("\r\n")
    protocol, _, rest = first.partition(" ")
    code = rest[:3]
    status = int(code) if protocol.startswith("HTTP/") and code.isdecimal() else 0
    parts = [line.partition(":") for line in lines]
    headers = [(name.strip().lower(), value.strip()) for name, _, value in parts]
    return ResponseHead(status, headers)
