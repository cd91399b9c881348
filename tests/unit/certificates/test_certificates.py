"""Issued certificates, verified by OpenSSL, and validation of imported ones."""

import datetime as dt
import json
import ssl
import stat
import subprocess

import pytest

from kiosk import clock
from kiosk.certificates.issuing import make_root, make_server
from kiosk.certificates.key_pair import read_key_pair
from kiosk.certificates.rules import CertificateError, days_left, is_covered, read_names
from kiosk.certificates.store import CertificateStore
from kiosk.certificates.validation import find_faults
from kiosk.cli.main import main
from kiosk.config import read_config
from kiosk.private_folder import write_private_file
from tests.nginx import make_certificate

NOW = dt.datetime(2026, 11, 27, 8, tzinfo=dt.UTC)
NAMES = read_names(["hop.tinh.vn", "192.168.1.10", "localhost"])


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "data"))
    for name in ("KIOSK_PUBLIC_URL", "HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)
    return CertificateStore(read_config())


@pytest.fixture
def call(capsys, kept):
    def call(*arguments: str) -> tuple[int, dict, str]:
        status = main(["certificate", "--json", *arguments])
        said = capsys.readouterr()
        return status, json.loads(said.out or "{}"), said.err

    return call


def judge(tmp_path, root, server, *arguments: str) -> str:
    """Verify a server certificate with OpenSSL; return its error output."""
    (tmp_path / "root.crt").write_bytes(root.pem())
    (tmp_path / "leaf.crt").write_bytes(server.pem())
    done = subprocess.run(
        [
            *("openssl", "verify", "-x509_strict", "-purpose", "sslserver"),
            *("-CAfile", str(tmp_path / "root.crt"), *arguments),
            str(tmp_path / "leaf.crt"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr if done.returncode else ""


class TestIssued:
    @pytest.mark.process
    @pytest.mark.parametrize(
        "asked",
        [
            ("-verify_hostname", "hop.tinh.vn"),
            ("-verify_ip", "192.168.1.10"),
            ("-verify_hostname", "localhost"),
        ],
    )
    def test_openssl_trusts_it_for_each_name(self, tmp_path, asked):
        root = make_root(NAMES, clock.now())
        server = make_server(root, NAMES, clock.now())
        assert judge(tmp_path, root, server, *asked) == ""

    @pytest.mark.process
    def test_it_is_for_no_other_name(self, tmp_path):
        root = make_root(NAMES, clock.now())
        server = make_server(root, NAMES, clock.now())
        complaint = judge(tmp_path, root, server, "-verify_hostname", "ngan-hang.vn")
        assert "hostname mismatch" in complaint

    @pytest.mark.process
    def test_a_stolen_root_cannot_certify_other_sites(self, tmp_path):
        """Kiosk refuses to issue; OpenSSL rejects a certificate signed nevertheless."""
        root = make_root(NAMES, clock.now())
        bank = read_names(["ngan-hang.vn"])
        with pytest.raises(CertificateError, match=r"ngan-hang\.vn"):
            make_server(root, bank, clock.now())
        wider = make_root(read_names(["ngan-hang.vn", "hop.tinh.vn"]), clock.now())
        # Sign with the real key without Kiosk's check.
        forged = make_server(type(root)(wider.chain, root.key), bank, clock.now())
        forged = type(root)((forged.certificate,), forged.key)
        assert judge(tmp_path, wider, forged) != ""
        assert judge(tmp_path, root, forged) != ""

    def test_its_life_and_the_slow_clock_of_a_tablet(self):
        root = make_root(NAMES, NOW)
        server = make_server(root, NAMES, NOW)
        assert days_left(server.until, NOW) == 800
        assert server.since == NOW - dt.timedelta(days=1)
        late = NOW + dt.timedelta(days=3600)
        # No certificate is valid longer than its root.
        assert make_server(root, NAMES, late).until == root.until

    def test_the_file_holds_key_and_chain_and_survives_reading(self):
        root = make_root(NAMES, NOW)
        server = make_server(root, NAMES, NOW)
        again = read_key_pair(server.whole(), server.whole())
        assert again.is_matching
        assert again.chain == server.chain
        assert again.is_signed_by(root)
        assert again.is_ours
        assert b"PRIVATE_NETWORKS" not in server.pem() + root.der()


class TestNames:
    def test_sorted_each_once(self):
        names = read_names(["Hop.Tinh.VN.", "hop.tinh.vn", "[fd00::1]", "10.0.0.7"])
        assert names.dns == ("hop.tinh.vn",)
        assert list(map(str, names.addresses)) == ["fd00::1", "10.0.0.7"]

    @pytest.mark.parametrize(
        "text", ["", "họp.vn", "a b", "-a.vn", "http://hop.vn", "*.vn", "1.2.3", "a..b"]
    )
    def test_neither_name_nor_address(self, text):
        with pytest.raises(CertificateError, match="tên máy"):
            read_names([text])

    @pytest.mark.parametrize(
        ("wanted", "covered"),
        [
            ("hop.tinh.vn", True),
            ("HOP.tinh.vn.", True),
            ("a.so.vn", True),
            ("so.vn", False),
            ("a.b.so.vn", False),
            ("10.0.0.1", True),
            ("10.0.0.2", False),
        ],
    )
    def test_what_a_browser_accepts(self, wanted, covered):
        names = read_names(["hop.tinh.vn", "10.0.0.1"])
        names = type(names)((*names.dns, "*.so.vn"), names.addresses)
        assert is_covered(wanted, names) is covered


class TestCommand:
    def test_makes_both_for_the_owner_alone(self, call, kept):
        status, report, _ = call("--name", "hop.tinh.vn", "--name", "192.168.1.10")
        assert (status, report["new"]) == (0, True)
        assert set(report["names"]) >= {"hop.tinh.vn", "192.168.1.10", "localhost"}
        assert report["root_sha256"] == kept.root().fingerprint
        for path in (kept.root_path, kept.server_path):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.root_path.parent.stat().st_mode) == 0o700
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        trust.load_cert_chain(kept.server_path)

    def test_finds_names_by_itself(self, call, monkeypatch):
        monkeypatch.setenv("KIOSK_PUBLIC_URL", "https://hop.tinh.vn:8443")
        assert "hop.tinh.vn" in call()[1]["names"]

    def test_again_changes_nothing(self, call, kept):
        call("--name", "hop.vn")
        before = kept.server_path.read_bytes(), kept.root_path.read_bytes()
        assert call()[1]["new"] is False
        assert (kept.server_path.read_bytes(), kept.root_path.read_bytes()) == before

    @pytest.mark.parametrize("days", [771, 801])
    def test_less_than_thirty_days_left_renews_and_keeps_the_root(
        self, call, kept, days
    ):
        call("--name", "hop.vn")
        root = kept.root().fingerprint
        with clock.frozen(clock.now() + dt.timedelta(days=769)):
            assert call()[1]["new"] is False
        with clock.frozen(clock.now() + dt.timedelta(days=days)):
            report = call()[1]
        assert (report["new"], report["days_left"] >= 799) == (True, True)
        assert kept.root().fingerprint == root
        assert "hop.vn" in report["names"]

    def test_renewed_when_asked(self, call, kept):
        call("--name", "hop.vn")
        before = kept.root().fingerprint, kept.server().fingerprint
        assert call("--renew")[1]["new"] is True
        assert kept.root().fingerprint == before[0]
        assert kept.server().fingerprint != before[1]

    def test_another_name_needs_a_new_root(self, call, kept):
        call("--name", "hop.vn")
        before = kept.server_path.read_bytes()
        status, _, err = call("--name", "khac.vn")
        assert status == 2
        assert "--new-root" in err
        assert kept.server_path.read_bytes() == before
        assert call("--name", "khac.vn", "--new-root")[0] == 0
        assert kept.root_of_server() is not None

    def test_another_private_address_needs_none(self, call, kept):
        call("--name", "hop.vn", "--name", "192.168.1.10")
        root = kept.root().fingerprint
        assert call("--name", "hop.vn", "--name", "10.9.8.7")[1]["new"] is True
        assert kept.root().fingerprint == root

    def test_an_expiring_root_is_reported(self, call):
        call("--name", "hop.vn")
        with clock.frozen(clock.now() + dt.timedelta(days=3630)):
            status, _, err = call()
        assert status == 2
        assert "--new-root" in err

    def test_a_damaged_file_is_reported_and_kept(self, call, kept):
        call("--name", "hop.vn")
        kept.root_path.write_bytes(kept.root_path.read_bytes()[:300])
        status, _, err = call()
        assert status == 2
        assert "hỏng" in err
        assert len(kept.root_path.read_bytes()) == 300

    def test_a_missing_certificate_is_issued_by_the_existing_root(self, call, kept):
        call("--name", "hop.vn")
        kept.keep(kept.root_path, make_root(kept.server().names(), clock.now()))
        assert kept.root_of_server() is None
        assert call("--name", "hop.vn")[1]["new"] is True
        assert kept.root_of_server() is not None


class TestImported:
    def given(self, tmp_path, name: str = "hop.vn") -> list[str]:
        certificate, key = make_certificate(tmp_path, name)
        return ["--certificate", str(certificate), "--key", str(key)]

    @pytest.mark.process
    def test_a_good_one_is_taken_over(self, call, kept, tmp_path):
        status, report, _ = call("--name", "hop.vn", *self.given(tmp_path))
        assert (status, report["root_sha256"]) == (0, None)
        assert kept.server().is_matching
        # An imported certificate is not replaced automatically.
        status, _, err = call("--name", "hop.vn")
        assert status == 2
        assert "chứng thư có sẵn" in err
        assert not kept.server().is_ours
        assert call("--name", "hop.vn", "--renew")[0] == 0
        assert kept.server().is_ours

    @pytest.mark.process
    def test_every_fault_is_named_and_nothing_written(self, call, kept, tmp_path):
        _, key = make_certificate(tmp_path, "other.vn")
        words = self.given(tmp_path)[:2]
        status, _, err = call("--name", "sai.vn", *words, "--key", str(key))
        assert status == 2
        assert "Khoá không phải" in err
        assert "không dùng cho sai.vn" in err
        assert not kept.server_path.exists()

    @pytest.mark.process
    @pytest.mark.parametrize(
        ("days", "says"), [(-2, "chỉ có hiệu lực từ"), (3, "đã hết hạn")]
    )
    def test_dates(self, tmp_path, days, says):
        certificate, key = make_certificate(tmp_path, "hop.vn")
        pair = read_key_pair(certificate.read_bytes(), key.read_bytes())
        found = find_faults(pair, ["hop.vn"], clock.now() + dt.timedelta(days=days))
        assert says in " ".join(found)
        assert find_faults(pair, ["hop.vn"], clock.now()) == []

    def test_a_chain_in_the_wrong_order(self):
        root = make_root(NAMES, NOW)
        server = make_server(root, NAMES, NOW)
        stranger = make_root(NAMES, NOW)
        wrong = type(server)((server.certificate, *stranger.chain), server.key)
        assert "sai thứ tự" in " ".join(find_faults(wrong, ["hop.tinh.vn"], NOW))

    @pytest.mark.process
    @pytest.mark.parametrize("which", ["certificate", "key"])
    @pytest.mark.parametrize("content", [b"", b"no PEM", b"-----BEGIN X-----\nA"])
    def test_unreadable_files_are_reported(self, call, tmp_path, which, content):
        words = self.given(tmp_path)
        bad = tmp_path / "bad.pem"
        bad.write_bytes(content)
        words[words.index(f"--{which}") + 1] = str(bad)
        status, _, err = call("--name", "hop.vn", *words)
        assert status == 2
        assert "PEM hoặc đã hỏng" in err

    @pytest.mark.process
    def test_a_key_with_a_password(self, call, tmp_path):
        certificate, key = make_certificate(tmp_path, "hop.vn", password="x" * 8)
        words = ["--certificate", str(certificate), "--key", str(key)]
        status, _, err = call("--name", "hop.vn", *words)
        assert status == 2
        assert "mật khẩu" in err

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (["--key", "/k"], "đi cùng nhau"),
            (["--certificate", "/none", "--key", "/none"], "Không đọc được /none"),
        ],
    )
    def test_half_of_it(self, call, words, says):
        status, _, err = call(*words)
        assert status == 2
        assert says in err


def test_a_write_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "server.pem"
    write_private_file(path, b"old")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        write_private_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
