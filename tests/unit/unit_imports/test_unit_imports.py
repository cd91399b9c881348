"""Units from a list: compared, shown, applied whole; files read by the worker."""

import io

import pytest
import xlsxwriter

from kiosk.identity import Identity
from kiosk.subjects import load_named
from kiosk.table_files.job import TableFileJob
from kiosk.table_files.rules import ListRow, plan_signature
from kiosk.unit_imports.actions import apply_unit_list
from kiosk.unit_imports.queries import known_units
from kiosk.unit_imports.rules import KnownUnit, plan_units
from kiosk.units.queries import find_unit, get_unit

HEADING = ["STT", "Tên đơn vị", "Ký hiệu", "Thư điện tử", "Đơn vị cấp trên"]
ROWS = [
    ["1", "Sở Tài chính", "STC", "stc@tinh.gov.vn", ""],
    ["2", "Chi cục Quản lý giá", "", "", "Sở Tài chính"],
    ["3", "Sở Y tế", "SYT", "khong-phai-thu", ""],
    ["4", "SỞ TÀI CHÍNH", "", "", ""],
    ["5", "Phòng khác", "", "", "Sở Không Có"],
]


def plan(*lines, known=()):
    rows = [ListRow(n, list(cells)) for n, cells in enumerate([HEADING, *lines], 1)]
    return plan_units(rows, known)


def test_each_row_is_new_changed_same_or_wrong():
    known = [
        KnownUnit(1, "Sở Nội vụ", "SNV", "snv@tinh.gov.vn", ""),
        KnownUnit(2, "Sở Tư pháp", "STP", "", ""),
    ]
    found = plan(
        *ROWS,
        ["6", "sở nội vụ", "", "", ""],
        ["7", "Sở Tư pháp", "", "stp@tinh.gov.vn", "Sở Nội vụ"],
        known=known,
    )
    assert [(one.row, one.change) for one in found] == [
        (2, "new"),
        (3, "new"),
        (4, "wrong"),
        (5, "wrong"),
        (6, "wrong"),
        (7, "same"),
        (8, "changed"),
    ]
    # An empty cell keeps what is known.
    assert (found[5].email, found[6].symbol) == ("snv@tinh.gov.vn", "STP")
    assert found[3].details == {"row": "2"}


def workbook(*lines):
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("Đơn vị")
    for number, cells in enumerate([HEADING, *lines]):
        sheet.write_row(number, 0, cells)
    book.close()
    return data.getvalue()


def csv(*lines):
    text = "\r\n".join(";".join(cells) for cells in [HEADING, *lines])
    return f"{text}\r\n".encode("utf-8-sig")


@pytest.fixture
def admin(scene, client_for):
    return client_for(account_id=scene.make_account(is_administrator=True))


@pytest.fixture
def bring(store, room):
    """Return a function that uploads a list, reads it, and returns its id."""

    def bring(client, data, name, url="/units/import", owner="units-1"):
        sent = client.post(f"{url}/file?name={name}", data=data)
        assert sent.status_code == 202
        draft = sent.json["draft"]
        waiting = client.get(f"{url}/file?draft={draft}").json
        assert waiting["phase"] == "reading"
        TableFileJob(store, room).run(owner, draft)
        return draft

    return bring


def test_the_worker_knows_the_job():
    assert TableFileJob in load_named("jobs")


@pytest.mark.process
@pytest.mark.parametrize(("write", "name"), [(workbook, "dv.xlsx"), (csv, "dv.csv")])
def test_a_file_is_previewed_and_applied_once(store, admin, bring, write, name):
    draft = bring(admin, write(*ROWS), name)
    shown = admin.get(f"/units/import/file?draft={draft}").json
    assert [row["change"] for row in shown["rows"]].count("new") == 2
    assert "khong-phai-thu" in shown["rows"][2]["problem"]
    with store.read_session() as session:
        assert find_unit(session, "Sở Tài chính") is None
    form = {"draft": draft, "seen": shown["signature"]}
    applied = admin.post("/units/import/apply", json=form)
    assert applied.json == {"added": 2, "changed": 0}
    with store.read_session() as session:
        above = find_unit(session, "STC")
        below = find_unit(session, "Chi cục Quản lý giá")
        assert below.parent_id == above.id
    assert admin.post("/units/import/apply", json=form).status_code == 404


def test_two_units_change_places(store, scene):
    above = scene.make_unit("Sở Nội vụ")
    below = scene.make_unit("Sở Tư pháp", parent_id=above)
    rows = [
        ListRow(1, HEADING),
        ListRow(2, ["1", "Sở Nội vụ", "", "", "Sở Tư pháp"]),
        ListRow(3, ["2", "Sở Tư pháp", "", "", "Sở Y tế"]),
        ListRow(4, ["3", "Sở Y tế", "", "", ""]),
    ]
    with store.read_session() as session:
        seen = plan_signature(plan_units(rows, known_units(session)))
    somebody = Identity(sign_in_id=1, account_id=1, name="Mai", is_administrator=True)
    with store.unit_of_work("test") as work:
        done = apply_unit_list(work, identity=somebody, rows=rows, seen=seen)
    assert done == (1, 2)
    with store.read_session() as session:
        top = find_unit(session, "Sở Y tế")
        parents = [get_unit(session, one).parent_id for one in (above, below)]
    assert parents == [below, top.id]


@pytest.mark.process
def test_what_is_no_list_is_refused_in_words(admin, bring):
    draft = bring(admin, b"%PDF-1.7 nothing", "dv.pdf")
    shown = admin.get(f"/units/import/file?draft={draft}").json
    assert shown["phase"] == "refused"
    assert ".xlsx" in shown["message"]
    unread = {"draft": draft, "seen": ""}
    assert admin.post("/units/import/apply", json=unread).status_code == 409
    draft = bring(admin, b"a;b\r\n1;2\r\n", "dv.csv")
    shown = admin.get(f"/units/import/file?draft={draft}").json
    assert (shown["phase"], shown["message"][:10]) == ("refused", "Không thấy")


@pytest.mark.process
def test_a_list_is_applied_only_as_it_was_seen(scene, admin, bring):
    draft = bring(admin, csv(*ROWS), "dv.csv")
    shown = admin.get(f"/units/import/file?draft={draft}").json
    scene.make_unit("Sở Tài chính")
    form = {"draft": draft, "seen": shown["signature"]}
    refused = admin.post("/units/import/apply", json=form)
    assert (refused.status_code, refused.json["error"]) == (409, "changed_meanwhile")


@pytest.mark.parametrize("draft", ["", "x", "0" * 32, "../" * 10])
def test_an_unknown_draft_is_not_found(admin, draft):
    assert admin.get(f"/units/import/file?draft={draft}").status_code == 404
    form = {"draft": draft, "seen": ""}
    assert admin.post("/units/import/apply", json=form).status_code == 404


def test_only_administrators_import(scene, client_for):
    client = client_for(account_id=scene.make_account())
    assert client.get("/units/import").status_code == 403
    assert client.post("/units/import/file?name=a.csv", data=b"a").status_code == 403
