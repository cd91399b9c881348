"""A meeting with a secretary and three members who are asked."""

import pytest

from kiosk.roles import Role

DETAILS = {
    "title": "Nhân sự bổ sung Ban Chấp hành",
    "question": "Đồng ý giới thiệu đồng chí Lê Văn Tám?",
    "deadline": "2999-12-01T17:00:00+07:00",
}


@pytest.fixture
def meeting(scene):
    return scene.make_meeting()


@pytest.fixture
def url(meeting):
    return f"/m/{meeting}/consultations"


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY, "Lê Thị Thu Hà"))


@pytest.fixture
def members(scene, meeting):
    names = ("Trần Quốc Bảo", "Nguyễn Văn An", "Đỗ Thị Bình")
    return [
        scene.make_member(meeting, Role.OFFICIAL_DELEGATE, name, unit="Huyện uỷ Ea Kar")
        for name in names
    ]


@pytest.fixture
def draft(secretary, url, members):
    answer = secretary.post(url, json=DETAILS | {"members": members})
    assert answer.status_code == 201
    return answer.json["id"]


@pytest.fixture
def sent(secretary, url, draft):
    answer = secretary.post(f"{url}/{draft}/send", json={"revision": 1})
    assert answer.status_code == 204
    return draft


@pytest.fixture
def client(client_for):
    return client_for()
