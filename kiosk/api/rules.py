"""Rules of the interface for other systems: scopes, tokens, rates; pure."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Invalid

LONGEST_API_TOKEN_NAME = 60
MAX_API_TOKENS = 50
DEFAULT_DAYS, MOST_DAYS = 365, 1826
# Like calls of a token are one line of the log within this time.
CALLS_GROUPED = dt.timedelta(minutes=1)


class ApiScope(StrEnum):
    """What a token may read or change."""

    MEETINGS = "meetings:read"
    AGENDA = "agenda:read"
    DOCUMENTS = "documents:read"
    DOWNLOADS = "documents:download"
    PEOPLE = "people:read"
    ROLL = "roll:read"
    RESULTS = "results:read"
    CONCLUSIONS = "conclusions:read"
    MINUTES = "minutes:read"
    TASKS = "tasks:read"
    TASKS_WRITE = "tasks:write"
    SURVEYS = "surveys:read"
    # Adds what is not published yet to what the other scopes allow.
    DRAFTS = "drafts:read"


API_SCOPE_LABELS: dict[ApiScope, str] = {
    ApiScope.MEETINGS: N_("Đọc danh sách và lịch hội nghị"),
    ApiScope.AGENDA: N_("Đọc chương trình"),
    ApiScope.DOCUMENTS: N_("Đọc danh mục tài liệu"),
    ApiScope.DOWNLOADS: N_("Tải tệp gốc của tài liệu"),
    ApiScope.PEOPLE: N_("Đọc danh sách người dự"),
    ApiScope.ROLL: N_("Đọc điểm danh"),
    ApiScope.RESULTS: N_("Đọc kết quả biểu quyết đã công bố"),
    ApiScope.CONCLUSIONS: N_("Đọc kết luận"),
    ApiScope.MINUTES: N_("Đọc trạng thái và bản PDF của biên bản đã khoá"),
    ApiScope.TASKS: N_("Đọc nhiệm vụ"),
    ApiScope.TASKS_WRITE: N_("Giao và sửa nhiệm vụ"),
    ApiScope.SURVEYS: N_("Đọc phiếu khảo sát, không có câu trả lời"),
    ApiScope.DRAFTS: N_("Đọc cả những gì chưa phát hành"),
}


class ApiTokenForm(msgspec.Struct, forbid_unknown_fields=True):
    """A token to make: its name, what it may do, and for how many days."""

    name: Annotated[str, msgspec.Meta(max_length=300)]
    scopes: Annotated[list[ApiScope], msgspec.Meta(max_length=40)]
    expires_days: Annotated[int, msgspec.Meta(ge=1, le=MOST_DAYS)] = DEFAULT_DAYS


def read_scopes(text: str) -> frozenset[ApiScope]:
    """Return the scopes named in `text`, separated by commas or spaces.

    :raises Invalid: there is no such scope.
    """
    names = text.replace(",", " ").split()
    unknown = [name for name in names if name not in set(ApiScope)]
    if unknown:
        raise Invalid(
            N_("Không có quyền “{name}”. Các quyền: {known}."),
            code="no_such_scope",
            name=unknown[0],
            known=", ".join(ApiScope),
        )
    return frozenset(map(ApiScope, names))


def check_api_token(name: str, scopes: Iterable[ApiScope], days: int) -> None:
    """Check a token before it is made.

    :raises Invalid: it has no name, no scope, or no sensible end.
    """
    if not name:
        raise Invalid(N_("Xin nhập tên hệ thống dùng mã này."), code="no_name")
    if len(name) > LONGEST_API_TOKEN_NAME:
        raise Invalid(
            N_("Tên dài quá {limit} chữ. Xin viết ngắn lại."),
            code="long_name",
            limit=LONGEST_API_TOKEN_NAME,
        )
    if not set(scopes):
        raise Invalid(N_("Xin chọn ít nhất một quyền."), code="no_scope")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(
            N_("Thời hạn phải từ 1 đến {limit} ngày."), code="bad_end", limit=MOST_DAYS
        )
