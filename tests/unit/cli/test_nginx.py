"""The `nginx` command: its output and its error messages."""

import stat

import pytest

from kiosk.cli.main import main
from tests.nginx import make_certificate


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PORT", "8123")
    for name in ("KIOSK_PUBLIC_URL", "KIOSK_BEHIND_PROXY", "HOST"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    """A folder with two certificates and their keys."""
    folder = tmp_path_factory.mktemp("tls")
    for name in ("hop.vn", "b.vn"):
        make_certificate(folder, name)
    return folder


def tls(folder) -> list[str]:
    return ["--certificate", f"{folder}/hop.vn.pem", "--key", f"{folder}/hop.vn.key"]


@pytest.fixture
def call(capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(["nginx", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


class TestWritten:
    def test_it_is_printed_for_the_server_of_this_machine(self, call, tmp_path):
        status, text, err = call()
        assert (status, err) == (0, "")
        assert "server 127.0.0.1:8123;" in text
        assert "listen 80 backlog" in text
        assert f'"{tmp_path}/data/files/"' in text
        assert "user www-data;" in text
        assert "ssl" not in text
        # Never the browser's own word: whatever goes on to Kiosk overwrites it.
        ports = text.count("proxy_set_header X-Kiosk-Client-Port $remote_port;")
        assert ports == text.count("proxy_set_header X-Forwarded-For $remote_addr;") > 1

    def test_with_a_certificate_http_leads_to_https(self, call, pairs):
        _, text, _ = call("--name", "hop.vn", *tls(pairs))
        assert "listen 443 ssl http2" in text
        assert "listen 80 backlog" in text
        assert "return 301 https://hop.vn$request_uri;" in text

    def test_the_name_is_that_of_the_public_address(self, call, monkeypatch):
        monkeypatch.setenv("KIOSK_PUBLIC_URL", "http://hop.tinh.vn")
        assert "server_name hop.tinh.vn;" in call()[1]

    def test_room_for_all_tablets_and_the_largest_paper(self, call, monkeypatch):
        monkeypatch.setenv("KIOSK_MAX_CONNECTIONS", "15000")
        monkeypatch.setenv("KIOSK_MAX_UPLOAD_MB", "77")
        text = call()[1]
        assert "worker_connections 32000;" in text
        assert "client_max_body_size 77m;" in text

    def test_a_site_is_only_the_part_of_kiosk(self, call):
        text = call("--site")[1]
        assert "\nevents" not in text
        assert "\nhttp {" not in text
        assert "upstream kiosk" in text
        # But it says what the rest must give.
        assert "worker_connections 42000" in text

    def test_several_servers_share_the_work_without_sticking(self, call):
        text = call("--server", "127.0.0.1:8001", "--server", "127.0.0.1:8002")[1]
        assert "least_conn;" in text
        assert "\n    ip_hash" not in text
        assert "8123" not in text

    def test_out_writes_it_whole_and_says_what_kiosk_needs(self, call, tmp_path):
        path = tmp_path / "nginx.conf"
        path.write_text("the one before")
        status, said, _ = call("--out", str(path))
        assert status == 0
        assert stat.S_IMODE(path.stat().st_mode) == 0o644
        assert path.read_text("utf-8").rstrip().endswith("}")
        assert [entry.name for entry in tmp_path.iterdir()] == ["nginx.conf"]
        assert {"  KIOSK_BEHIND_PROXY=yes", "  HOST=127.0.0.1"} <= set(
            said.splitlines()
        )

    def test_fitting_settings_need_no_advice(self, call, pairs, tmp_path, monkeypatch):
        monkeypatch.setenv("KIOSK_BEHIND_PROXY", "yes")
        monkeypatch.setenv("KIOSK_PUBLIC_URL", "https://hop.vn")
        monkeypatch.setenv("HOST", "127.0.0.1")
        path = tmp_path / "nginx.conf"
        _, said, _ = call(*tls(pairs), "--out", str(path))
        assert "KIOSK" not in said.replace(str(path), "")


BAD = {
    "a port that is none": (["--listen", "http"], "Cổng nghe 'http'"),
    "a port too high": (["--listen", "70000"], "65535"),
    "port zero": (["--listen", "0"], "65535"),
    "listening on a name": (["--listen", "hop.vn:443"], "địa chỉ IP"),
    "the same port twice": (["--listen", "80", "--listen", "80"], "hai lần"),
    "a server without port": (["--server", "hop-2"], "Máy chủ 'hop-2'"),
    "a server without name": (["--server", "8000"], "TÊN:CỔNG"),
    "an unknown server": (["--server", "no-such-host.invalid:8000"], "Không tìm thấy"),
    "a sentence for a name": (["--name", "hop; include /etc"], "không phải tên máy"),
    "an address with a scheme": (["--name", "https://hop.vn"], "không phải tên máy"),
    "redirect without TLS": (["--redirect", "80"], "--certificate"),
    "a folder that is not there": (["--folder", "/no/such"], "Không có thư mục"),
    "site and folder": (["--site", "--folder", "/tmp"], "không đi với nhau"),
}


class TestRefused:
    @pytest.mark.parametrize(("arguments", "says"), BAD.values(), ids=BAD.keys())
    def test_in_words_with_status_2_and_nothing_written(
        self, call, tmp_path, arguments, says
    ):
        path = tmp_path / "nginx.conf"
        status, out, err = call(*arguments, "--out", str(path))
        assert (status, out) == (2, "")
        assert says in err
        assert err.count("\n") == 1
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("certificate", "key", "says"),
        [
            ("hop.vn.pem", "", "phải có khoá"),
            ("", "hop.vn.key", "phải có chứng thư"),
            ("hop.vn.pem", "b.vn.key", "với nhau"),
            ("hop.vn.key", "hop.vn.key", "với nhau"),
            ("none.pem", "hop.vn.key", "Không đọc được chứng thư"),
            ("hop.vn.pem", ".", "Không đọc được khoá"),
        ],
    )
    def test_a_certificate_that_cannot_serve(
        self, call, pairs, tmp_path, certificate, key, says
    ):
        path = tmp_path / "nginx.conf"
        arguments = ["--out", str(path)]
        if certificate:
            arguments += ["--certificate", str(pairs / certificate)]
        if key:
            arguments += ["--key", str(pairs / key)]
        status, _, err = call(*arguments)
        assert status == 2
        assert says in err
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.process
    def test_a_key_with_a_password(self, call, tmp_path):
        certificate, key = make_certificate(tmp_path, "locked", password="x" * 8)
        status, _, err = call("--certificate", str(certificate), "--key", str(key))
        assert status == 2
        assert "mật khẩu" in err

    @pytest.mark.parametrize("sign", ['"', "$", ";", "{"])
    def test_a_path_that_would_mean_something_to_nginx(
        self, call, tmp_path, monkeypatch, sign
    ):
        folder = tmp_path / f"a{sign}b"
        monkeypatch.setenv("KIOSK_DATA", str(folder))
        status, out, err = call()
        assert (status, out) == (2, "")
        assert "nginx hiểu khác" in err

    def test_a_place_that_cannot_be_written(self, call, tmp_path):
        status, _, err = call("--out", str(tmp_path / "none" / "nginx.conf"))
        assert status == 2
        assert "Không ghi được" in err
