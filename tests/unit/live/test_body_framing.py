"""An ambiguous request head is rejected."""

import io
from http.client import parse_headers

import pytest

from kiosk.live.transport.body_framing import is_well_framed


def head(*lines: str):
    text = "\r\n".join(["Host: 10.0.0.2", *lines, "Accept: */*", "", ""])
    return parse_headers(io.BytesIO(text.encode("latin-1")))


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Content-Length: 0"],
        ["content-length: 12"],
        ["Content-Length:  7 "],
        ["Transfer-Encoding: chunked"],
        ["transfer-encoding: Chunked"],
    ],
)
def test_one_length_or_chunks_or_neither(lines):
    assert is_well_framed(head(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        ["Content-Length: +5"],
        ["Content-Length: -5"],
        ["Content-Length: 0x5"],
        ["Content-Length: 5_0"],
        ["Content-Length: 5, 5"],
        ["Content-Length: \xb2"],
        ["Content-Length:"],
        ["Content-Length: 99999999999999999999"],
        ["Content-Length: 5", "Content-Length: 5"],
        ["Content-Length: 5", "content-length: 6"],
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: gzip, chunked"],
        ["Transfer-Encoding: identity"],
        ["Transfer-Encoding: xchunked"],
        ["Transfer-Encoding : chunked"],
        ["Content-Length : 5"],
        ["no header at all"],
    ],
    ids=repr,
)
def test_all_else_is_refused(lines):
    assert not is_well_framed(head(*lines))
