"""Words and short forms of the rules of tables."""

from kiosk.errors import N_
from kiosk.personal_data.rules import Disposal, Replacement, TableRule

DELETED, PSEUDONYMISED = Disposal.DELETED, Disposal.PSEUDONYMISED
KEPT, NONE = Disposal.KEPT, Disposal.NONE
NAME, EMPTY, NULL = Replacement.PSEUDONYM, Replacement.EMPTY, Replacement.NULL

VOTE_RECORD = N_("Hồ sơ biểu quyết phải giữ đủ để đối chiếu kết quả.")
CHAINED = N_("Sổ ghi nối mã: chỉ có số, không có tên, và không ai xoá được.")
LOG = N_("Luật buộc giữ nhật ký ít nhất 12 tháng; chỉ có số, không có tên.")
FIGURES = N_("Số liệu của biên bản; chỉ còn số, không có tên.")
OFFICIAL = N_("Biên bản là hồ sơ chính thức, giữ nguyên như lúc lập.")
PROGRAMME = N_("Chương trình và diễn biến là hồ sơ của hội nghị.")

MEMBER = ("member_id",)


def nothing(*actors: str) -> TableRule:
    """Return the rule of a table about no member; `actors` are names of who acted."""
    return TableRule(NONE, is_exported=False, actors=actors)
