"""nginx accepts every variant of the output of `python -m kiosk nginx`."""

import pytest

from tests.nginx import is_accepted, make_certificate, write_front
from tests.servers import free_port


@pytest.fixture
def certificate(tmp_path):
    certificate, key = make_certificate(tmp_path)
    return ["--certificate", str(certificate), "--key", str(key)]


def written(tmp_path, *arguments: str):
    path = tmp_path / "nginx.conf"
    settings = {"KIOSK_DATA": str(tmp_path / "dữ liệu"), "PORT": "8123"}
    done = write_front(
        settings, *arguments, *("--folder", str(tmp_path), "--out", str(path))
    )
    assert done.returncode == 0, done.stderr
    return path


VARIANTS = {
    "one server": [],
    "a name": ["--name", "hop.tinh.vn"],
    "several servers": ["--server", "127.0.0.1:8001", "--server", "localhost:8002"],
    "a server with IPv6": ["--server", "[::1]:8001"],
}


@pytest.mark.parametrize("arguments", VARIANTS.values(), ids=VARIANTS.keys())
def test_plain(tmp_path, arguments):
    port = f"127.0.0.1:{free_port()}"
    assert not is_accepted(written(tmp_path, "--listen", port, *arguments))


@pytest.mark.parametrize("arguments", VARIANTS.values(), ids=VARIANTS.keys())
def test_with_tls(tmp_path, certificate, arguments):
    ports = ["--listen", str(free_port()), "--redirect", str(free_port())]
    assert not is_accepted(written(tmp_path, *ports, *certificate, *arguments))


def test_with_tls_and_no_redirect(tmp_path, certificate):
    ports = ["--listen", str(free_port()), "--redirect", "no"]
    path = written(tmp_path, *ports, *certificate)
    assert not is_accepted(path)
    assert "return 301" not in path.read_text("utf-8")


def test_both_families_of_addresses(tmp_path, certificate):
    port, plain = free_port(), free_port()
    ports = [
        *("--listen", f"127.0.0.1:{port}", "--listen", f"[::1]:{port}"),
        *("--redirect", f"127.0.0.1:{plain}", "--redirect", f"[::1]:{plain}"),
    ]
    path = written(tmp_path, *ports, *certificate)
    assert path.read_text("utf-8").count("listen [::1]:") == 2
    assert not is_accepted(path)


def test_a_site_of_an_nginx_that_is_there_already(tmp_path, certificate):
    site = tmp_path / "kiosk.conf"
    done = write_front(
        {"KIOSK_DATA": str(tmp_path)},
        *("--listen", str(free_port()), "--redirect", str(free_port())),
        *("--site", "--out", str(site), *certificate),
    )
    assert done.returncode == 0, done.stderr
    # Where Debian's nginx logs, only root may write.
    text = site.read_text("utf-8").replace("/var/log/nginx", str(tmp_path))
    site.write_text(text, "utf-8")
    around = tmp_path / "nginx.conf"
    around.write_text(
        f"pid {tmp_path}/nginx.pid;\nerror_log {tmp_path}/error.log;\n"
        "events { }\nhttp {\n"
        + "".join(
            f"{kind}_temp_path {tmp_path}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"include {site};\n}}\n"
    )
    assert not is_accepted(around)


def test_what_nginx_would_not_accept_is_noticed_here(tmp_path):
    path = written(tmp_path, "--listen", str(free_port()))
    path.write_text(path.read_text("utf-8").replace("keepalive 128;", "keepalive x;"))
    assert "keepalive" in is_accepted(path)
