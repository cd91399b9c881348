"""Fixtures: an office that counts, units, and documents ready to be issued."""

import datetime as dt
from types import SimpleNamespace

import msgspec
import pikepdf
import pytest

from kiosk.issued_documents.actions.issuing import add_file, finish_check
from kiosk.issued_documents.actions.register import reserve_number
from kiosk.issued_documents.document_types import IssuedType
from kiosk.issued_documents.rules import IssuedDetails, ReserveForm
from kiosk.official_papers.models import OfficeSettings
from kiosk.official_papers.queries import office
from kiosk.official_papers.rules import Numbering, PaperFamily
from kiosk.units.actions import add_unit
from kiosk.units.models import UnitAccount
from kiosk.units.rules import UnitDetails

PARTY, STATE = PaperFamily.PARTY, PaperFamily.STATE


@pytest.fixture
def counted(store):
    """Both families count by the rule of the body."""
    with store.unit_of_work("test") as work:
        for family, numbering in (
            (PARTY, Numbering.BY_TERM),
            (STATE, Numbering.BY_YEAR),
        ):
            own = msgspec.structs.replace(
                office(work.session, family),
                numbering=numbering,
                term_starts=dt.date(2025, 9, 30) if family is PARTY else None,
            )
            work.session.add(
                OfficeSettings(
                    family=family,
                    settings=msgspec.json.encode(own).decode(),
                    changed_by="test",
                    changed_at=work.now,
                )
            )


@pytest.fixture
def pdf(tmp_path):
    """The bytes of a PDF of two pages."""
    made = pikepdf.new()
    for _ in range(2):
        made.add_blank_page(page_size=(595, 842))
    made.save(tmp_path / "signed.pdf")
    return (tmp_path / "signed.pdf").read_bytes()


@pytest.fixture
def units(store):
    """Two units, the second without e-mail; their ids."""
    with store.unit_of_work("test") as work:
        return [
            add_unit(work, by="test", details=UnitDetails(name, symbol, email)).id
            for name, symbol, email in (
                ("Sở Tài chính", "STC", "stc@tinh.example"),
                ("Xã Nậm Cắn", "XNC", ""),
            )
        ]


@pytest.fixture
def ready(store, counted, pdf):
    """Make a reserved document whose signed file is checked; return its id."""

    def make(summary="về chuyển đổi số"):
        stored = store.files.store_bytes(pdf)
        with store.unit_of_work("test") as work:
            details = IssuedDetails(dt.date(2026, 11, 27), summary, "Trần Văn Hải")
            form = ReserveForm(PARTY, IssuedType.CONCLUSION, details)
            made = reserve_number(work, by="Lê Văn Thư", form=form)
            add_file(work, issued_id=made.id, file_name="a.pdf", stored=stored)
            finish_check(work, issued_id=made.id, sha256=stored.sha256, pages=2)
            return made.id

    return make


@pytest.fixture
def people(store, scene, client_for, units):
    """Clients: the administrator, a secretary, staff of each unit, and of none."""

    def of_unit(unit_id):
        account = scene.make_account()
        with store.unit_of_work("test") as work:
            work.session.add(UnitAccount(account_id=account, unit_id=unit_id))
        return client_for(account_id=account)

    meeting = scene.make_meeting()
    secretary = scene.make_account()
    scene.make_member(meeting, "secretary", account_id=secretary)
    return SimpleNamespace(
        administrator=client_for(account_id=scene.make_account(is_administrator=True)),
        secretary=client_for(account_id=secretary),
        finance=of_unit(units[0]),
        commune=of_unit(units[1]),
        staff=client_for(account_id=scene.make_account()),
        delegate=client_for(scene.make_member(meeting)),
        stranger=client_for(),
    )
