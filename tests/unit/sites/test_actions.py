"""Sites are listed in the order they were added."""

from kiosk.identity import Actor
from kiosk.roles import Role
from kiosk.sites.actions import add_site, copy_sites
from kiosk.sites.models import SiteKind
from kiosk.sites.queries import sites_of
from kiosk.storage.store import Store
from tests.people import Scene


def test_sites_keep_their_order_and_are_copied_with_it(
    store: Store, scene: Scene
) -> None:
    meeting, other = scene.make_meeting(), scene.make_meeting()
    actor = Actor(meeting_id=meeting, role=Role.SECRETARY, name="A", sign_in_id=1)
    with store.work("test") as work:
        add_site(work, actor=actor, name="Điểm cầu chính", kind=SiteKind.MAIN)
        add_site(work, actor=actor, name=" Xã Bình Minh ", expected=82)
    with store.work("test") as work:
        copied = copy_sites(work, source_id=meeting, target_id=other)
    with store.reading() as session:
        here, there = sites_of(session, meeting), sites_of(session, other)
    assert [site.name for site in here] == ["Điểm cầu chính", "Xã Bình Minh"]
    assert [(site.name, site.kind) for site in there] == [
        ("Điểm cầu chính", SiteKind.MAIN),
        ("Xã Bình Minh", SiteKind.REMOTE),
    ]
    assert copied == {old.id: new.id for old, new in zip(here, there, strict=True)}
