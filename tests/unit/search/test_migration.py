"""The migration indexes existing pages."""

from alembic import command
from sqlalchemy import text

from kiosk.search.page_index import MAX_PAGES_PER_QUERY, pages_with
from kiosk.search.rules import read_query
from kiosk.storage.database import Database
from kiosk.storage.migrate import migrate
from tests.migrated_database import step

OLD_ROWS = (
    (
        "INSERT INTO meetings (id, title, body_name, place, starts_at, state, is_demo,"
        " revision, changed_at, created_at, changed_by) VALUES (1, 'Họp', '', '',"
        " {now}, 'open', false, 1, {now}, {now}, '')"
    ),
    (
        "INSERT INTO documents (id, meeting_id, ordinal, title, file_name, media_type,"
        " original_sha256, original_size, uploaded_by, uploaded_at, state, refusal,"
        " refusal_details, pdf_sha256, page_count, pages_ready, publication, revision)"
        " VALUES (1, 1, 0, 'Tờ trình', 'a.pdf', '', 'a', 1, '', {now}, 'ready', '',"
        " '{{}}', '', 450, 450, 'published', 1)"
    ),
)


def found(database: Database, find: str) -> int:
    with database.read_session() as session:
        terms = read_query(find)
        return len(pages_with(session, terms, [1], as_typed=False, newest_first=False))


def test_old_pages_are_found_after_the_upgrade_and_nothing_is_left_of_it_after_a_return(
    unmigrated_database,
):
    database = unmigrated_database
    step(database, "0002")
    with database.writing_engine.begin() as link:
        for row in OLD_ROWS:
            link.execute(text(row.format(now="'2026-11-22 00:00:00'")))
        link.execute(
            text(
                "INSERT INTO pages (document_id, number, width, height, words_sha256,"
                " text) VALUES (1, :number, 595, 842, '', :text)"
            ),
            [
                {"number": number, "text": f"Đảng uỷ quán triệt số {number}"}
                for number in range(1, 451)
            ],
        )
    migrate(database)
    assert found(database, "dang uy quan triet") == MAX_PAGES_PER_QUERY
    assert found(database, '"so 450"') == 1
    step(database, "0002", command.downgrade)
    migrate(database)
    assert found(database, '"so 449"') == 1
