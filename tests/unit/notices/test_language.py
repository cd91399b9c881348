"""The language of notices: the recipient's, else the screen's or the office's."""

import pytest

from kiosk.notices.actions import set_contact
from kiosk.notices.job import MailSender
from kiosk.notices.queries import contact_of
from kiosk.notices.rules import Recipient
from kiosk.notices.showing import sample_notice, template_lines
from kiosk.notices.templates import STANDARD_TEMPLATES

HTML = {"Accept": "text/html"}
TEMPLATES = sorted(STANDARD_TEMPLATES.glob("*.en.txt"))


@pytest.mark.parametrize(
    ("chosen", "office", "sent"),
    [("", "vi", "vi"), ("", "en", "en"), ("en", "vi", "en"), ("vi", "en", "vi")],
)
def test_an_e_mail_is_in_the_recipients_language_else_in_the_offices(
    mailing, mail_server, queue, chosen, office, sent
):
    queue(language=chosen)
    store = mailing(**mail_server.settings(), language=office)
    MailSender(store).send_due()
    (message,) = mail_server.mailbox.received
    assert message["Content-Language"] == sent
    greeting = {"vi": "Kính gửi", "en": "Dear"}[sent]
    assert message.get_body(("plain",)).get_content().startswith(greeting)


def test_a_delegate_comes_back_from_the_notices_to_the_tablet(
    scene, client_for, meeting
):
    page = client_for(scene.make_member(meeting)).get("/notices", headers=HTML).text
    assert page.count(f'href="/m/{meeting}/tablet"') == 2


@pytest.mark.parametrize("screen", ["vi", "en"])
def test_in_the_app_it_is_in_the_language_of_the_screen(
    scene, client_for, queue, screen
):
    lan = scene.make_account("lan")
    queue(recipient=Recipient("Lan", account_id=lan))
    queue(recipient=Recipient("Lan", account_id=lan), language="en")
    client = client_for(account_id=lan)
    client.set_cookie("language", screen)
    page = client.get("/notices", headers=HTML).text
    assert page.count("Dear Lan") == (1 if screen == "vi" else 2)
    assert ("Kính gửi Lan" in page) == (screen == "vi")


def test_a_members_language_stays_when_only_the_address_changes(store, scene, meeting):
    member = scene.make_member(meeting)
    with store.unit_of_work("test") as work:
        assert contact_of(work.session, member) == ("", "")
        set_contact(work, member_id=member, email="a@b.vn", language="en")
        set_contact(work, member_id=member, email="c@b.vn")
        assert contact_of(work.session, member) == ("c@b.vn", "en")
        set_contact(work, member_id=member, email="c@b.vn", language="")
        assert contact_of(work.session, member) == ("c@b.vn", "")


def test_every_template_is_there_in_both_languages(store):
    kinds = {(line.kind, line.language) for line in template_lines(store.config)}
    files = {tuple(p.name.split(".")[:2]) for p in STANDARD_TEMPLATES.glob("*.txt")}
    assert kinds == files


# What the sample's labels and days are in Vietnamese; its names and titles stay so.
VIETNAMESE_LABELS = ("Công văn", "Khẩn", "ngày 15 tháng 12 năm 2026")


@pytest.mark.parametrize("kind", [p.name.split(".")[0] for p in TEMPLATES])
def test_labels_and_days_are_in_the_language_of_the_notice(store, kind):
    english = sample_notice(store.config, kind, "en")
    vietnamese = sample_notice(store.config, kind, "vi")
    for said in (english.subject + english.text, english.html):
        assert not [label for label in VIETNAMESE_LABELS if label in said]
    if kind.startswith("issued_document"):
        assert "Official letter" in english.text
        assert "15 December 2026" in english.text
        assert "Công văn số 12, ngày 15 tháng 12 năm 2026" in vietnamese.text
