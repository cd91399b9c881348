"""Which rows of which tables belong to a meeting, and what is left out of them.

A table is archived if its rows lead to the meeting by foreign keys that are never null.
Every other table is listed here with the reason; a test enumerates all tables.
"""

from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Select,
    String,
    Table,
    collate,
    select,
)

from kiosk.storage.base import Base, NulFreeText
from kiosk.subjects import load

_BADGES = (
    "bí mật của thẻ và PIN chỉ dùng được trên máy chủ đã cấp; cấp lại sau khi nhập"
)
_STAFF = "tài khoản cán bộ và mật khẩu thuộc về máy chủ, không thuộc về cuộc họp"
_DEVICES = "trạng thái thiết bị của đơn vị"
_NOTES = "ghi chú riêng chỉ chủ nhân được đọc; họ có sổ ghi chép của mình"
_LOG = "nhật ký truy cập là của cả máy chủ; phần của cuộc họp ở thư mục access_log"
_COUNTED = "kết quả khảo sát được đếm lại từ các phiếu"
_REQUESTS = "trạng thái của các yêu cầu đang xử lý"
_MAIL = "thông báo, thư và webhook do máy chủ gửi, không thuộc về cuộc họp"
_OFFICE = "cài đặt và số văn bản của cơ quan, không của cuộc họp"
_SENDERS = "ai đã trả lời khảo sát: chỉ là mã băm của máy chủ này, không nối với phiếu"
_RECORD = "thuộc chuỗi bản ghi của máy chủ, không của cuộc họp"
_TASKS = "nhiệm vụ tiếp tục sau cuộc họp, gắn với danh sách đơn vị của máy chủ"
_UNITS = "danh sách đơn vị thuộc về máy chủ, không thuộc về cuộc họp"

# Tables of which no row is archived, with the reason.
EXCLUDED_TABLES: dict[str, str] = {
    "accounts": _STAFF,
    "second_factors": _STAFF,
    "recovery_codes": _STAFF,
    "passkeys": _STAFF,
    "passkey_offers": _STAFF,
    "linked_people": _STAFF,
    "pending_sign_ins": _STAFF,
    "setup_links": _STAFF,
    "agenda_templates": _STAFF,
    "sign_ins": "phiên đăng nhập chứa bí mật của từng thiết bị",
    "throttles": _REQUESTS,
    "idempotency_keys": _REQUESTS,
    "badges": _BADGES,
    "pins": _BADGES,
    "api_tokens": "mã truy cập thuộc về máy chủ, không thuộc về cuộc họp",
    "api_calls": "lượt gọi của hệ thống khác thuộc về máy chủ",
    "control_tokens": "mã điều khiển là bí mật của thiết bị",
    "tablet_enrolments": _DEVICES,
    "tablets": _DEVICES,
    "tablet_commands": _DEVICES,
    "kept_papers": _DEVICES,
    "annotation_shelves": _NOTES,
    "annotations": _NOTES,
    "annotation_shares": _NOTES,
    "sealed_ballots": "phiếu kín đang niêm phong gắn với người bỏ phiếu",
    "survey_participants": _SENDERS,
    "survey_waiting_answers": _SENDERS,
    "survey_invitations": "mã mời là bí mật của người được mời",
    "access_log": _LOG,
    "access_log_head": _LOG,
    "access_log_checkpoints": _LOG,
    "refusal_groups": _LOG,
    "notices": _MAIL,
    "mail_deliveries": _MAIL,
    "unsubscriptions": _MAIL,
    "webhooks": _MAIL,
    "webhook_calls": _MAIL,
    "survey_summaries": _COUNTED,
    "survey_figures": _COUNTED,
    "survey_texts": _COUNTED,
    "survey_text_groups": _COUNTED,
    "record_removals": _RECORD,
    "record_checks": _RECORD,
    "units": _UNITS,
    "unit_accounts": _UNITS,
    "unit_links": _UNITS,
    "tasks": _TASKS,
    "task_units": _TASKS,
    "task_entries": _TASKS,
    "task_files": _TASKS,
    "task_supervisors": _STAFF,
    "task_feeds": _TASKS,
    "task_digests": _TASKS,
    "task_reports": _TASKS,
    "office_settings": _OFFICE,
    "paper_counters": _OFFICE,
    "minutes_editors": "ai đang mở biên bản lúc này, không phải nội dung",
    "issued_documents": _OFFICE,
    "issued_deliveries": _OFFICE,
    "publicities": "đường dẫn công khai của máy chủ này; công khai lại sau khi nhập",
    "imported_archives": "nguồn gốc của cuộc họp đã nhập; đã có trong các tệp khác",
    "imported_access_lines": _LOG,
}
# Columns that are archived with this value instead of theirs, with the reason.
BLANKED_COLUMNS: dict[tuple[str, str], tuple[Any, str]] = {
    ("hall_welcomes", "wifi_password"): ("", "mật khẩu mạng của hội trường"),
    ("consultation_recipients", "link_hash"): ("", "đường dẫn riêng là bí mật"),
    ("service_calls", "taken_sign_in"): (None, "phiên đăng nhập không được lưu"),
    ("vote_refusals", "address"): ("", "địa chỉ ở nhật ký truy cập"),
    ("invitations", "seed"): ("", "bí mật của liên kết riêng"),
    ("invitations", "token_hash"): (None, "bí mật của liên kết riêng"),
    ("desk_lines", "device"): ("", "địa chỉ của thiết bị"),
}
# Columns numbered anew by an import; nothing refers to them.
RENUMBERED_COLUMNS: dict[str, str] = {"journal": "id", "record_checkpoints": "id"}
MEETINGS = "meetings"
# Rows of these may belong to no meeting.
OWNED_BY_SOME = {"surveys"}


