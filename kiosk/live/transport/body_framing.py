"""Check how the end of an HTTP request's body is marked, strictly.

A proxy that frames a request differently from the server would take the rest of one
request for the next one, sent by another client (request smuggling).
"""

import re
from email.message import Message

_LENGTH = re.compile(r"[0-9]{1,15}")
BAD_REQUEST = (
    b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
)


def is_well_framed(headers: Message) -> bool:
    """Tell whether a head marks the end of its body in one way only; RFC 9112, 6.3."""
    # Python's parser ends the head at a line that is no header, such as `Name : value`.
    if headers.defects or headers.get_payload():
        return False
    lengths = headers.get_all("Content-Length", [])
    codings = headers.get_all("Transfer-Encoding", [])
    if len(lengths) + len(codings) > 1:
        return False
    if codings:
        return str(codings[0]).strip().lower() == "chunked"
    return all(_LENGTH.fullmatch(str(length).strip()) for length in lengths)
