"""Write a person's data as ZIP: JSON for programs, HTML for people."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from kiosk.exports.child import run_child
from kiosk.exports.html import load_template
from kiosk.personal_data.content import PersonContent, PersonSection
from kiosk.personal_data.rules import PERSON_HTML, PERSON_JSON

# Headings of the page for people; other columns are in the JSON only.
COLUMN_LABELS = {
    "at": "Lúc",
    "full_name": "Họ và tên",
    "name": "Họ và tên",
    "author_name": "Họ và tên",
    "email": "Địa chỉ thư điện tử",
    "parameters": "Nội dung",
    "answer": "Trả lời",
    "substitute_name": "Người dự thay",
    "caller": "Người gọi",
    "role": "Vai trò",
    "position": "Chức vụ",
    "unit": "Đơn vị",
    "seat": "Ghế",
    "site": "Điểm cầu",
    "site_name": "Điểm cầu",
    "kind": "Loại",
    "state": "Trạng thái",
    "reason": "Lý do",
    "topic": "Chủ đề",
    "title": "Tên",
    "item_title": "Nội dung",
    "paper_title": "Tài liệu",
    "quote": "Trích dẫn",
    "text": "Nội dung",
    "body": "Chi tiết",
    "page": "Trang",
    "pages": "Trang đã mở",
    "choices": "Lựa chọn",
    "has_cast": "Đã bỏ phiếu",
    "is_present": "Có mặt",
    "direction": "Vào hay ra",
    "method": "Cách ghi",
    "verdict": "Kết quả",
    "act": "Việc",
    "detail": "Chi tiết",
    "times": "Số lần",
    "address": "Địa chỉ máy",
    "port": "Cổng",
    "device": "Máy",
    "document_id": "Số tài liệu",
    "vote_id": "Số biểu quyết",
    "issued_at": "Cấp lúc",
    "revoked_at": "Thu hồi lúc",
    "started_at": "Bắt đầu",
    "ended_at": "Kết thúc",
    "asked_at": "Đăng ký lúc",
    "opened_at": "Mở lúc",
    "closed_at": "Xong lúc",
    "sent_at": "Gửi lúc",
    "made_at": "Lúc",
    "edited_at": "Sửa lúc",
    "changed_at": "Đổi lúc",
    "shared_at": "Chia sẻ lúc",
    "kept_at": "Lưu lúc",
    "first_at": "Lần đầu",
    "last_at": "Lần cuối",
    "came_at": "Đến lúc",
    "item_called_by": "Người gọi",
    "item_started_at": "Bắt đầu",
}


def shown_columns(section: PersonSection) -> list[str]:
    """Return the columns of a section that people read."""
    return [column for column in section.rows[0] if column in COLUMN_LABELS]


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(value)


def make(content: PersonContent, out: Path) -> Iterator[tuple[int, int]]:
    """Write `made.zip`; yield sections done and total."""
    total = len(content.sections)
    template = load_template(Path(__file__).with_name("index.html"))
    page = template.render(
        content=content,
        labels=COLUMN_LABELS,
        shown_columns=shown_columns,
        words=_words,
        json_name=PERSON_JSON,
    )
    data = msgspec.json.format(msgspec.json.encode(content), indent=1)
    with zipfile.ZipFile(out / "made.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PERSON_HTML, page)
        archive.writestr(PERSON_JSON, data)
    yield total, total


if __name__ == "__main__":
    run_child(PersonContent, make)
