"""Bad files of all kinds through a real server and a real worker.

No crash, no hang, no file left behind; each error message in both languages.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.documents.models import Document, PageImage
from kiosk.documents.unrestricted_queries import files_in_use
from tests.bad import MOST_PAGES, Case, offices, pdfs, pictures
from tests.live.uploading import Office, Outcome
from tests.servers import RealServer
from tests.unit.ingestion import sample_files
from tests.waiting import wait_until

CASES: dict[str, Case] = {
    **pdfs.CASES,
    **pictures.CASES,
    **offices.CASES,
    **offices.NAMES,
}
# The time limit for one file, in seconds.
MOST_SECONDS = 60.0
# Endless jobs are stopped earlier than by default, however busy the machine: a page
# after 1 or 2 seconds of CPU time, a conversion after 5.
CPU_SCALE = 0.05
# Concurrent uploads.
SECRETARIES = 3
NOT_ASCII = "àáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹđ"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    server = RealServer(
        tmp_path_factory.mktemp("bad") / "data",
        KIOSK_OCR="no",
        KIOSK_CPU_SCALE=str(CPU_SCALE),
        KIOSK_MAX_PAGES=str(MOST_PAGES),
    )
    server.start()
    server.start_worker()
    yield Office(server)
    server.stop()


@pytest.fixture(scope="module")
def outcomes(office: Office) -> dict[str, Outcome]:
    """The result of every bad file."""
    with ThreadPoolExecutor(SECRETARIES) as secretaries:
        brought = secretaries.map(office.bring, CASES.values())
        return dict(zip(CASES, brought, strict=True))


def files_of(data: Path) -> set[str]:
    return {path.name for path in (data / "files").rglob("*") if path.is_file()}


def test_there_are_more_than_sixty_of_all_kinds():
    kinds = {Path(case.file_name).suffix for case in CASES.values()}
    assert len(CASES) >= 60
    assert kinds >= {*(".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".doc")}
    assert kinds >= {".jpg", ".png", ".tif", ".webp"}


@pytest.mark.parametrize("name", CASES)
def test_it_is_read_or_causes_a_message(outcomes: dict[str, Outcome], name: str):
    case, outcome = CASES[name], outcomes[name]
    assert outcome.seconds < MOST_SECONDS
    assert outcome.state in {"ready", "refused"}
    assert case.fate in {outcome.state, "either"}, outcome.said
    if outcome.state == "ready":
        assert outcome.pages > 0
        assert outcome.said == {"vi": "", "en": ""}
        return
    vietnamese, english = outcome.said["vi"], outcome.said["en"]
    assert case.word in vietnamese
    assert set(vietnamese.lower()) & set(NOT_ASCII)
    assert not set(english.lower()) & set(NOT_ASCII), english
    assert "{" not in vietnamese + english
    # A defect is not an error message.
    assert "Máy chủ gặp lỗi" not in vietnamese


def test_afterwards_nothing_is_left_behind_and_all_work_on(
    office: Office, outcomes: dict[str, Outcome]
):
    server = office.server
    assert server.process.poll() is None
    assert server.worker.poll() is None
    good = office.bring(Case("sau cùng.pdf", sample_files.pdf))
    assert (good.state, good.pages) == ("ready", 1)
    files = server.store.files
    # A job reports success a moment before it cleans up.
    assert wait_until(lambda: not list(files.scratch.iterdir()))
    with server.store.read_session() as session:
        assert files_of(server.config.data) == files_in_use(session)
        # Rejected documents have no pages, and every document is an accepted one.
        refused = session.query(Document).filter(Document.state == "refused").all()
        known = {each.document for each in outcomes.values()} | {good.document}
        assert session.query(Document).count() == len(known - {0})
        assert {paper.pages_ready for paper in refused} <= {0}
        assert session.query(PageImage).count() > 0
    assert "Traceback" not in server.log.read_text()
