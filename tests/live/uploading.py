"""A secretary who uploads files to a real server with a real worker."""

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from kiosk.client.http_client import HttpClient, Response
from kiosk.roles import Role
from tests.bad import Case
from tests.scene import Scene
from tests.servers import RealServer

# Beyond this a test fails, in seconds.
NEVER_SECONDS = 120.0
# Polling intervals in seconds: slow jobs are polled less often.
PAUSE_SECONDS = 0.3
LONGEST_PAUSE_SECONDS = 1.5


def request_in(
    language: str, port: int, token: str, path: str, body: object = None
) -> Response:
    """Send a GET request, or a POST with a body, with this Accept-Language."""
    method = "GET" if body is None else "POST"
    headers = {"Cookie": f"kiosk={token}; language={language}"}
    return HttpClient(port).request(method, path, body, headers=headers, timeout=60)


@dataclass
class Outcome:
    """The result of one file, in Vietnamese and in English."""

    state: str
    said: dict[str, str]
    seconds: float
    pages: int = 0
    document: int = 0


@dataclass
class Office:
    """A secretary at a real server with a real worker."""

    server: RealServer
    meeting: int = 0
    token: str = ""
    item: int = field(default=0)

    def __post_init__(self) -> None:
        scene = Scene(self.server.store)
        self.meeting = scene.make_meeting()
        self.item = scene.make_item(self.meeting)
        secretary = scene.make_member(self.meeting, Role.SECRETARY)
        self.token = scene.sign_in(secretary)

    def ask(self, path: str, language: str, data: bytes | None = None) -> Any:
        """Send a request; return the status and the JSON of the response."""
        path = f"/m/{self.meeting}/documents{path}"
        response = request_in(language, self.server.port, self.token, path, data)
        return response.status, response.json()

    def bring(self, case: Case) -> Outcome:
        """Upload a file and wait for its result."""
        data, began = case.make(), time.monotonic()
        path = f"?name={quote(case.file_name)}&item={self.item}"
        status, answer = self.ask(path, "vi", data)
        if status != 201:
            assert 400 <= status < 500, (status, answer)
            _, english = self.ask(path, "en", data)
            said = {"vi": answer["message"], "en": english["message"]}
            return Outcome("refused", said, time.monotonic() - began)
        document = answer["id"]
        return self.wait_for(document, began)

    def wait_for(self, document: int, began: float) -> Outcome:
        """Wait until the worker has finished."""
        pause = PAUSE_SECONDS
        while True:
            _, state = self.ask(f"/{document}/status", "vi")
            seconds = time.monotonic() - began
            if state["state"] in {"ready", "refused"} or seconds > NEVER_SECONDS:
                break
            time.sleep(pause)
            pause = min(1.5 * pause, LONGEST_PAUSE_SECONDS)
        _, english = self.ask(f"/{document}/status", "en")
        said = {"vi": state["message"], "en": english["message"]}
        _, pages = self.ask(f"/{document}/pages", "vi")
        count = len(pages.get("pages", []))
        return Outcome(state["state"], said, seconds, count, document)
