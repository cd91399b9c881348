"""A meeting with people at two sites, and a worker that runs jobs."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from kiosk.exports.job import ExportJob
from kiosk.handouts.export import HANDOUT
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role

# Forty characters, all of them wide or marked.
LONG_NAME = "Nguyễn Hoàng Thị Phương Mường Thảo Khánh"


@pytest.fixture
def meeting(scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def secretary(scene, client_for, meeting) -> FlaskClient:
    account = scene.make_account()
    member = scene.make_member(
        meeting, Role.SECRETARY, "Lê Văn Thư", account_id=account
    )
    return client_for(member)


@pytest.fixture
def sites(scene, meeting) -> list[int]:
    names = ["Hội trường tỉnh", "Xã Nậm Cắn / Bản Vẽ"]
    return [
        scene.make_site(meeting, name, ordinal=ordinal)
        for ordinal, name in enumerate(names)
    ]


@pytest.fixture
def people(scene, meeting, sites) -> list[int]:
    """Three at the first site, one at the second; nobody has a badge."""
    far, near = sites[1], sites[0]
    official, guest = Role.OFFICIAL_DELEGATE, Role.GUEST
    return [
        scene.make_member(meeting, official, LONG_NAME, site_id=near, seat="A12"),
        scene.make_member(meeting, official, "Lê An", site_id=near),
        scene.make_member(meeting, guest, "Đỗ Thị Ánh", site_id=near),
        scene.make_member(
            meeting,
            official,
            "Vàng A Páo",
            site_id=far,
            position="Phó Chủ tịch",
            unit="Uỷ ban nhân dân xã",
        ),
    ]


@pytest.fixture
def press(store) -> ExportJob:
    press = ExportJob(store, Sandbox(lower_priority=False), [HANDOUT])
    press.install()
    return press


@pytest.fixture
def work_off(store, press) -> Callable[[], None]:
    def run() -> None:
        while (task := store.bulk_jobs.huey.dequeue()) is not None:
            store.bulk_jobs.huey.execute(task)

    return run


@pytest.fixture
def make(secretary, meeting, work_off) -> Callable[..., bytes]:
    """Generate a handout, and return the file."""

    def ask(kind: str = "badges", **spec: object) -> bytes:
        at = f"/m/{meeting}/handouts/{kind}"
        assert secretary.post(at, json=spec).status_code == 204
        work_off()
        reported = secretary.get(f"{at}/state").json
        assert reported["state"] == "ready", reported
        return secretary.get(at).data

    return ask
