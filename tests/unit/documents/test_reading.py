"""Access to pages, images, words and originals."""

import pytest

from kiosk.documents.rules import Publication
from kiosk.roles import Role, Visibility
from kiosk.web.x_accel import X_ACCEL_HEADER, X_ACCEL_PREFIX
from tests.unit.ingestion import sample_files


@pytest.fixture
def paper(secretary, scene) -> int:
    return scene.make_document(
        secretary.meeting_id, secretary.item_id, [sample_files.picture("WEBP")]
    )


@pytest.fixture
def reader(secretary, scene, client_for):
    return client_for(scene.make_member(secretary.meeting_id))


def addresses(secretary, document_id):
    """Return every address of the document's content."""
    page = secretary.get(document_id, "pages").json["pages"][0]
    at = f"{secretary.at}/{document_id}"
    return [
        f"{at}/pages",
        f"{at}/status",
        f"{at}/original",
        f"{at}/images/{page['images']['1200']}.webp",
        f"{at}/words/{page['words']}.json",
    ]


def statuses(client, paths):
    return [client.get(path).status_code for path in paths]


class TestPages:
    def test_lists_pages_with_images_and_words(self, secretary, paper, reader):
        reply = reader.get(f"{secretary.at}/{paper}/pages")
        body = reply.json
        assert (body["id"], body["page_count"], body["pages_ready"]) == (paper, 1, 1)
        (page,) = body["pages"]
        assert (page["number"], page["width"], page["height"]) == (1, 595.0, 842.0)
        assert set(page["images"]) == {"240", "1200", "2400"}
        assert len(page["words"]) == 64
        assert reply.headers["Cache-Control"] == "private, no-cache"

    def test_a_list_that_has_not_changed_is_not_sent_again(
        self, secretary, paper, reader
    ):
        path = f"{secretary.at}/{paper}/pages"
        tag = reader.get(path).headers["ETag"]
        again = reader.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")

    def test_a_rename_is_seen_at_once(self, secretary, paper, reader):
        reader.get(f"{secretary.at}/{paper}/pages")
        secretary.post(paper, "rename", title="Tên mới", revision=1)
        assert reader.get(f"{secretary.at}/{paper}/pages").json["title"] == "Tên mới"


class TestContent:
    def test_images_and_words_are_private_immutable_and_never_sniffed(
        self, secretary, paper, reader
    ):
        _, _, _, image, words = addresses(secretary, paper)
        for path, kind in ((image, "image/webp"), (words, "application/json")):
            reply = reader.get(path)
            assert reply.status_code == 200
            assert reply.mimetype == kind
            assert reply.headers["Cache-Control"] == (
                "private, max-age=31536000, immutable"
            )
            assert reply.headers["X-Content-Type-Options"] == "nosniff"

    def test_the_original_is_only_ever_handed_over_as_a_file(self, secretary):
        data = sample_files.sized_pdf((595, 842))
        paper = secretary.add(data, "Báo cáo “số 1”.pdf")
        reply = secretary.get(paper, "original")
        assert reply.data == data
        assert reply.mimetype == "application/octet-stream"
        disposition = reply.headers["Content-Disposition"]
        assert disposition.startswith("attachment; ")
        assert 'filename="bao cao so 1.pdf"' in disposition
        assert "filename*=UTF-8''B%C3%A1o%20c%C3%A1o" in disposition
        assert "sandbox" in reply.headers["Content-Security-Policy"]

    def test_a_file_of_another_document_is_not_given_under_this_one(
        self, secretary, scene, paper, reader
    ):
        secret_item = scene.make_item(
            secretary.meeting_id, visibility=Visibility.PREPARERS
        )
        secret = scene.make_document(
            secretary.meeting_id,
            secret_item,
            [sample_files.picture("WEBP", (300, 400))],
        )
        page = secretary.get(secret, "pages").json["pages"][0]
        sha256 = page["images"]["1200"]
        assert (
            reader.get(f"{secretary.at}/{paper}/images/{sha256}.webp").status_code
            == 404
        )
        original = secretary.document(secret).original_sha256
        for path in (f"images/{original}.webp", f"words/{original}.json"):
            assert reader.get(f"{secretary.at}/{paper}/{path}").status_code == 404

    def test_a_client_cannot_pretend_to_be_our_nginx(self, secretary, paper, reader):
        for path in addresses(secretary, paper)[2:]:
            plain = reader.get(path)
            pretended = reader.get(path, headers={X_ACCEL_HEADER: X_ACCEL_PREFIX})
            assert pretended.data == plain.data != b""
            assert "X-Accel-Redirect" not in pretended.headers

    @pytest.mark.parametrize("name", ["..%2f..%2fserver.key", "x" * 64, "0" * 64])
    def test_a_made_up_name_finds_nothing(self, secretary, paper, reader, name):
        for path in (f"images/{name}.webp", f"words/{name}.json"):
            assert reader.get(f"{secretary.at}/{paper}/{path}").status_code == 404


