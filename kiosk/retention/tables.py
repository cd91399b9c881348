"""Declare for every table of a meeting whether its rows go after the keeping time.

`tests/unit/retention/test_tables.py` fails for a table that is missing here. Tables
that belong to no meeting are not concerned.
"""

from kiosk.errors import N_

# Deleted, children before parents; the labels name them in the dry run.
GOING_TABLES: dict[str, str] = {
    "documents": N_("Tài liệu"),
    "pages": N_("Trang tài liệu"),
    "page_images": N_("Ảnh trang"),
    # The question and its answers stay.
    "consultation_documents": N_("Tài liệu gửi kèm lấy ý kiến"),
    "annotations": N_("Ghi chú riêng"),
    "annotation_shares": N_("Ghi chú được chia sẻ"),
    "annotation_shelves": N_("Số đếm của ghi chú"),
    "readings": N_("Dòng nhật ký đọc"),
    "kept_papers": N_("Tài liệu lưu trên máy"),
    "opinions": N_("Ý kiến bằng văn bản"),
    "script_notes": N_("Lời dẫn"),
    "badges": N_("Thẻ"),
    "pins": N_("Mã PIN"),
    "sign_ins": N_("Phiên đăng nhập"),
    "passkey_offers": N_("Yêu cầu thêm khoá truy cập"),
    "idempotency_keys": N_("Khoá của yêu cầu"),
    "desk_lines": N_("Báo tới bàn đón tiếp"),
    "check_ins": N_("Lượt quét thẻ ở cửa"),
    "check_in_conflicts": N_("Lượt quét mâu thuẫn"),
    "attendance_marks": N_("Đánh dấu có mặt bằng tay"),
    "gates": N_("Cửa"),
    "floor_requests": N_("Đăng ký phát biểu"),
    "floor_settings": N_("Cài đặt phát biểu"),
    "speaking_budgets": N_("Thời gian phát biểu của đơn vị"),
    "service_calls": N_("Lần gọi phục vụ"),
    "announcements": N_("Thông báo"),
    "notices": N_("Thông báo đã gửi"),
    "mail_deliveries": N_("Thư điện tử đã gửi"),
    "invitations": N_("Giấy mời và trả lời"),
    "member_contacts": N_("Địa chỉ thư điện tử"),
    "live_pages": N_("Trang đang trình chiếu"),
    "timers": N_("Đồng hồ"),
    "timer_settings": N_("Cài đặt đồng hồ"),
    "control_tokens": N_("Mã điều khiển"),
    "hall_screens": N_("Màn hình hội trường"),
    "hall_scene_changes": N_("Nội dung đã chiếu"),
    "hall_media": N_("Ảnh và phim của hội trường"),
    "hall_welcomes": N_("Lời chào ở hội trường"),
    "vote_refusals": N_("Thao tác biểu quyết bị từ chối"),
    # None are left once a vote is closed.
    "sealed_ballots": N_("Phiếu kín chưa mở"),
    "tablet_commands": N_("Lệnh tới máy tính bảng"),
    "publicities": N_("Mục trên trang công khai"),
    "minutes_editors": N_("Người đang soạn biên bản"),
    "survey_invitations": N_("Mã mời khảo sát"),
    "survey_participants": N_("Ai đã trả lời khảo sát"),
    "survey_named_answers": N_("Phiếu khảo sát có tên"),
    # None are left once a survey is closed.
    "survey_waiting_answers": N_("Phiếu khảo sát chưa trộn"),
}

TASKS = N_("Nhiệm vụ tiếp tục sau hội nghị")
SURVEY = N_("Kết quả khảo sát, không có tên")
VOTE_RECORD = N_("Hồ sơ biểu quyết, bầu cử")
MINUTES = N_("Cần để đọc biên bản và kết luận")
ISSUED = N_("Sổ văn bản phát hành của văn phòng")
RECORD = N_("Sổ ghi nối mã: không bao giờ xoá")

# Why rows stay.
STAYING_TABLES: dict[str, str] = {
    "meetings": MINUTES,
    "meeting_retentions": N_("Ghi lại việc xoá này"),
    "members": MINUTES,
    "sites": MINUTES,
    "agenda_items": MINUTES,
    "attendance_lines": MINUTES,
    "roll_calls": MINUTES,
    "roll_call_lines": MINUTES,
    "quorum_rules": MINUTES,
    "speeches": MINUTES,
    "floor_questions": MINUTES,
    "conclusions": MINUTES,
    "conclusion_issues": MINUTES,
    "minutes": MINUTES,
    "minutes_updates": MINUTES,
    "minutes_versions": MINUTES,
    "minutes_comments": MINUTES,
    "minutes_reviews": MINUTES,
    "minutes_signed_files": MINUTES,
    "imported_archives": RECORD,
    "imported_access_lines": RECORD,
    "consultations": MINUTES,
    "consultation_recipients": MINUTES,
    "votes": VOTE_RECORD,
    "vote_options": VOTE_RECORD,
    "vote_voters": VOTE_RECORD,
    "named_ballots": VOTE_RECORD,
    "plain_ballots": VOTE_RECORD,
    "hand_counts": VOTE_RECORD,
    "paper_counts": VOTE_RECORD,
    "tasks": TASKS,
    "task_units": TASKS,
    "task_entries": TASKS,
    "task_files": TASKS,
    "task_reports": TASKS,
    "surveys": SURVEY,
    "survey_questions": SURVEY,
    "survey_answers": SURVEY,
    "survey_summaries": SURVEY,
    "survey_figures": SURVEY,
    "survey_texts": SURVEY,
    "survey_text_groups": SURVEY,
    "issued_documents": ISSUED,
    "issued_deliveries": ISSUED,
    "journal": RECORD,
    "journal_counters": RECORD,
    "record_checkpoints": RECORD,
    "record_checks": RECORD,
    "record_removals": RECORD,
}
STAYING_REASONS = tuple(dict.fromkeys(STAYING_TABLES.values()))
