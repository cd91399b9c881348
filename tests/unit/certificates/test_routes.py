"""The page to install the root certificate on tablets."""

import pytest
from cryptography import x509

from kiosk import clock
from kiosk.certificates.issuing import make_root, make_server
from kiosk.certificates.rules import read_names
from kiosk.certificates.store import CertificateStore

NAMES = read_names(["hop.tinh.vn"])


@pytest.fixture
def root(store):
    kept = CertificateStore(store.config)
    made = make_root(NAMES, clock.now())
    kept.keep(kept.root_path, made)
    kept.keep(kept.server_path, make_server(made, NAMES, clock.now()))
    return made


def test_it_shows_the_fingerprint_and_gives_the_root_without_its_key(client_for, root):
    page = client_for().get("/cai-dat")
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert root.fingerprint.replace(":", " ")[:23] in text
    given = client_for().get("/cai-dat/kiosk-root.crt")
    assert given.mimetype == "application/x-x509-ca-cert"
    assert x509.load_der_x509_certificate(given.data) == root.certificate


def test_the_language_is_in_the_query(client_for, root):
    client = client_for()
    assert "So dấu vân tay" in client.get("/cai-dat").get_data(as_text=True)
    english = client.get("/cai-dat?language=en").get_data(as_text=True)
    assert 'lang="en"' in english
    assert "So dấu vân tay" not in english
    assert client.get("/cai-dat?language=<b>").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_sent_to_it(client_for, root, method):
    assert getattr(client_for(), method)("/cai-dat").status_code == 405


def test_without_a_root_there_is_nothing_to_install(client_for):
    page = client_for().get("/cai-dat")
    assert page.status_code == 404
    assert "không cần cài gì" in page.get_data(as_text=True)
    assert client_for().get("/cai-dat/kiosk-root.crt").status_code == 404


def test_a_damaged_root_is_not_sent(client_for, store, root):
    CertificateStore(store.config).root_path.write_bytes(b"-----BEGIN")
    assert client_for().get("/cai-dat").status_code == 404
    assert client_for().get("/cai-dat/kiosk-root.crt").status_code == 404
