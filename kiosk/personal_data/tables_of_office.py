"""Rules of the record, the meetings themselves, the office and the server."""

from kiosk.errors import N_
from kiosk.personal_data.rules import TableRule
from kiosk.personal_data.table_rules import (
    CHAINED,
    KEPT,
    LOG,
    MEMBER,
    NAME,
    OFFICIAL,
    PROGRAMME,
    PSEUDONYMISED,
    nothing,
)

RULES_OF_OFFICE: dict[str, TableRule] = {
    # The record.
    "journal": TableRule(
        KEPT, N_("Sổ ghi diễn biến"), CHAINED, member_labels=("actor",)
    ),
    "access_log": TableRule(
        KEPT, N_("Nhật ký truy cập"), LOG, member_labels=("username",)
    ),
    "journal_counters": nothing(),
    "record_checkpoints": nothing(),
    "record_checks": nothing(),
    "record_removals": nothing(),
    "access_log_head": nothing(),
    "access_log_checkpoints": nothing(),
    # Minutes to hours old.
    "refusal_groups": nothing(),
    "throttles": nothing(),
    # The meeting itself.
    "agenda_items": TableRule(
        KEPT,
        N_("Nội dung có người trình bày"),
        PROGRAMME,
        members=("presenter_id",),
        actors=("changed_by",),
    ),
    "live_pages": TableRule(
        KEPT,
        N_("Người điều khiển trang"),
        PROGRAMME,
        members=("leader_id",),
        actors=("item_called_by",),
    ),
    "meetings": nothing("state_changed_by", "changed_by"),
    "meeting_retentions": nothing("changed_by", "confirmed_by"),
    "announcements": nothing("made_by", "withdrawn_by"),
    "documents": nothing("uploaded_by", "stamp_denied_by"),
    "pages": nothing(),
    "page_images": nothing(),
    "script_notes": nothing("changed_by"),
    "sites": nothing(),
    "gates": nothing(),
    # Who recorded it is a number.
    "check_in_conflicts": nothing(),
    "quorum_rules": nothing(),
    "roll_calls": nothing(),
    "floor_settings": nothing(),
    "speaking_budgets": nothing(),
    "timers": nothing("changed_by"),
    "timer_settings": nothing(),
    "control_tokens": nothing("made_by", "revoked_by"),
    # Of other systems; made by staff.
    "api_tokens": nothing(),
    "api_calls": nothing(),
    "hall_screens": nothing("changed_by"),
    "hall_scene_changes": nothing("changed_by"),
    "hall_media": nothing("added_by"),
    "hall_welcomes": nothing(),
    # The committee's record: names in it are part of what was agreed and signed.
    "conclusions": nothing("changed_by"),
    "conclusion_issues": nothing("issued_by"),
    "minutes": nothing("made_by", "finalised_by"),
    "minutes_updates": nothing("made_by"),
    "minutes_versions": nothing("made_by"),
    "minutes_signed_files": nothing("uploaded_by"),
    "minutes_comments": TableRule(
        PSEUDONYMISED,
        N_("Ý kiến về biên bản"),
        N_("Ý kiến về biên bản là hồ sơ; chỉ bỏ tên người nêu."),
        members=("author_id",),
        replaced={"author_name": NAME},
        actors=("resolved_by",),
    ),
    "minutes_reviews": TableRule(
        KEPT, N_("Trả lời về biên bản"), OFFICIAL, members=MEMBER
    ),
    # Seconds old.
    "minutes_editors": nothing(),
    "imported_archives": nothing(),
    "imported_access_lines": nothing(),
    # Of the organisation.
    "office_settings": nothing(),
    "paper_counters": nothing(),
    # The book of the office: who signed and who kept it are part of the record.
    "issued_documents": nothing("reserved_by", "issued_by", "ended_by"),
    "issued_deliveries": nothing("sent_by"),
    "publicities": nothing("shown_by"),
    # Staff: the account is closed on its own screen, and the log names it for a year.
    "accounts": nothing(),
    "agenda_templates": nothing(),
    # Goes with its notice.
    "mail_deliveries": nothing(),
    # Addresses that wrote they want no mail; kept so that they get none.
    "unsubscriptions": nothing(),
    "webhooks": nothing(),
    "webhook_calls": nothing(),
    "setup_links": nothing(),
    "pending_sign_ins": nothing(),
    "second_factors": nothing(),
    "recovery_codes": nothing(),
    # Units are no people; their accounts are staff.
    "units": nothing(),
    "unit_accounts": nothing(),
    "unit_links": nothing(),
    # Of units; who acted is staff, or the unit itself.
    "tasks": nothing("made_by"),
    "task_units": nothing(),
    "task_entries": nothing("made_by"),
    "task_files": nothing("added_by"),
    "task_supervisors": nothing(),
    "task_feeds": nothing(),
    "task_digests": nothing(),
    "task_reports": nothing("asked_by"),
    "passkeys": nothing(),
    "passkey_offers": nothing(),
    "linked_people": nothing(),
    # Of the organisation; who gave a command is a number.
    "tablets": nothing(),
    "tablet_enrolments": nothing(),
    "tablet_commands": nothing(),
}
