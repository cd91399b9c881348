"""Rules of the tables that hold what members are, write, say and choose."""

from kiosk.errors import N_
from kiosk.personal_data.rules import Replacement, TableRule
from kiosk.personal_data.table_rules import (
    DELETED,
    EMPTY,
    FIGURES,
    KEPT,
    MEMBER,
    NAME,
    NULL,
    PSEUDONYMISED,
    VOTE_RECORD,
    nothing,
)

RULES_OF_PEOPLE: dict[str, TableRule] = {
    # Who the person is.
    "members": TableRule(
        PSEUDONYMISED,
        N_("Tên, chức vụ, đơn vị trong danh sách"),
        members=("id",),
        replaced={
            "full_name": NAME,
            "sort_key": Replacement.SORT_KEY,
            "folded_name": Replacement.FOLDED,
            "position": EMPTY,
            "unit": EMPTY,
            "seat": EMPTY,
            "account_id": NULL,
        },
    ),
    "badges": TableRule(
        DELETED,
        N_("Thẻ"),
        members=MEMBER,
        secrets=("secret_hash", "code_hash", "seed", "roll_hash"),
    ),
    "pins": TableRule(DELETED, N_("Mã PIN"), members=MEMBER, secrets=("pin_hash",)),
    "sign_ins": TableRule(
        DELETED, N_("Phiên đăng nhập"), members=MEMBER, secrets=("token_hash",)
    ),
    # Goes with the sign-in, and is kept for ten minutes.
    "idempotency_keys": nothing(),
    "desk_lines": TableRule(DELETED, N_("Báo tới bàn đón tiếp"), members=MEMBER),
    "notices": TableRule(
        DELETED,
        N_("Thông báo đã gửi"),
        members=MEMBER,
    ),
    "member_contacts": TableRule(DELETED, N_("Địa chỉ thư điện tử"), members=MEMBER),
    "invitations": TableRule(
        DELETED,
        N_("Giấy mời và trả lời"),
        members=MEMBER,
        secrets=("seed", "token_hash"),
        actors=("ordered_by",),
    ),
    # What they have read and noted.
    "annotations": TableRule(
        DELETED, N_("Ghi chú riêng"), members=MEMBER, is_private=True
    ),
    "annotation_shares": TableRule(
        DELETED, N_("Ghi chú được người khác chia sẻ"), members=MEMBER
    ),
    "annotation_shelves": TableRule(
        DELETED, N_("Số đếm của ghi chú"), members=MEMBER, is_exported=False
    ),
    "readings": TableRule(DELETED, N_("Tài liệu đã đọc"), members=MEMBER),
    "kept_papers": TableRule(
        DELETED, N_("Tài liệu lưu trên máy"), members=MEMBER, secrets=("device",)
    ),
    "service_calls": TableRule(
        DELETED,
        N_("Lần gọi phục vụ"),
        members=MEMBER,
        actors=("taken_by", "ended_by"),
    ),
    # Counted answers, without anybody's name.
    "survey_summaries": nothing(),
    "survey_figures": nothing(),
    "survey_texts": nothing(),
    "survey_text_groups": nothing("changed_by"),
    "consultations": nothing("changed_by", "closed_by"),
    "consultation_documents": nothing(),
    "consultation_recipients": TableRule(
        KEPT,
        N_("Trả lời lấy ý kiến bằng văn bản"),
        N_("Phiếu có tên là hồ sơ của cấp uỷ: ai đồng ý, ai không."),
        members=MEMBER,
        actors=("entered_by",),
        secrets=("link_hash",),
    ),
    # What they have said.
    "opinions": TableRule(
        PSEUDONYMISED,
        N_("Ý kiến bằng văn bản"),
        N_("Ý kiến đã gửi là hồ sơ của hội nghị; chỉ bỏ tên người gửi."),
        members=MEMBER,
        replaced={
            "author_name": NAME,
            "author_position": EMPTY,
            "author_unit": EMPTY,
            "note_key": EMPTY,
        },
        actors=("received_by",),
    ),
    "floor_requests": TableRule(
        KEPT,
        N_("Đăng ký phát biểu"),
        FIGURES,
        members=MEMBER,
        actors=("asked_by", "changed_by"),
    ),
    "speeches": TableRule(
        PSEUDONYMISED,
        N_("Lượt phát biểu"),
        FIGURES,
        members=MEMBER,
        replaced={"name": NAME, "position": EMPTY, "unit": EMPTY},
    ),
    "floor_questions": TableRule(
        KEPT,
        N_("Câu hỏi chất vấn"),
        FIGURES,
        members=("asker_id", "respondent_id"),
        actors=("changed_by",),
    ),
    # Where they were.
    "check_ins": TableRule(KEPT, N_("Lượt quét thẻ ở cửa"), FIGURES, members=MEMBER),
    "attendance_marks": TableRule(
        PSEUDONYMISED,
        N_("Đánh dấu có mặt bằng tay"),
        FIGURES,
        members=MEMBER,
        replaced={"reason": EMPTY},
    ),
    "attendance_lines": TableRule(
        PSEUDONYMISED,
        N_("Có mặt, vắng mặt"),
        FIGURES,
        members=MEMBER,
        replaced={"reason": EMPTY},
    ),
    "roll_call_lines": TableRule(
        KEPT, N_("Điểm danh lúc khai mạc"), FIGURES, members=MEMBER
    ),
    # How they voted.
    "vote_voters": TableRule(
        KEPT, N_("Danh sách biểu quyết"), VOTE_RECORD, members=MEMBER
    ),
    "named_ballots": TableRule(
        KEPT,
        N_("Phiếu công khai"),
        VOTE_RECORD,
        members=MEMBER,
        actors=("entered_by",),
    ),
    # Gone once the vote is closed, and before that nobody can open it.
    "sealed_ballots": TableRule(
        KEPT,
        N_("Phiếu kín chưa mở"),
        VOTE_RECORD,
        members=MEMBER,
        is_exported=False,
        secrets=("sealed", "retry_key"),
    ),
    # Of nobody: neither voter nor time is known.
    "plain_ballots": nothing(),
    "votes": nothing("opened_by", "closed_by", "announced_by", "changed_by"),
    "vote_options": nothing(),
    "hand_counts": nothing("entered_by"),
    "paper_counts": nothing("entered_by"),
    "vote_refusals": nothing("who"),
    # Who has answered a survey, and what, where it bears names.
    "survey_participants": TableRule(
        KEPT,
        N_("Đã trả lời phiếu khảo sát"),
        N_("Chỉ có số, để không ai trả lời hai lần."),
        members=MEMBER,
        is_exported=False,
        secrets=("sender", "retry_hash"),
    ),
    "survey_named_answers": TableRule(
        PSEUDONYMISED,
        N_("Phiếu khảo sát có tên"),
        N_("Câu trả lời cần cho kết quả; chỉ bỏ tên người trả lời."),
        members=MEMBER,
        secrets=("sender",),
        replaced={"name": NAME, "unit": EMPTY},
    ),
    # Of nobody: sealed for moments, then without a sender.
    "survey_waiting_answers": nothing(),
    "survey_answers": nothing(),
    "surveys": nothing("changed_by"),
    "survey_questions": nothing(),
    "survey_invitations": nothing(),
}
