"""Pictures and films of the screens: uploaded, shown, ranges, removed."""

import pytest

from kiosk.hall_screens.media_files import MEDIA_FOLDER, sweep_media
from kiosk.roles import Role

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
FILM = b"\x00\x00\x00\x20ftypisom" + bytes(5000)


@pytest.fixture
def client_of(scene, client_for, meeting):
    return lambda role: client_for(scene.make_member(meeting, role))


@pytest.fixture
def secretary(client_of):
    return client_of(Role.SECRETARY)


def upload(client, meeting, data, name="logo.png"):
    return client.post(f"/m/{meeting}/screens/media?name={name}", data=data)


def files(store):
    return [path.name for path in (store.files.root / MEDIA_FOLDER).glob("??/*")]


def test_a_picture_is_given_to_screens_and_operators_only(
    client_of, meeting, secretary
):
    sha256 = upload(secretary, meeting, PNG).json["file"]
    path = f"/m/{meeting}/screens/media/{sha256}"
    for role in Role:
        sees = role in {Role.ADMINISTRATOR, Role.SECRETARY, Role.CHAIR, Role.WALL}
        with client_of(role).get(path) as reply:
            assert reply.status_code == (200 if sees else 403), role
            if sees:
                assert reply.data == PNG
                assert reply.mimetype == "image/png"
                assert "sandbox" in reply.headers["Content-Security-Policy"]
    snapshot = client_of(Role.WALL).get(f"/m/{meeting}/snapshot").json
    assert snapshot["screen_media"] == [
        {"file": sha256, "media_type": "image/png", "name": "logo.png"}
    ]


def test_a_film_is_sent_in_ranges(meeting, secretary):
    sha256 = upload(secretary, meeting, FILM, "phim.mp4").json["file"]
    path = f"/m/{meeting}/screens/media/{sha256}"
    with secretary.get(path, headers={"Range": "bytes=4-7"}) as part:
        assert (part.status_code, part.data) == (206, b"ftyp")
        assert part.headers["Content-Range"] == f"bytes 4-7/{len(FILM)}"
    with secretary.get(path, headers={"Range": "bytes=99999-"}) as beyond:
        assert beyond.status_code == 416


def test_a_client_cannot_pretend_to_be_nginx(meeting, secretary):
    sha256 = upload(secretary, meeting, PNG).json["file"]
    headers = {"X-Kiosk-Accel": "/kiosk-files/"}
    path = f"/m/{meeting}/screens/media/{sha256}"
    with secretary.get(path, headers=headers) as reply:
        assert "X-Accel-Redirect" not in reply.headers
        assert reply.data == PNG


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.SECRETARY, Role.CHAIR})
)
def test_others_upload_nothing(store, client_of, meeting, role):
    assert upload(client_of(role), meeting, PNG).status_code == 403
    assert files(store) == []


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a" + bytes(99)])
def test_another_kind_of_file_is_refused_and_leaves_nothing(
    store, meeting, secretary, data
):
    reply = upload(secretary, meeting, data)
    assert reply.status_code == 422
    assert "PNG, JPEG, WebP" in reply.json["message"]
    assert files(store) == []


def test_the_same_file_twice_is_one(store, meeting, secretary):
    first, again = (upload(secretary, meeting, PNG) for _ in range(2))
    assert first.json == again.json
    snapshot = secretary.get(f"/m/{meeting}/snapshot").json
    assert len(snapshot["screen_media"]) == len(files(store)) == 1


def test_a_file_that_is_shown_stays(store, meeting, secretary):
    sha256 = upload(secretary, meeting, PNG).json["file"]
    path = f"/m/{meeting}/screens"
    scene = {"kind": "media", "file": sha256}
    assert secretary.post(f"{path}/1/show", json={"scene": scene}).status_code == 204
    assert secretary.post(f"{path}/media/{sha256}/delete", json={}).status_code == 409
    secretary.post(f"{path}/1/show", json={"scene": {"kind": "auto"}})
    assert secretary.post(f"{path}/media/{sha256}/delete", json={}).status_code == 204
    assert secretary.get(f"{path}/media/{sha256}").status_code == 404
    # Its file goes with the worker's next round, once it is old enough.
    sweep_media(store)
    assert files(store) == [sha256]
    sweep_media(store, min_age=0.0)
    assert files(store) == []
