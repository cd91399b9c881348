"""Every page can be read in either language."""

from collections.abc import Iterator

import pytest

from kiosk.roles import Role
from tests.scene import Scene
from tests.unit.web.test_every_body import TURNED_AWAY, SharedServer, rules

# Roles with a screen of their own, besides staff.
OTHERS = [Role.WALL, Role.ENTRANCE, Role.SITE_LEAD, Role.GUEST]
CONTROL = '<form class="language"'
# Opened over plain HTTP before its certificate is trusted; posts nothing.
BY_LINK = {"/cai-dat": 'href="?language=en"'}
# A name over the picture of a video mixer: no words of ours, and nothing to press.
WITHOUT_WORDS = {"/m/1/lower-third": 'class="lower-third"'}
OK, REFUSED = 200, 400


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Iterator[SharedServer]:
    shared = SharedServer(tmp_path_factory.mktemp("pages"))
    scene, meeting = Scene(shared.server.store), shared.ids["meeting_id"]
    site = scene.make_site(meeting, "Điểm cầu xã Nậm Cắn")
    for role in OTHERS:
        client = shared.app.test_client()
        client.set_cookie(
            "kiosk", scene.sign_in(scene.make_member(meeting, role, site_id=site))
        )
        shared.clients.append(client)
    shared.clients.append(shared.app.test_client())
    yield shared
    shared.server.store.database.close()


def pages(shared: SharedServer) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of each page, for each kind of requester."""
    for rule in rules(shared, "GET"):
        path = shared.address(rule)
        for client in shared.clients:
            with client.get(path, headers={"Accept": "text/html"}) as reply:
                is_shown = reply.status_code == OK or reply.status_code >= REFUSED
                if is_shown and reply.mimetype == "text/html" and "<html" in reply.text:
                    yield path, reply.text
                elif reply.status_code not in TURNED_AWAY:
                    break


def test_each_has_the_language_control(shared):
    found = list(pages(shared))
    without = {
        path
        for path, text in found
        if BY_LINK.get(path, CONTROL) not in text
        and WITHOUT_WORDS.get(path, CONTROL) not in text
    }
    assert without == set()
    assert {"/m/1/wall", "/m/1/sites", "/m/1/tablet"} <= {path for path, _ in found}
