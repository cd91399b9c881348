"""Limit the number of query arguments and cookies, before they are parsed."""

from collections.abc import Iterable

from kiosk.wsgi_types import Application, Environ, StartResponse

# Far more than any page uses. Parsing time depends on the number of fields, not on
# their length: 2,000 short cookies take some 45 ms.
MAX_ARGUMENTS = 100
MAX_COOKIES = 100

# In both languages: the language cookie has not been parsed.
_MANY_ARGUMENTS = (
    "Địa chỉ có quá nhiều phần. Xin mở lại trang từ đầu.\n"
    "The address has too many parts. Please open the page anew.\n"
)
_MANY_COOKIES = (
    "Trình duyệt gửi quá nhiều cookie. Xin xoá dữ liệu của trang này rồi mở lại.\n"
    "The browser sends too many cookies. Please clear this site's data and reopen it.\n"
)


class HeadLimits:
    """WSGI middleware that rejects heads with too many fields.

    Cookie headers that are not UTF-8 are dropped.
    """

    def __init__(self, gate: Application) -> None:
        self._application = gate

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer the request, or pass it on."""
        cookies = environ.get("HTTP_COOKIE", "")
        if environ.get("QUERY_STRING", "").count("&") >= MAX_ARGUMENTS:
            return _refuse(start_response, "414 URI Too Long", _MANY_ARGUMENTS)
        if cookies.count(";") >= MAX_COOKIES:
            status = "431 Request Header Fields Too Large"
            return _refuse(start_response, status, _MANY_COOKIES)
        if not _is_utf8(cookies):
            del environ["HTTP_COOKIE"]
        return self._application(environ, start_response)


def _refuse(
    start_response: StartResponse, status: str, sentences: str
) -> Iterable[bytes]:
    body = sentences.encode()
    # The body is not read, so the connection cannot be reused.
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
    # WSGI decodes bytes as Latin-1.
    try:
        text.encode("latin-1").decode()
    except UnicodeError:
        return False
    return True
