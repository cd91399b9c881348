"""The register of ten terms is searched in the time of a press."""

import datetime as dt
import time

from sqlalchemy import insert

from kiosk import clock
from kiosk.issued_documents.models import IssuedDocument
from kiosk.issued_documents.queries.register import RegisterFilter, register_page
from kiosk.issued_documents.search_words import index_words

ROWS = 30_000
SUMMARIES = ("về đẩy mạnh chuyển đổi số", "về quy hoạch cán bộ", "về dưỡng lão")


def line(number):
    values = {
        "family": "nd30",
        "type": "decision",
        "symbol": "QĐ-UBND",
        "period": str(2000 + number % 25),
        "number": number,
        "date": dt.date(2000 + number % 25, 1 + number % 12, 1),
        "summary": SUMMARIES[number % 3],
        "signer": "Trần Văn Hải",
        "recipients": "Các sở, ban, ngành",
        "note": "",
        "source_title": "",
    }
    folded, marked = index_words(IssuedDocument(**values))
    return values | {
        "folded": folded,
        "marked": marked,
        "reserved_by": "test",
        "reserved_at": clock.now(),
    }


def test_thirty_thousand_lines_are_searched_at_once(store):
    with store.unit_of_work("test") as work:
        rows = [line(number) for number in range(1, ROWS + 1)]
        work.session.execute(insert(IssuedDocument), rows)
    took = []
    for wanted, total in (
        (RegisterFilter(), ROWS),
        (RegisterFilter(q="duong lao"), 10_000),
        (RegisterFilter(q="dưỡng lão"), 10_000),
        (RegisterFilter(q="29999"), 1),
        (RegisterFilter(q="tran van hai", year="2003"), 1200),
    ):
        began = time.process_time()
        with store.read_session() as session:
            page = register_page(session, wanted, 1)
        took.append(time.process_time() - began)
        assert page.total == total
    # Some 0.05 s; a reading of every row into objects takes 1 s.
    assert max(took) < 0.5, took
