import datetime as dt
import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.app import create_server
from kiosk.config import read_config

KIOSK = Path(__file__).parents[3] / "kiosk"


@pytest.fixture
def client(server) -> FlaskClient:
    return server.app.test_client()


def choose(client: FlaskClient, **form: str):
    return client.post("/language", data=form)


class TestChoosing:
    def test_the_choice_is_remembered_on_the_device(self, client):
        reply = choose(client, language="en", back="/m/1/tablet")
        assert (reply.status_code, reply.location) == (303, "/m/1/tablet")
        assert client.get_cookie("language").value == "en"

    def test_a_page_is_in_the_chosen_language(self, client):
        page = {"Accept": "text/html"}
        assert '<html lang="vi"' in client.get("/nowhere", headers=page).text
        choose(client, language="en")
        assert '<html lang="en"' in client.get("/nowhere", headers=page).text

    def test_a_language_nobody_speaks_is_not_remembered(self, client):
        choose(client, language="xx")
        assert client.get_cookie("language") is None

    def test_a_made_up_cookie_means_the_default(self, client):
        client.set_cookie("language", "../../etc")
        text = client.get("/nowhere", headers={"Accept": "text/html"}).text
        assert '<html lang="vi"' in text

    @pytest.mark.parametrize(
        ("browser", "spoken"),
        [
            ("en-US,en;q=0.9", "en"),
            ("en-GB", "en"),
            ("vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7", "vi"),
            ("en;q=0.5,vi;q=0.9", "vi"),
            ("fr-FR,fr;q=0.9", "vi"),
            ("fr-FR,en;q=0.5", "en"),
            ("en;q=0", "vi"),
            ("*", "vi"),
            ("", "vi"),
            ("\xff;q=x,,;", "vi"),
        ],
    )
    def test_where_nobody_has_chosen_the_browser_says(self, client, browser, spoken):
        page = {"Accept": "text/html", "Accept-Language": browser}
        assert f'<html lang="{spoken}"' in client.get("/nowhere", headers=page).text
        other = {"en": "vi", "vi": "en"}[spoken]
        choose(client, language=other)
        assert f'<html lang="{other}"' in client.get("/nowhere", headers=page).text

    def test_over_tls_the_cookie_is_marked_secure(self, tmp_path):
        secure = create_server(
            read_config(
                {
                    "KIOSK_DATA": str(tmp_path),
                    "KIOSK_ASYNC_MODE": "threading",
                    "KIOSK_PUBLIC_URL": "https://hop.example",
                }
            )
        )
        reply = secure.app.test_client().post("/language", data={"language": "en"})
        assert "Secure" in reply.headers["Set-Cookie"]


class TestGoingBack:
    @pytest.mark.parametrize("back", ["/", "/m/1/tablet", "/m/1/x?page=2#here"])
    def test_paths_of_ours_are_followed(self, client, back):
        assert choose(client, back=back).location == back

    @pytest.mark.parametrize(
        "back",
        ["https://evil.vn", "//evil.vn", "/\\evil.vn", "\\\\evil.vn",
         "/\t/evil.vn", "/\n/evil.vn", "/\r\n/evil.vn", "\t//evil.vn",
         " //evil.vn", "javascript:alert(1)", "evil.vn", "", "/x\\y"],
    )  # fmt: skip
    def test_an_open_redirect_is_refused(self, client, back):
        assert choose(client, back=back).location == "/"


@pytest.mark.parametrize(
    ("chosen", "words"),
    [("vi", "ngày 23 tháng 11 năm 2026"), ("en", "23 November 2026")],
)
def test_long_dates_are_written_in_the_screens_language(server, chosen, words):
    # 18:30 UTC is the next day in Việt Nam.
    moment = dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC)
    with server.app.test_request_context(headers={"Cookie": f"language={chosen}"}):
        text = server.app.jinja_env.filters["long_date"](moment)
    assert text == words


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart"])
def test_a_large_form_is_refused_unread(client_for, kind):
    fields = {f"a{number}": "b" * 20 for number in range(20_000)}
    if kind == "multipart":
        sent = {"data": {"language": (io.BytesIO(b"y" * 5000), "x.txt")}}
    else:
        sent = {"data": {"language": "en", **fields}}
    reply = client_for().post("/language", **sent)
    assert reply.status_code == 413


def test_every_form_of_plain_html_is_small():
    """The only routes that parse HTML forms; scripts send JSON.

    A survey is answered without scripts too; the number of its fields is bounded.
    """
    places = {
        path.name
        for path in KIOSK.rglob("*.py")
        if re.search(r"request\.(form|files|values)\b", path.read_text("utf-8"))
    }
    assert places == {"language.py", "answering.py"}
