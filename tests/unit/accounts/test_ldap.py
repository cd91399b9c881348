"""Signing in with the password of an LDAP directory, against OpenLDAP."""

import dataclasses
import logging
import socket

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.ldap.directory import DirectoryUnavailable, find_person
from kiosk.accounts.ldap.names import bind_name, groups_filter, person_filter
from kiosk.accounts.models import SignIn, Throttle
from kiosk.config import read_config
from tests.ldap_server import BASE, BIND, PASSWORD, LdapServer, make_certificates
from tests.unit.accounts.conftest import PASSWORD as LOCAL_PASSWORD
from tests.unit.accounts.elsewhere import configure, logged
from tests.unit.accounts.second_factors import turn_on_second_factor

pytestmark = pytest.mark.process
ROLES = "Quan tri=administrator;Van phong=staff"


@pytest.fixture(scope="module")
def directory():
    with LdapServer() as running:
        yield running


@pytest.fixture
def settings(directory):
    return {
        "ldap_url": f"ldap://localhost:{directory.port}",
        "ldap_ca_file": directory.root_file,
        "ldap_bind": BIND,
        "ldap_base": BASE,
    }


@pytest.fixture
def roles(server, settings):
    return configure(server, **settings, group_roles=ROLES)


@pytest.fixture
def config(settings):
    return dataclasses.replace(read_config({}), **settings)


def resolve(host, port):
    assert host == "localhost"
    return ["127.0.0.1"]


class TestSigningIn:
    @pytest.mark.usefixtures("roles")
    def test_a_person_of_a_group_gets_an_account_with_its_role(
        self, client_for, sign_in, store
    ):
        client = client_for()
        assert sign_in(client, "khai", PASSWORD).json == {"go": "/meetings"}
        page = client.get("/account").text
        assert "Ngô Khải" in page
        assert "mật khẩu danh bạ cơ quan" in page
        assert client.get("/accounts").status_code == 403
        chief = client_for()
        assert sign_in(chief, " CHIEF ", PASSWORD).json == {"go": "/meetings"}
        assert chief.get("/accounts").status_code == 200
        assert logged(store)[:3] == [
            ("khai", "account_added", "khai"),
            ("khai", "account_linked", "ldap"),
            ("khai", "signed_in", "ldap"),
        ]
        assert sign_in(client_for(), "khai", PASSWORD).status_code == 200

    @pytest.mark.usefixtures("roles")
    def test_wrong_and_unknown_say_the_same(self, client_for, sign_in):
        wrong = sign_in(client_for(), "khai", "sai mật khẩu rồi")
        unknown = sign_in(client_for(), "khongco", "sai mật khẩu rồi")
        assert wrong.status_code == unknown.status_code == 403
        assert wrong.json == unknown.json

    @pytest.mark.usefixtures("roles")
    def test_nobody_of_no_group(self, client_for, sign_in):
        assert sign_in(client_for(), "none", PASSWORD).json["error"] == "no_group"

    def test_a_local_account_of_the_name_is_taken_over_only_if_the_settings_say_so(
        self, client_for, server, settings, make_staff, sign_in
    ):
        make_staff("khai")
        configure(server, **settings, group_roles=ROLES)
        assert sign_in(client_for(), "khai", PASSWORD).json["error"] == "no_account"
        assert sign_in(client_for(), "khai", LOCAL_PASSWORD).status_code == 200
        configure(server, **settings, ldap_link=True)
        assert sign_in(client_for(), "khai", PASSWORD).status_code == 200

    def test_the_own_second_factor_is_asked_for(
        self, client_for, server, settings, make_staff, sign_in, scene
    ):
        turn_on_second_factor(scene, make_staff("khai").id)
        configure(server, **settings, ldap_link=True)
        assert sign_in(client_for(), "khai", PASSWORD).json == {"go": "/staff/code"}

    @pytest.mark.usefixtures("roles")
    def test_a_stolen_session_is_ended_from_the_list(self, client_for, sign_in, store):
        owner, thief = client_for(), client_for()
        sign_in(owner, "khai", PASSWORD)
        sign_in(thief, "khai", PASSWORD)
        with store.read_session() as session:
            stolen = session.scalars(select(SignIn.id).order_by(SignIn.id)).all()[1]
        assert owner.post(f"/account/sessions/{stolen}/end").status_code == 204
        assert thief.get("/account").status_code == 401

    @pytest.mark.usefixtures("roles")
    def test_signing_out_stays_here(self, client_for, sign_in):
        client = client_for()
        sign_in(client, "khai", PASSWORD)
        assert client.post("/sign-out", json={}).json == {"go": "/"}

    @pytest.mark.usefixtures("roles")
    def test_wrong_tries_wait(self, client_for, sign_in):
        client = client_for()
        with clock.frozen(clock.now()):
            found = [sign_in(client, "khai", "sai").status_code for _ in range(6)]
            assert found == [403] * 5 + [429]

    @pytest.mark.usefixtures("roles")
    def test_the_password_is_in_no_log(self, client_for, sign_in, store, caplog):
        caplog.set_level(logging.DEBUG)
        sign_in(client_for(), "khai", PASSWORD)
        sign_in(client_for(), "khai", "sai bí mật")
        written = caplog.text + str(logged(store))
        assert PASSWORD not in written
        assert "sai bí mật" not in written


