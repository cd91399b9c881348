"""Fixtures of minutes: a meeting with minutes, and editors without a browser."""

import itertools
from types import SimpleNamespace

import pytest

from kiosk.minutes.job import MinutesJob
from kiosk.roles import Role
from tests.unit.minutes.typing_client import TypingClient
from tests.unit.minutes.whole_meeting import whole

__all__ = ["whole"]

DRAFT = {
    "type": "doc",
    "content": [
        {
            "type": "heading",
            "attrs": {"level": 1},
            "content": [{"type": "text", "text": "1. Thành phần hội nghị"}],
        },
        {
            "type": "fact",
            "attrs": {"digest": "0" * 16, "key": "attendance"},
            "content": [
                {
                    "type": "paragraph",
                    "content": [{"type": "text", "text": "Có mặt: 45 đồng chí."}],
                }
            ],
        },
    ],
}
FACTS = [
    {
        "key": "attendance",
        "label": "Thành phần",
        "detail": "",
        "content": [],
        "digest": "1" * 16,
    }
]


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY, "Trần Thị Thư"))


@pytest.fixture
def chair_id(scene, meeting):
    return scene.make_member(meeting, Role.CHAIR, "Phạm Văn Chủ")


@pytest.fixture
def chair(client_for, chair_id):
    return client_for(chair_id)


@pytest.fixture
def address(meeting, secretary):
    made = secretary.post(f"/m/{meeting}/minutes", json={"family": "dang"})
    return f"/m/{meeting}/minutes/{made.json['id']}"


@pytest.fixture
def minutes_id(address):
    return int(address.rpartition("/")[2])


@pytest.fixture
def editor(address):
    numbers = itertools.count(1)
    return lambda client: TypingClient(client, address, next(numbers))


@pytest.fixture
def job(store):
    """The worker's jobs; nothing is opened in a sandbox."""
    job = MinutesJob(store, None)
    job.install()
    return job


@pytest.fixture
def status(address):
    return lambda client: client.get(f"{address}/status").json


@pytest.fixture
def case(request):
    """The fixtures above by name, where a test needs many of them."""
    names = ("store", "meeting", "secretary", "chair", "address", "minutes_id")
    names += ("editor", "job", "status")
    return SimpleNamespace(**{name: request.getfixturevalue(name) for name in names})
