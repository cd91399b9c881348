"""Pages are found by their words: two forms of the text, and the database's index."""

import sqlalchemy as sa
from alembic import op

# The forms on the shelf must be those that a search asks for, today's.
from kiosk.vietnamese import index_forms

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

FORMS = ('folded', 'marked')
BATCH = 200
FIELDS = 'rowid, document_id, folded, marked'
# FTS5 forgets a row only when told what it had read.
FORGET = (
    "INSERT INTO search_pages(search_pages, rowid, document_id, folded, marked)"
    " VALUES ('delete', old.id, old.document_id, old.folded, old.marked);"
)
KEEP = (
    f'INSERT INTO search_pages({FIELDS})'
    ' VALUES (new.id, new.document_id, new.folded, new.marked);'
)
TRIGGERS = {
    'search_pages_added': f'AFTER INSERT ON pages BEGIN {KEEP} END',
    'search_pages_removed': f'AFTER DELETE ON pages BEGIN {FORGET} END',
    'search_pages_changed': (
        'AFTER UPDATE OF document_id, folded, marked ON pages'
        f' BEGIN {FORGET} {KEEP} END'
    ),
}


def upgrade() -> None:
    """Bring the schema to this revision."""
    for form in FORMS:
        op.add_column(
            'pages', sa.Column(form, sa.String(), nullable=False, server_default='')
        )
    _spell_pages()
    if op.get_bind().dialect.name == 'postgresql':
        for form in FORMS:
            op.execute(
                f'ALTER TABLE pages ADD COLUMN search_{form} tsvector GENERATED ALWAYS'
                f" AS (to_tsvector('simple'::regconfig, {form})) STORED"
            )
            op.execute(
                f'CREATE INDEX ix_pages_search_{form} ON pages USING gin (search_{form})'
            )
        return
    # The words are ours already; FTS5 only has to part them at the spaces.
    op.execute(
        'CREATE VIRTUAL TABLE search_pages USING fts5(document_id, folded, marked,'
        " content='pages', content_rowid='id', prefix='2 3',"
        " tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute("INSERT INTO search_pages(search_pages) VALUES ('rebuild')")
    for name, deed in TRIGGERS.items():
        op.execute(f'CREATE TRIGGER {name} {deed}')


def _spell_pages() -> None:
    """Fill the two forms of the pages that are there, a few at a time."""
    link, last = op.get_bind(), 0
    some = sa.text(
        'SELECT id, text FROM pages WHERE id > :last ORDER BY id LIMIT :batch'
    )
    fill = sa.text('UPDATE pages SET folded = :folded, marked = :marked WHERE id = :id')
    while rows := link.execute(some, {'last': last, 'batch': BATCH}).all():
        last = rows[-1].id
        link.execute(
            fill,
            [
                dict(zip(FORMS, index_forms(row.text), strict=True), id=row.id)
                for row in rows
            ],
        )


def downgrade() -> None:
    """Go back to the revision before."""
    if op.get_bind().dialect.name == 'postgresql':
        for form in FORMS:
            op.drop_column('pages', f'search_{form}')
    else:
        for name in TRIGGERS:
            op.execute(f'DROP TRIGGER {name}')
        op.execute('DROP TABLE search_pages')
    for form in FORMS:
        op.drop_column('pages', form)