class TestDown:
    @pytest.fixture
    def down(self, server, settings):
        return configure(server, **settings | {"ldap_url": "ldaps://localhost:1"})

    @pytest.mark.usefixtures("down")
    def test_local_accounts_still_sign_in(self, client_for, make_staff, sign_in):
        make_staff("thuky")
        assert sign_in(client_for(), "thuky", LOCAL_PASSWORD).status_code == 200

    def test_others_are_told_whoever_they_are(
        self, client_for, make_staff, sign_in, down, caplog
    ):
        make_staff("thuky")
        client = client_for()
        wrong = sign_in(client, "thuky", "sai mật khẩu rồi")
        unknown = sign_in(client, "khongco", "sai mật khẩu rồi")
        assert wrong.status_code == unknown.status_code == 503
        assert wrong.json == unknown.json
        assert ("thuky", "sign_in_refused", "unavailable") in logged(down)
        assert "LDAPSocketOpenError" in caplog.text
        # A try stays counted: nobody guesses passwords here while it is down.
        with down.read_session() as session:
            assert session.get_one(Throttle, "password/*/thuky").failures == 1

    def test_one_that_says_nothing_is_given_up(self, config, monkeypatch):
        monkeypatch.setattr("kiosk.accounts.ldap.directory.WAIT_SECONDS", 1)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            for scheme in ("ldap", "ldaps"):
                url = f"{scheme}://localhost:{port}"
                asked = dataclasses.replace(config, ldap_url=url)
                with pytest.raises(DirectoryUnavailable):
                    find_person(asked, "khai", PASSWORD, resolve)

    def test_an_unknown_host_is_unavailable(self, config):
        def unknown(host, port):
            raise socket.gaierror

        with pytest.raises(DirectoryUnavailable):
            find_person(config, "khai", PASSWORD, unknown)


class TestTls:
    def test_both_ways_work(self, config, directory):
        url = f"ldaps://localhost:{directory.tls_port}"
        for asked in (config, dataclasses.replace(config, ldap_url=url)):
            found = find_person(asked, "khai", PASSWORD, resolve)
            assert found is not None
            assert found.full_name == "Ngô Khải"
            assert "cn=Van phong,ou=groups,dc=tinh,dc=vn" in found.groups

    def test_another_root_is_not_trusted(self, config, directory, tmp_path):
        make_certificates(tmp_path)
        other = str(tmp_path / "root.pem")
        for url in (config.ldap_url, f"ldaps://localhost:{directory.tls_port}"):
            asked = dataclasses.replace(config, ldap_url=url, ldap_ca_file=other)
            with pytest.raises(DirectoryUnavailable):
                find_person(asked, "khai", PASSWORD, resolve)

    def test_nor_another_name(self, config):
        url = config.ldap_url.replace("localhost", "danhba.tinh.vn")
        asked = dataclasses.replace(config, ldap_url=url)
        with pytest.raises(DirectoryUnavailable):
            find_person(asked, "khai", PASSWORD, lambda _host, _port: ["127.0.0.1"])


class TestInjection:
    @pytest.mark.parametrize(
        "username",
        [
            *("khai,ou=people", "khai)(uid=*", "*", "khai\0", "", "khai ", "KHAI*"),
            *("khai)(|(uid=*", "cn=admin", "kh\u00e3i", "a" * 41, "khai\n"),
        ],
    )
    def test_odd_names_never_reach_the_directory(self, config, username):
        def never(host, port):
            raise AssertionError(username)

        assert find_person(config, username, PASSWORD, never) is None

    @pytest.mark.usefixtures("roles")
    def test_an_empty_password_binds_nobody(self, config, client_for, sign_in):
        assert find_person(config, "khai", "", resolve) is None
        assert sign_in(client_for(), "khai", "").status_code == 403

    def test_names_are_escaped_all_the_same(self):
        assert bind_name("uid={},ou=x", "a,b=c+d") == "uid=a\\,b\\=c\\+d,ou=x"
        assert bind_name("{}@tinh.vn", "khai") == "khai@tinh.vn"
        assert person_filter("uid", "*)(uid=*") == "(uid=\\2a\\29\\28uid=\\2a)"
        assert groups_filter("cn=a(b)", "*") == (
            "(|(member=cn=a\\28b\\29)(uniqueMember=cn=a\\28b\\29)(memberUid=\\2a))"
        )

    @pytest.mark.parametrize(
        "password",
        ["*", "x" * 200, "a\0b", "\ud800".encode("utf-8", "replace").decode()],
    )
    def test_odd_passwords_are_wrong_ones(self, config, password):
        assert find_person(config, "khai", password, resolve) is None
