"""The migration counts the bytes of existing notes."""

from sqlalchemy import text

from tests.migrated_database import step
from tests.unit.documents.test_reading_policy_migration import FREE, MEETING, PAPER

MEMBER = """
INSERT INTO members (id, meeting_id, role, full_name, sort_key, folded_name, position,
    unit, seat)
VALUES (:id, 1, 'delegate', 'A', 'a', 'a', '', '', '')
"""
NOTE = """
INSERT INTO annotations (key, member_id, document_id, page, kind, colour, body, anchor,
    revision, change, edited_at, is_deleted)
VALUES (:key, 1, 1, 1, 'text', 'blue', :body, '{}', 1, 1, '2026-11-22 00:00:00', :gone)
"""


def test_bytes_of_what_is_not_deleted_are_counted(unmigrated_database):
    step(unmigrated_database, "0017")
    with unmigrated_database.writing_engine.begin() as link:
        link.execute(text(MEETING))
        link.execute(text(MEMBER), [{"id": 1}, {"id": 2}])
        link.execute(text(PAPER), [{"id": 1, "replaces": None, "version": 1, **FREE}])
        link.execute(
            text(NOTE),
            [
                {"key": "a", "body": '"ghi chú"', "gone": False},
                {"key": "b", "body": '"xoá"', "gone": True},
                {"key": "c", "body": "12", "gone": False},
            ],
        )
        link.execute(
            text(
                "INSERT INTO annotation_shelves (member_id, change, erasures)"
                " VALUES (1, 3, 0), (2, 0, 0)"
            )
        )
    step(unmigrated_database, "0018")
    with unmigrated_database.writing_engine.begin() as link:
        found = link.execute(
            text("SELECT size FROM annotation_shelves ORDER BY member_id")
        ).scalars()
        assert list(found) == [len('"ghi chú"'.encode()) + 2, 0]
