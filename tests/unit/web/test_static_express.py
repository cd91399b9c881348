"""Static files from memory: Flask's answers, and plain ones only."""

import pytest
from werkzeug.test import Client

from kiosk.web import static_express
from kiosk.web.static_express import StaticExpress, plain_coding
from kiosk.web.static_files import STATIC

SCRIPT = next(STATIC.glob("bundles/tablet-*.js"))
FILES = [
    "css/tokens/values.css",
    f"bundles/{SCRIPT.name}",
    "vendor/zxing/zxing_reader.wasm",
]
CODINGS = ["", "gzip", "br", "gzip, deflate, br, zstd"]


class CountingApplication:
    """The application behind, and how often it was asked."""

    def __init__(self, app) -> None:
        # What Flask itself does, without anything before it.
        self.app, self.calls = app, 0

    def __call__(self, environ, start_response):
        self.calls += 1
        with self.app.request_context(environ):
            return self.app.full_dispatch_request()(environ, start_response)


class ReadingClient(Client):
    """A client that reads answers to their ends, so that files are closed."""

    def open(self, *requests, **how):
        return super().open(*requests, buffered=True, **how)


@pytest.fixture
def behind(server) -> CountingApplication:
    return CountingApplication(server.app)


@pytest.fixture
def express(server, behind) -> "ReadingClient":
    return ReadingClient(StaticExpress(behind, server.app))


@pytest.fixture
def address(server):
    return lambda name: f"{server.app.static_url_path}/{name}"


def without_policy(reply) -> dict[str, str]:
    # Flask's names a nonce, which is of use to pages only, and moments.
    passing = {"Content-Security-Policy", "Date", "Expires"}
    return {n: value for n, value in reply.headers.items() if n not in passing}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("accepted", CODINGS)
def test_the_answer_is_that_of_flask(express, behind, address, name, accepted):
    headers = {"Accept-Encoding": accepted}
    ours = [express.get(address(name), headers=headers) for _ in range(2)]
    assert behind.calls == 0
    theirs = ReadingClient(behind).get(address(name), headers=headers)
    for reply in ours:
        assert reply.status_code == theirs.status_code == 200
        assert reply.data == theirs.data
        assert without_policy(reply) == without_policy(theirs)
        assert "Expires" not in reply.headers
        assert "max-age" in reply.headers["Cache-Control"]
        assert "nonce" not in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Range": "bytes=0-9"}, 206),
        ({"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304),
        ({"Accept-Encoding": "gzip;q=0, br;q=0"}, 200),
    ],
)
def test_what_is_no_plain_question_goes_the_long_way(
    express, behind, address, headers, status
):
    express.get(address(FILES[0]))
    reply = express.get(address(FILES[0]), headers=headers)
    assert (reply.status_code, behind.calls) == (status, 1)


def test_the_tag_that_was_given_is_known_again(express, behind, address):
    tag = express.get(address(FILES[0])).headers["ETag"]
    reply = express.get(address(FILES[0]), headers={"If-None-Match": tag})
    assert (reply.status_code, behind.calls) == (304, 1)


@pytest.mark.parametrize("name", ["none.css", "../wsgi.py", "js", ""])
def test_a_file_that_is_not_there_is_refused_by_flask(express, behind, address, name):
    for _ in range(2):
        assert express.get(address(name)).status_code == 404
    assert behind.calls == 2


@pytest.mark.parametrize("method", ["head", "post"])
def test_only_reading_is_answered(express, behind, address, method):
    getattr(express, method)(address(FILES[0]))
    assert behind.calls == 1


def test_switched_off_it_answers_nothing(server, behind, address):
    express = ReadingClient(StaticExpress(behind, server.app, is_on=False))
    assert express.get(address(FILES[0])).status_code == 200
    assert behind.calls == 1


def test_no_more_is_kept_than_fits(express, behind, address, monkeypatch):
    monkeypatch.setattr(static_express, "MOST_KEPT_BYTES", 100)
    for _ in range(2):
        assert express.get(address(FILES[0])).status_code == 200
    assert behind.calls == 2


def test_nothing_of_the_asker_is_kept(express, address):
    mine = {"Cookie": "kiosk=mine; language=en", "X-Forwarded-For": "192.0.2.1"}
    first = express.get(address(FILES[0]), headers=mine)
    assert "Set-Cookie" not in first.headers
    assert "Cookie" not in first.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("GZIP", "gzip"),
        ("deflate", ""),
        ("br;q=0.5", None),
        ("*", None),
    ],
)
def test_coding_that_a_browser_accepts(accepted, coding):
    assert plain_coding(accepted) == coding
