"""Where the body of an HTTP request ends: read strictly, so that nobody disagrees.

A proxy that reads a head in another way than the server would take the rest of one
request for the next one, which is then somebody else's (request smuggling).
"""

import re
from email.message import Message

_LENGTH = re.compile(r"[0-9]{1,15}")
BAD_REQUEST = (
    b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
)


def is_well_framed(headers: Message) -> bool:
    """Tell whether a head says in one way only where its body ends; RFC 9112, 6.3."""
    # A line that is no header ends the head for Python's parser: `Name : value` is one.
    if headers.defects or headers.get_payload():
        return False
    lengths = headers.get_all("Content-Length", [])
    codings = headers.get_all("Transfer-Encoding", [])
    if len(lengths) + len(codings) > 1:
        return False
    if codings:
        return str(codings[0]).strip().lower() == "chunked"
    return all(_LENGTH.fullmatch(str(length).strip()) for length in lengths)
