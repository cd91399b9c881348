"""What a request's head may be, looked at before anything reads it."""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Far more than any page of ours asks or any browser keeps for us. It is the number of
# fields that takes time, not their length: 2,000 short cookies take some 45 ms.
MOST_ARGUMENTS = 100
MOST_COOKIES = 100

# In both languages: nothing of the request has been read that says which.
_MANY_ARGUMENTS = (
    "Địa chỉ có quá nhiều phần. Xin mở lại trang từ đầu.\n"
    "The address has too many parts. Please open the page anew.\n"
)
_MANY_COOKIES = (
    "Trình duyệt gửi quá nhiều cookie. Xin xoá dữ liệu của trang này rồi mở lại.\n"
    "The browser sends too many cookies. Please clear this site's data and reopen it.\n"
)


class HeadLimits:
    """Refuses heads of very many parts: to take them apart holds up everybody.

    Cookies that are no UTF-8 are none of ours and are dropped.
    """

    def __init__(self, gate: Application) -> None:
        """Stand before the gate, which lets requests in."""
        self._application = gate

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Let the request in, or refuse it."""
        cookies = environ.get("HTTP_COOKIE", "")
        if environ.get("QUERY_STRING", "").count("&") >= MOST_ARGUMENTS:
            return _refuse(start_response, "414 URI Too Long", _MANY_ARGUMENTS)
        if cookies.count(";") >= MOST_COOKIES:
            status = "431 Request Header Fields Too Large"
            return _refuse(start_response, status, _MANY_COOKIES)
        if not _is_utf8(cookies):
            del environ["HTTP_COOKIE"]
        return self._application(environ, start_response)


def _refuse(
    start_response: StartResponse, status: str, sentences: str
) -> Iterable[bytes]:
    body = sentences.encode()
    # What else came along is not read: the connection is of no more use.
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Connection", "close"),
    ]
    start_response(status, headers)
    return [body]


def _is_utf8(text: str) -> bool:
    # WSGI hands bytes over as if they were Latin-1.
    try:
        text.encode("latin-1").decode()
    except UnicodeError:
        return False
    return True