@cache
def archived_tables() -> tuple[Table, ...]:
    """Return the archived tables; a table comes after those it refers to."""
    for module in ("idempotency", "journal"):
        import_module(f"kiosk.storage.{module}")
    load("models", "__name__")
    known = Base.metadata.sorted_tables
    return tuple(table for table in known if table.name not in EXCLUDED_TABLES)


def archived_columns(table: Table) -> list[Column[Any]]:
    """Return the columns that are written, in the order of the table."""
    renumbered = RENUMBERED_COLUMNS.get(table.name)
    return [column for column in table.columns if column.name != renumbered]


def blank_values(table: Table) -> dict[str, Any]:
    """Return the values written instead, by column.

    A reference to a table that is not archived is null.
    """
    blank = {
        column: value
        for (name, column), (value, _) in BLANKED_COLUMNS.items()
        if name == table.name
    }
    for key in table.foreign_keys:
        if key.column.table.name in EXCLUDED_TABLES:
            blank[key.parent.name] = None
    return blank


def inner_references(table: Table) -> list[ForeignKey]:
    """Return the foreign keys to archived tables, in the order of their columns."""
    keys = [
        key
        for key in table.foreign_keys
        if key.column.table.name not in EXCLUDED_TABLES
    ]
    return sorted(keys, key=lambda key: key.parent.name)


def owning_reference(table: Table) -> ForeignKey | None:
    """Return the foreign key that leads to the meeting, if there is one."""
    keys = [
        key
        for key in inner_references(table)
        if not key.parent.nullable
        or (table.name in OWNED_BY_SOME and key.column.table.name == MEETINGS)
    ]
    direct = [key for key in keys if key.column.table.name == MEETINGS]
    return next(iter(direct or keys), None)


def belongs_to(table: Table, meeting_id: int) -> ColumnElement[bool]:
    """Return the condition that a row belongs to the meeting.

    :raises ValueError: no foreign key leads to a meeting.
    """
    if table.name == MEETINGS:
        return table.c.id == meeting_id
    key = owning_reference(table)
    if key is None:
        raise ValueError(f"{table.name} belongs to no meeting")
    owner = key.column.table
    if owner.name == MEETINGS:
        return key.parent == meeting_id
    return key.parent.in_(select(key.column).where(belongs_to(owner, meeting_id)))


def _condition(table: Table, meeting_id: int) -> ColumnElement[bool]:
    condition = belongs_to(table, meeting_id)
    if table.name == "plain_ballots":
        # Only as published: with a result.
        votes = Base.metadata.tables["votes"]
        counted = select(votes.c.id).where(votes.c.result != "")
        return condition & table.c.vote_id.in_(counted)
    return condition


def primary_order(table: Table, dialect: str) -> list[ColumnElement[Any]]:
    """Return what sorts the rows equally on every database."""
    if table.name in RENUMBERED_COLUMNS:
        return [table.c.number, table.c.at]
    if dialect == "sqlite":
        return list(table.primary_key)
    # SQLite sorts by bytes, PostgreSQL by a locale.
    return [
        collate(column, "C")
        if isinstance(column.type, String | NulFreeText)
        else column
        for column in table.primary_key
    ]


def rows_of(table: Table, meeting_id: int, dialect: str) -> Select[Any]:
    """Return the query of a meeting's rows, in a fixed order."""
    return (
        select(*archived_columns(table))
        .where(_condition(table, meeting_id))
        .order_by(*primary_order(table, dialect))
    )
