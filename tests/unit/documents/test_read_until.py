"""Documents with a reading time are unreadable from its end."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.documents.publication_expiry import ExpiryLoop
from kiosk.roles import Role
from kiosk.storage.journal import events_after

# Within the lifetime of the tests' sign-ins, on a whole second.
MOMENT = clock.now().replace(microsecond=0) + dt.timedelta(hours=1)
# As a form sends it: Vietnamese time without an offset.
UNTIL = MOMENT.astimezone(clock.VIETNAM).replace(tzinfo=None).isoformat()


@pytest.fixture
def meeting(scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def paper(scene, meeting) -> int:
    return scene.make_document(meeting, scene.make_item(meeting), [b"one"])


@pytest.fixture
def secretary(client_for, scene, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY))


@pytest.fixture
def delegate(client_for, scene, meeting):
    return client_for(scene.make_member(meeting))


def limit(client, meeting, paper, until="", *, until_close=False):
    form = {"readable_until": until, "until_close": until_close}
    return client.post(f"/m/{meeting}/documents/{paper}/limits", json=form)


def facts(store, meeting) -> list[str]:
    with store.read_session() as session:
        return [fact.body["kind"] for fact in events_after(session, meeting, 0)]


def paths(client, meeting, paper) -> list[str]:
    base = f"/m/{meeting}/documents/{paper}"
    page = client.get(f"{base}/pages").json["pages"][0]
    image = next(iter(page["images"].values()))
    return [
        f"{base}/pages",
        f"{base}/status",
        f"{base}/original",
        f"{base}/images/{image}.webp",
        f"{base}/words/{page['words']}.json",
    ]


def test_from_that_moment_no_path_gives_it_to_a_delegate(
    store, meeting, paper, secretary, delegate
):
    assert limit(secretary, meeting, paper, UNTIL).status_code == 204
    asked = paths(delegate, meeting, paper)
    assert [delegate.get(path).status_code for path in asked] == [200] * len(asked)
    snapshot = f"/m/{meeting}/snapshot"
    before = delegate.get(snapshot).json
    assert [one["id"] for one in before["documents"]] == [paper]
    assert before["documents"][0]["readable_until"] == MOMENT.isoformat()
    find = f"/m/{meeting}/search?find=quan"
    assert delegate.get(find).json["hits"]
    with clock.frozen(MOMENT - dt.timedelta(seconds=1)):
        assert [delegate.get(path).status_code for path in asked] == [200] * len(asked)
    with clock.frozen(MOMENT):
        assert [delegate.get(path).status_code for path in asked] == [404] * len(asked)
        assert delegate.get(snapshot).json["documents"] == []
        assert delegate.get(find).json["hits"] == []
        # Those who prepare the meeting still read it.
        assert secretary.get(asked[0]).status_code == 200


def test_a_fact_is_made_of_it_once_even_after_a_restart(
    store, meeting, paper, secretary
):
    limit(secretary, meeting, paper, UNTIL)
    ExpiryLoop(store).step()
    assert facts(store, meeting) == ["document_changed"]
    with clock.frozen(MOMENT + dt.timedelta(minutes=5)):
        ExpiryLoop(store).step()
        ExpiryLoop(store).step()
    assert facts(store, meeting) == ["document_changed", "document_withdrawn"]


def test_what_is_over_is_published_again_only_with_a_new_time(
    store, meeting, paper, secretary
):
    limit(secretary, meeting, paper, UNTIL)
    publish = f"/m/{meeting}/documents/{paper}/publish"
    with clock.frozen(MOMENT):
        ExpiryLoop(store).step()
        reply = secretary.post(publish, json={})
        assert (reply.status_code, reply.json["error"]) == (422, "until_passed")
        assert limit(secretary, meeting, paper, UNTIL).status_code == 204
        assert limit(secretary, meeting, paper).status_code == 204
        assert secretary.post(publish, json={}).status_code == 204


@pytest.mark.parametrize("until", ["2020-01-01T00:00", "hôm nay", "2030-13-01T00:00"])
def test_a_moment_that_cannot_be_is_refused(meeting, paper, secretary, until):
    reply = limit(secretary, meeting, paper, until)
    assert reply.status_code == 422
    assert reply.json["message"]


def test_closing_takes_back_what_was_given_until_then(
    store, scene, meeting, paper, secretary, client_for
):
    other = scene.make_document(meeting, scene.make_item(meeting), [b"stays"])
    assert limit(secretary, meeting, paper, until_close=True).status_code == 204
    chair = client_for(scene.make_member(meeting, Role.CHAIR))
    assert chair.post(f"/m/{meeting}/state", json={"state": "closed"}).status_code < 300
    withdrawn = [kind for kind in facts(store, meeting) if kind.endswith("withdrawn")]
    assert len(withdrawn) == 1
    admin = client_for(account_id=scene.make_account(is_administrator=True))
    states = {
        one["id"]: one["publication"]
        for one in admin.get(f"/m/{meeting}/snapshot").json["documents"]
    }
    assert states == {paper: "withdrawn", other: "published"}


def test_only_the_secretary_sets_limits(meeting, paper, delegate):
    assert limit(delegate, meeting, paper, UNTIL).status_code == 403
