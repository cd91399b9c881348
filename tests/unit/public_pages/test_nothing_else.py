"""Every address, without sign-in: a public page, a known door, or a refusal."""

import re

import pytest

REFUSED = {401, 403, 404, 405, 429}
# What a stranger must reach: to sign in, to load a page's files, to keep a tablet
# working. Each gives nothing of any meeting.
DOORS = {
    *("accounts.show_setup", "accounts.show_staff_sign_in", "units.show_link"),
    *("badges.show_idle", "badges.show_idle_of_meeting", "badges.show_landing"),
    *("fleet.show_enrolment", "offline.service_worker", "screens.manifest"),
    *("metrics.metrics", "screens.healthz", "timers.clock_now"),
    # Pages of personal links: the secret is in the fragment, which is not sent.
    *("consultations.show_link", "invitations.show_personal"),
    "notices.unsubscribing.show",
    # They describe the API, and contain no data.
    *("api.description.openapi", "api.description.show"),
}
ONE = re.compile(r"_id$")


def values_for(rule):
    """Return something for each part of an address."""
    known = {"family": "dang", "name": "invitation", "kind": "csv", "sha256": "0" * 64}
    return {
        name: known.get(name, 1 if ONE.search(name) else "a") for name in rule.arguments
    }


@pytest.fixture
def everything(meeting):
    """A meeting all of whose public things are shown."""
    return meeting.publish_all()


def test_no_other_address_gives_a_stranger_anything_of_a_meeting(
    server, meeting, everything
):
    adapter = server.app.url_map.bind("localhost")
    opened, notified = set(), []
    for rule in server.app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint == "static":
            continue
        path = adapter.build(rule.endpoint, values_for(rule))
        answer = meeting.stranger.get(path, headers={"Accept": "text/html"})
        if answer.status_code in REFUSED or 300 <= answer.status_code < 400:
            continue
        opened.add(rule.endpoint)
        is_public = rule.endpoint.startswith("public_pages.visitors.")
        # The sign-in screen of a meeting bears its title, as the badge does.
        is_own_door = rule.rule.endswith("/sign-in")
        if (
            not is_public
            and not is_own_door
            and re.search("Kỳ họp|Báo cáo|nghị quyết", answer.text)
        ):
            notified.append(path)
    assert notified == []
    assert {"public_pages.visitors.show_list", "public_pages.visitors.feed"} <= opened
    strange = " ".join(sorted(one for one in opened if not is_door(one)))
    assert strange == ""


def is_door(endpoint):
    """Tell whether an address is a public page or one of the known doors."""
    return endpoint.startswith("public_pages.visitors.") or endpoint in DOORS
