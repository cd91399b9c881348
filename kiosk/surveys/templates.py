"""Surveys to begin with. Their words are the office's, so they stay Vietnamese."""

from dataclasses import dataclass

from kiosk.errors import N_, Invalid
from kiosk.surveys.rules.drafts import SurveyDraft
from kiosk.surveys.rules.questions import Choice, Question, QuestionKind
from kiosk.surveys.rules.terms import OnePer, SurveyAccess


@dataclass(frozen=True)
class BuiltInTemplate:
    """A survey to begin with; `label` is translated where it is shown."""

    key: str
    label: str
    title: str
    intro: str
    questions: tuple[Question, ...]


def _choices(letter: str, *texts: str) -> list[Choice]:
    return [Choice(f"{letter}{number}", text) for number, text in enumerate(texts, 1)]


_QUALITY = ("Rất tốt", "Tốt", "Khá", "Trung bình", "Chưa tốt")
_SINGLE, _TEXT = QuestionKind.SINGLE, QuestionKind.TEXT
_ANONYMOUS = "Ý kiến không ghi tên. Xin đồng chí trả lời thẳng thắn."

TEMPLATES = (
    BuiltInTemplate(
        "meeting",
        N_("Đánh giá hội nghị"),
        "Phiếu khảo sát chất lượng hội nghị",
        _ANONYMOUS,
        (
            Question(
                "q1",
                QuestionKind.MATRIX,
                "Đồng chí đánh giá thế nào về các mặt sau?",
                options=_choices("o", *_QUALITY),
                rows=_choices(
                    "r",
                    "Nội dung báo cáo",
                    "Báo cáo viên",
                    "Tài liệu",
                    "Công tác tổ chức, phục vụ",
                ),
                is_required=True,
            ),
            Question(
                "q2",
                QuestionKind.SCALE,
                "Mức độ cần thiết của hội nghị với công việc của đồng chí",
                low="Không cần thiết",
                high="Rất cần thiết",
            ),
            Question("q3", _TEXT, "Đồng chí có góp ý gì thêm?"),
        ),
    ),
    BuiltInTemplate(
        "resolution",
        N_("Học tập, quán triệt nghị quyết"),
        "Phiếu thu hoạch, khảo sát sau hội nghị quán triệt",
        _ANONYMOUS,
        (
            Question(
                "q1",
                _SINGLE,
                "Đồng chí nắm được nội dung nghị quyết ở mức nào?",
                options=_choices(
                    "o", "Nắm chắc", "Nắm được cơ bản", "Còn nội dung chưa rõ"
                ),
                is_required=True,
            ),
            Question("q2", _TEXT, "Nội dung nào cần được hướng dẫn thêm?"),
            Question(
                "q3",
                QuestionKind.MULTIPLE,
                "Việc nào cần tập trung thực hiện ở đơn vị? (chọn nhiều nhất 3)",
                options=_choices(
                    "o",
                    "Hoàn thiện thể chế",
                    "Cải cách hành chính",
                    "Chuyển đổi số",
                    "Công tác cán bộ",
                    "Kiểm tra, giám sát",
                ),
                maximum=3,
            ),
        ),
    ),
    BuiltInTemplate(
        "opinion",
        N_("Khảo sát dư luận"),
        "Phiếu khảo sát dư luận xã hội",
        "Phiếu không ghi tên, không lưu địa chỉ máy của người trả lời.",
        (
            Question(
                "q1",
                _SINGLE,
                "Đồng chí có tin tưởng vào hiệu quả của chủ trương này không?",
                options=_choices(
                    "o", "Rất tin tưởng", "Tin tưởng", "Còn băn khoăn", "Khó trả lời"
                ),
                is_required=True,
            ),
            Question(
                "q2",
                QuestionKind.RANKING,
                "Xếp thứ tự những vấn đề cần giải quyết trước",
                options=_choices(
                    "o", "Việc làm", "Giao thông", "Y tế, giáo dục", "Môi trường"
                ),
                is_shuffled=True,
            ),
            Question("q3", _TEXT, "Kiến nghị của đồng chí"),
        ),
    ),
)


def template_draft(key: str, *, has_meeting: bool) -> SurveyDraft:
    """Return a template as a draft; an empty key gives an empty survey.

    :raises Invalid: there is no such template.
    """
    access = SurveyAccess.MEMBERS if has_meeting else SurveyAccess.LINK
    one_per = OnePer.INVITATION if has_meeting else OnePer.DEVICE
    if not key:
        return SurveyDraft("Phiếu khảo sát", access=access, one_per=one_per)
    for one in TEMPLATES:
        if one.key == key:
            return SurveyDraft(
                one.title,
                one.intro,
                access=access,
                one_per=one_per,
                questions=list(one.questions),
            )
    raise Invalid(N_("Không có mẫu này."), code="no_template")