class TestRights:
    def test_a_delegate_reads_what_is_published_for_them(
        self, secretary, paper, reader
    ):
        assert statuses(reader, addresses(secretary, paper)) == [200] * 5

    def test_a_delegate_of_another_meeting_gets_nothing(
        self, secretary, scene, client_for, paper
    ):
        other = scene.make_meeting("Hội nghị khác")
        stranger = client_for(scene.make_member(other))
        paths = addresses(secretary, paper)
        assert statuses(stranger, paths) == [404] * 5
        around = [path.replace(secretary.at, f"/m/{other}/documents") for path in paths]
        assert statuses(stranger, around) == [404] * 5

    def test_without_sign_in_nothing_is_sent(self, secretary, client_for, paper):
        assert statuses(client_for(), addresses(secretary, paper)) == [401] * 5

    @pytest.mark.parametrize(
        ("role", "visibility"),
        [
            (Role.GUEST, Visibility.DELEGATES),
            (Role.INVITED_DELEGATE, Visibility.OFFICIAL),
            (Role.WALL, Visibility.OFFICIAL),
            (Role.OFFICIAL_DELEGATE, Visibility.PREPARERS),
        ],
    )
    def test_an_item_that_is_not_for_them_hides_its_documents(
        self, secretary, scene, client_for, role, visibility
    ):
        item = scene.make_item(secretary.meeting_id, visibility=visibility)
        paper = scene.make_document(
            secretary.meeting_id, item, [sample_files.picture("WEBP")]
        )
        client = client_for(scene.make_member(secretary.meeting_id, role))
        assert statuses(client, addresses(secretary, paper)) == [404] * 5

    def test_a_sub_item_of_a_hidden_item_is_hidden(self, secretary, scene, client_for):
        above = scene.make_item(secretary.meeting_id, visibility=Visibility.DELEGATES)
        item = scene.make_item(secretary.meeting_id, parent_id=above)
        paper = scene.make_document(
            secretary.meeting_id, item, [sample_files.picture("WEBP")]
        )
        guest = client_for(scene.make_member(secretary.meeting_id, Role.GUEST))
        assert statuses(guest, addresses(secretary, paper)) == [404] * 5

    def test_the_hall_screen_reads_what_is_for_delegates(
        self, secretary, scene, client_for
    ):
        item = scene.make_item(secretary.meeting_id, visibility=Visibility.DELEGATES)
        paper = scene.make_document(
            secretary.meeting_id, item, [sample_files.picture("WEBP")]
        )
        wall = client_for(scene.make_member(secretary.meeting_id, Role.WALL))
        assert statuses(wall, addresses(secretary, paper)) == [200] * 5

    def test_the_entrance_reads_no_documents(self, secretary, scene, client_for, paper):
        client = client_for(scene.make_member(secretary.meeting_id, Role.ENTRANCE))
        assert statuses(client, addresses(secretary, paper)) == [403] * 5

    @pytest.mark.parametrize("item", [True, False])
    def test_a_draft_is_for_staff_only(self, secretary, scene, reader, item):
        paper = scene.make_document(
            secretary.meeting_id,
            secretary.item_id if item else None,
            [sample_files.picture("WEBP")],
            Publication.DRAFT,
        )
        paths = addresses(secretary, paper)
        assert statuses(secretary.client, paths) == [200] * 5
        assert statuses(reader, paths) == [404] * 5

    def test_a_withdrawn_document_is_gone_from_every_address(
        self, secretary, paper, reader
    ):
        paths = addresses(secretary, paper)
        assert statuses(reader, paths) == [200] * 5
        secretary.post(paper, "withdraw")
        assert statuses(reader, paths) == [404] * 5
        secretary.post(paper, "publish")
        assert statuses(reader, paths) == [200] * 5
