"""The migration gives earlier versions the reading policy of the newest one."""

from sqlalchemy import text

from tests.migrated_database import step

PAPER = """
INSERT INTO documents (id, meeting_id, ordinal, title, file_name, media_type,
    original_sha256, original_size, uploaded_by, uploaded_at, state, refusal,
    refusal_details, pdf_sha256, page_count, pages_ready, publication, revision,
    replaces_id, version, page_map, is_marked, is_kept, until_close, outline,
    recognition, pages_to_recognise, pages_recognised, secrecy_stamp, secrecy_page,
    lowest_dpi, blank_pages)
VALUES (:id, 1, 0, 'Tờ trình', 'a.pdf', '', 'a', 1, '', '2026-11-22 00:00:00', 'ready',
    '', '{}', '', 1, 1, 'published', 1, :replaces, :version, '[]', :marked, :kept,
    :until_close, '[]', 'nothing', 0, 0, '', 0, 0, 0)
"""
MEETING = """
INSERT INTO meetings (id, title, body_name, place, starts_at, state, is_demo, revision,
    changed_at, created_at, changed_by)
VALUES (1, 'Họp', '', '', '2026-11-22 00:00:00', 'open', false, 1,
    '2026-11-22 00:00:00', '2026-11-22 00:00:00', '')
"""
FREE = {"marked": False, "kept": True, "until_close": False}
ORDERED = {"marked": True, "kept": False, "until_close": True}


def test_the_newest_versions_reading_policy_goes_to_all_before_it(unmigrated_database):
    step(unmigrated_database, "0016")
    rows = [
        {"id": 1, "replaces": None, "version": 1, **FREE},
        {"id": 2, "replaces": 1, "version": 2, **FREE},
        {"id": 3, "replaces": 2, "version": 3, **ORDERED},
        {"id": 4, "replaces": None, "version": 1, **ORDERED},
        {"id": 5, "replaces": None, "version": 1, **FREE},
    ]
    with unmigrated_database.writing_engine.begin() as link:
        link.execute(text(MEETING))
        link.execute(text(PAPER), rows)
    step(unmigrated_database, "0017")
    with unmigrated_database.writing_engine.begin() as link:
        found = link.execute(
            text(
                "SELECT id, is_marked, is_kept, until_close FROM documents ORDER BY id"
            )
        ).all()
    ordered, free = (True, False, True), (False, True, False)
    assert [tuple(map(bool, row[1:])) for row in found] == [
        *(ordered, ordered, ordered, ordered),
        free,
    ]
