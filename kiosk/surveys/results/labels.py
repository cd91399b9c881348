"""Names of what answers are compared by."""

from kiosk.errors import N_
from kiosk.surveys.rules.questions import ClassKind

VARIABLE_LABELS = {
    ClassKind.SITE: N_("Điểm cầu"),
    ClassKind.UNIT: N_("Đơn vị"),
    ClassKind.AGE_GROUP: N_("Nhóm tuổi"),
}
# In papers and exports, which are always in Vietnamese.
REST_LABEL = "Các nhóm còn lại (gộp)"
NO_GROUP_LABEL = "Không ghi"
