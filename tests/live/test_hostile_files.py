"""Hostile documents reach no network, and no file of ours appears in their pages."""

import contextlib
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.documents.models import Document, Page
from tests.bad import Case, hostile
from tests.bad.hostile import HostileTargets
from tests.live.uploading import Office
from tests.servers import RealServer
from tests.waiting import wait_until

VARIABLE = "KIOSK_BAIT"
IN_ENVIRONMENT = "BIMATTRONGMOITRUONG"
IN_FILE = "BIMATTRONGTEP"
SOFFICE_SECONDS = 60


class Listener:
    """Records whatever arrives at one port of this machine, by TCP and UDP."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._tcp.getsockname()[1]
        self._udp = socket.socket(type=socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", self.port))
        for receive in (self._receive_tcp, self._receive_udp):
            threading.Thread(target=receive, daemon=True).start()

    def _receive_tcp(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._tcp.accept()
                data = b"tcp"
                with caller, contextlib.suppress(OSError):
                    caller.settimeout(1)
                    data += caller.recv(2000)
                self.received.append(data)

    def _receive_udp(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self.received.append(b"udp" + self._udp.recv(2000))

    def close(self) -> None:
        """Wake both threads, and let them end."""
        self._tcp.shutdown(socket.SHUT_RDWR)
        self._tcp.close()
        # A socket without a partner cannot be shut down.
        self._udp.connect(("127.0.0.1", self.port))
        self._udp.shutdown(socket.SHUT_RDWR)
        self._udp.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture(scope="module")
def targets(
    tmp_path_factory: pytest.TempPathFactory, listener: Listener
) -> HostileTargets:
    secret = tmp_path_factory.mktemp("secret") / "server.key.txt"
    secret.write_text(IN_FILE)
    return HostileTargets(listener.port, VARIABLE, str(secret))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A secretary whose server and worker have a secret in their environment."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(VARIABLE, IN_ENVIRONMENT)
        server = RealServer(folder, KIOSK_OCR="no")
        server.start()
        server.start_worker()
        yield Office(server)
    server.stop()


def test_the_listener_records_calls(listener):
    with socket.create_connection(("127.0.0.1", listener.port)) as caller:
        caller.sendall(b"xin chao")
    with socket.socket(type=socket.SOCK_DGRAM) as caller:
        caller.sendto(b"xin chao", ("127.0.0.1", listener.port))
    assert wait_until(
        lambda: {b"tcpxin chao", b"udpxin chao"} <= set(listener.received)
    )


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_without_the_sandbox_they_do_call(tmp_path, listener, targets, kind):
    """The files are hostile: without the sandbox they do call."""
    paper = tmp_path / f"a.{kind}"
    paper.write_bytes(hostile.ALL[kind](targets))
    listener.received.clear()
    subprocess.run(
        [
            *("/usr/bin/soffice", "--headless", "--norestore"),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--convert-to", "pdf", "--outdir", str(tmp_path), str(paper)),
        ],
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        timeout=SOFFICE_SECONDS,
        check=False,
    )
    assert any(b"/plain.png" in data for data in listener.received)


@pytest.mark.parametrize("kind", hostile.ALL)
def test_it_reaches_nobody_and_brings_nothing_out(office, listener, targets, kind):
    listener.received.clear()
    made = hostile.ALL[kind](targets)
    outcome = office.bring(Case(f"mời.{kind}", lambda: made))
    assert (outcome.state, outcome.said["vi"]) == ("ready", "")
    assert listener.received == []
    store = office.server.store
    with store.read_session() as session:
        paper = session.get_one(Document, outcome.document)
        pages = session.query(Page).filter(Page.document_id == paper.id).all()
        words = [store.files.path(page.words_sha256).read_text() for page in pages]
        pdf = store.files.path(paper.pdf_sha256)
        data = "\n".join([*words, *(page.text for page in pages)])
        for place in (data, text_of(pdf), pdf.read_bytes().decode("latin-1")):
            assert IN_ENVIRONMENT not in place
            assert IN_FILE not in place
    assert "Kính mời" in data or kind not in {"docx", "odt"}


def text_of(pdf: Path) -> str:
    """Return the text that another program reads in it."""
    done = subprocess.run(
        ["/usr/bin/pdftotext", str(pdf), "-"], capture_output=True, check=True
    )
    return done.stdout.decode("utf-8", "replace")


def test_a_pdf_is_left_without_anything_active(office, targets):
    outcome = office.bring(Case("mời.pdf", lambda: hostile.pdf(targets)))
    with office.server.store.read_session() as session:
        paper = session.get_one(Document, outcome.document)
        data = office.server.store.files.path(paper.pdf_sha256).read_bytes()
    for word in (
        *(b"JavaScript", b"/Launch", b"/GoToR", b"/SubmitForm", b"/ImportData"),
        *(b"/XFA", b"/URI", b"/film", b"127.0.0.1", targets.secret_file.encode()),
    ):
        assert word not in data, word
