"""Every table says what becomes of personal data in it."""

import re
import subprocess
import sys

import pytest

import kiosk.models  # noqa: F401 for the metadata
from kiosk.personal_data.export_child import COLUMN_LABELS
from kiosk.personal_data.rules import Disposal, Replacement
from kiosk.personal_data.tables import TABLE_RULES
from kiosk.storage.base import Base

TABLES = Base.metadata.tables
# Columns with somebody's name, wherever they are.
NAME_COLUMN = re.compile(r"(_by|(^|_)name|^who|^caller)$")
# Names of things, of staff, and numbers.
OF_NOBODY = {
    ("accounts", "full_name"): "staff",
    ("accounts", "username"): "staff",
    ("agenda_templates", "made_by"): "staff",
    ("agenda_templates", "name"): "a template",
    ("announcements", "withdrawn_by"): "see actors",
    ("check_in_conflicts", "resolved_by"): "a number",
    ("check_ins", "recorded_by"): "a number",
    ("check_ins", "undone_by"): "a number",
    ("attendance_marks", "recorded_by"): "a number",
    ("api_tokens", "name"): "a system",
    ("consultation_recipients", "name"): "kept: an official record",
    ("control_tokens", "name"): "a device",
    ("documents", "file_name"): "a file",
    ("gates", "name"): "a gate",
    ("hall_media", "name"): "a file",
    ("hall_scene_changes", "screen_name"): "a screen",
    ("hall_screens", "name"): "a screen",
    ("hall_welcomes", "wifi_name"): "a network",
    ("meetings", "body_name"): "an organisation",
    ("imported_archives", "imported_by"): "staff",
    ("issued_deliveries", "opened_by"): "staff, or a unit",
    ("issued_deliveries", "unit_name"): "a unit",
    ("issued_documents", "file_name"): "a file",
    ("minutes", "replaced_by"): "a number",
    ("minutes_editors", "name"): "seconds old",
    ("minutes_signed_files", "file_name"): "a file",
    ("minutes_versions", "name"): "a version",
    ("api_tokens", "made_by"): "staff",
    ("api_tokens", "revoked_by"): "staff",
    ("task_supervisors", "named_by"): "staff",
    ("units", "changed_by"): "staff",
    ("webhooks", "made_by"): "staff",
    ("office_settings", "changed_by"): "staff",
    ("passkeys", "name"): "a device of staff",
    ("pending_sign_ins", "passed_by"): "a way to sign in",
    ("refusal_groups", "username"): "a number, for minutes",
    ("access_log", "username"): "a number, or of staff",
    ("sites", "name"): "a site",
    ("survey_invitations", "name"): "of no member",
    ("survey_text_groups", "name"): "a group of texts",
    ("tablet_commands", "given_by"): "a number",
    ("tablet_enrolments", "made_by"): "a number",
    ("tablets", "enrolled_by"): "a number",
    ("task_files", "file_name"): "a file",
    ("tasks", "body_name"): "an organisation",
    ("units", "folded_name"): "a unit",
    ("units", "name"): "a unit",
    ("tablets", "name"): "a tablet",
    ("tablets", "revoked_by"): "a number",
    ("vote_voters", "name"): "kept by law",
    ("vote_voters", "site_name"): "a site",
    ("webhooks", "name"): "a system",
}


def test_every_table_is_declared_and_no_other():
    assert set(TABLE_RULES) == set(TABLES)


def test_the_columns_named_exist():
    for name, rule in TABLE_RULES.items():
        named = {*rule.members, *rule.member_labels, *rule.replaced, *rule.actors}
        assert named | set(rule.secrets) <= set(TABLES[name].c.keys()), name


def test_a_column_that_refers_to_a_member_is_declared():
    for name, table in TABLES.items():
        of_members = {
            column.name
            for column in table.c
            if any(key.column.table.name == "members" for key in column.foreign_keys)
            or column.name == "member_id"
        }
        assert of_members <= set(TABLE_RULES[name].members), name


def test_a_column_with_a_name_goes_or_is_replaced_or_says_why_not():
    for name, rule in TABLE_RULES.items():
        if rule.disposal is Disposal.DELETED:
            continue
        for column in filter(NAME_COLUMN.search, TABLES[name].c.keys()):
            said = column in rule.actors or column in rule.replaced
            assert said or (name, column) in OF_NOBODY, (name, column)


def test_what_stays_about_a_person_says_why():
    for name, rule in TABLE_RULES.items():
        assert rule.is_personal == bool(rule.label), name
        assert rule.is_personal == (rule.disposal is not Disposal.NONE), name
        assert rule.reason or rule.disposal is not Disposal.KEPT, name


def test_no_secret_is_exported():
    for name, rule in TABLE_RULES.items():
        if rule.is_personal and rule.is_exported:
            left = set(TABLES[name].c.keys()) - set(rule.secrets) - {"hash"}
            secret = re.compile(r"hash|seed|token|secret|sealed")
            assert not list(filter(secret.search, left)), name


def test_every_exported_table_has_columns_for_people():
    for name, rule in TABLE_RULES.items():
        if rule.is_personal and rule.is_exported:
            shown = set(TABLES[name].c.keys()) & set(COLUMN_LABELS)
            assert shown - set(rule.actors), name


def test_a_column_that_is_emptied_may_be_empty():
    for name, rule in TABLE_RULES.items():
        for column, how in rule.replaced.items():
            if how is Replacement.NULL:
                assert TABLES[name].c[column].nullable


@pytest.mark.process
def test_tables_are_known_in_a_process_that_has_imported_no_models():
    code = (
        "from kiosk.personal_data.meeting_rows import table_of;"
        "print(*map(table_of, ('readings', 'journal', 'idempotency_keys')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["readings", "journal", "idempotency_keys"]
