"""Page labels and links of valid and malformed files."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String

from kiosk.ingestion.pdf import sanitizer as deep
from kiosk.ingestion.rendering.navigation_reader import read_label, read_links
from kiosk.ingestion.rendering.page_navigation import (
    MAX_LINKS,
    clean_label,
    clean_links,
)
from kiosk.ingestion.rendering.text_layer import read_text_layer
from tests.unit.ingestion import sample_files

PAGES = 4


@pytest.fixture
def read(tmp_path):
    """Inspect a modified PDF; return its labels and the links of page 1."""

    def look(change, data=None):
        source, clean = tmp_path / "paper.pdf", tmp_path / "clean.pdf"
        blank = data or sample_files.sized_pdf(*[(600, 800)] * PAGES)
        with pikepdf.open(io.BytesIO(blank)) as document:
            change(document)
            document.save(source)
        deep.clean(source, clean, 100)
        document = pdfium.PdfDocument(clean)
        labels = [read_label(document, page + 1) for page in range(len(document))]
        page = document[0]
        links = read_links(document, page, 1)
        page.close()
        document.close()
        return labels, links

    return look


def numbered(*rules):
    """Set page label rules: first page index, rule."""

    def change(document):
        document.Root.PageLabels = Dictionary(Nums=Array(rules))

    return change


def linked(*links, **page):
    """Put links on the first page; boxes in points, with further attributes."""

    def change(document):
        leaf = document.pages[0].obj
        for name, value in page.items():
            leaf[f"/{name}"] = value
        leaf.Annots = Array(
            document.make_indirect(
                Dictionary(
                    {"/Type": Name.Annot, "/Subtype": Name.Link, "/Rect": Array(box)}
                    | (says(document) if callable(says) else says)
                )
            )
            for box, says in links
        )

    return change


def to(page):
    return lambda document: {"/Dest": Array([document.pages[page - 1].obj, Name.Fit])}


# A quarter down the page, in its left half, 2 % high.
BOX = [60, 584, 300, 600]
SHOWN = (0.1, 0.25, 0.4, 0.02)


class TestLabels:
    def test_roman_front_matter_prefixes_and_restarts(self, read):
        rules = (
            *(0, Dictionary(S=Name.r), 2, Dictionary(S=Name.D)),
            *(3, Dictionary(S=Name.D, P=String("Phụ lục II-"), St=12)),
        )
        labels, _ = read(numbered(*rules))
        assert labels == ["i", "ii", "1", "Phụ lục II-12"]

    def test_what_says_the_pages_own_number_says_nothing(self, read):
        assert read(numbered(0, Dictionary(S=Name.D)))[0] == [""] * PAGES
        assert read(lambda _: None)[0] == [""] * PAGES

    def test_a_number_of_ten_thousand_letters_is_none(self, read):
        long = Dictionary(S=Name.D, P=String("x" * 10_000))
        huge = Dictionary(S=Name.r, St=999_999)
        wrong = Dictionary(S=Name.A, St=10**15)
        labels, _ = read(numbered(0, long, 1, huge, 2, wrong))
        assert labels == ["", "", "A", "B"]

    def test_signs_that_mislead_are_taken_out(self, read):
        rule = Dictionary(P=String("\u202eA\x00\n\u200b-1\ud800"[:-1]))
        assert read(numbered(0, rule))[0][0] == "A -1"

    @pytest.mark.parametrize(
        "bad", [7, String("x"), Array([1, 2]), Dictionary(Nums=7), Dictionary(Kids=7)]
    )
    def test_an_invalid_value_loses_only_the_labels(self, read, bad):
        def change(document):
            document.Root.PageLabels = bad

        assert read(change)[0] == [""] * PAGES
        assert read(numbered(String("a"), 7, 0, 7, 1, Dictionary(S=5, P=3)))[0][0] == ""

    def test_a_tree_that_is_cyclic_is_read_once(self, read):
        """PDFium would overflow its stack."""

        def change(document):
            node = document.make_indirect(Dictionary(Limits=Array([0, 9])))
            rules = document.make_indirect(Dictionary(Nums=Array([0, {"/S": Name.r}])))
            node.Kids = Array([node, rules, node])
            document.Root.PageLabels = node

        assert read(change)[0] == ["i", "ii", "iii", "iv"]


class TestLinks:
    def test_a_link_tells_its_box_and_its_page(self, read):
        _, links = read(linked((BOX, to(3))))
        assert links == [(*SHOWN, 3)]

    def test_actions_and_names_are_followed(self, read):
        def act(document):
            place = Array([document.pages[1].obj, Name.Fit])
            document.Root.Dests = Dictionary(there=place)
            return {"/A": Dictionary(S=Name.GoTo, D=place)}

        low = [60, 100, 300, 116]
        _, links = read(linked((BOX, act), (low, {"/Dest": Name.there})))
        assert [page for *_, page in links] == [2, 2]

    def test_what_leads_outside_nowhere_or_here_is_none(self, read):
        def stranger(document):
            lost = document.make_indirect(Dictionary(Type=Name.Page))
            return {"/Dest": Array([lost, Name.Fit])}

        page = Array([1, Name.Fit])
        web = Dictionary(S=Name.URI, URI=String("https://example.org/#page=2"))
        other = Dictionary(S=Name.GoToR, F=String("b.pdf"), D=page)
        started = Dictionary(S=Name.Launch, F=String("b.exe"), D=page)
        _, links = read(
            linked(
                *((BOX, {"/A": action}) for action in (web, other, started)),
                *((BOX, {"/Dest": Array([n, Name.Fit])}) for n in (-1, 99, 2**31 - 1)),
                (BOX, stranger),
                (BOX, {"/Dest": String("không có")}),
                (BOX, to(1)),
                ([60, 584, 60, 600], to(2)),
                ([900, 584, 990, 600], to(2)),
                (BOX, to(4)),
            )
        )
        assert links == [(*SHOWN, 4)]

    @pytest.mark.parametrize("turn", [90, 180, 270])
    def test_boxes_follow_the_page_as_it_is_shown(self, read, turn):
        x, y, w, h = SHOWN
        expected = {
            90: (1 - y - h, x, h, w),
            180: (1 - x - w, 1 - y - h, w, h),
            270: (y, 1 - x - w, h, w),
        }[turn]
        _, links = read(linked((BOX, to(2)), Rotate=turn))
        assert links[0] == pytest.approx((*expected, 2), abs=2e-4)

    def test_boxes_are_measured_from_the_visible_part_and_end_with_it(self, read):
        upper = Array([0, 400, 600, 800])
        _, links = read(
            linked((BOX, to(2)), ([300, 300, 900, 440], to(3)), CropBox=upper)
        )
        assert links[0] == pytest.approx((0.1, 0.5, 0.4, 0.04, 2), abs=2e-4)
        assert links[1] == pytest.approx((0.5, 0.9, 0.5, 0.1, 3), abs=2e-4)

    def test_a_link_stands_where_its_words_stand(self, read):
        html = (
            "<style>@page {size: A4} h1 {break-before: page}</style>"
            "<p>Mở đầu</p><p><a href='#b'>Chuyển đổi số</a></p>"
            "<h1>Một</h1><h1 id='b'>Hai</h1>"
        )
        data = sample_files.page_of_html(html)
        _, links = read(lambda _: None, data)
        document = pdfium.PdfDocument(data)
        words, _ = read_text_layer(document[0])
        first = next(word for word in words if word[4] == "Chuyển")
        (x, y, w, h, page) = links[0]
        assert page == 3
        assert x == pytest.approx(first[0], abs=0.01)
        assert y <= first[1] + first[3] / 2 <= y + h
        assert w > first[2]

    def test_ten_thousand_links_are_cut(self, read):
        many = [([10, y, 90, y + 0.9], to(2)) for y in range(1, 799)] * 12
        assert len(read(linked(*many))[1]) <= MAX_LINKS


class TestTameLinks:
    def test_a_heading_and_its_number_on_one_line_are_one_link(self):
        reported = [
            (0.1, 0.2, 0.3, 0.02, 2),
            (0.85, 0.201, 0.05, 0.02, 2),
            (0.1, 0.23, 0.3, 0.02, 2),
            (0.5, 0.23, 0.3, 0.02, 3),
        ][::-1]
        assert clean_links(reported, 1, 9) == [
            (0.1, 0.2, 0.8, 0.021, 2),
            (0.1, 0.23, 0.3, 0.02, 2),
            (0.5, 0.23, 0.3, 0.02, 3),
        ]

    def test_what_a_child_says_is_bounded(self):
        reported = [
            *((-5.0, -5.0, 1e308, 1e308, 2), (0.1, 0.1, -0.5, 0.2, 2)),
            *((0.1, 0.1, 0.2, 0.2, page) for page in (0, -1, 1, 10, 10**30)),
        ]
        assert clean_links(reported, 1, 9) == [(0.0, 0.0, 1.0, 1.0, 2)]
        lines = [(0.1, y / 1000, 0.1, 0.001, 2) for y in range(0, 900, 2)]
        assert len(clean_links(lines, 1, 9)) == MAX_LINKS


class TestTameLabel:
    def test_only_a_number_is_one(self):
        assert clean_label(" iv\n", 4) == "iv"
        assert clean_label("4", 4) == ""
        assert clean_label("4", 5) == "4"
        assert clean_label("\u200b \x00", 4) == ""
        assert clean_label("x" * 21, 4) == clean_label("x" * 10_000, 4) == ""
        assert clean_label("<b>1</b>\ud800", 4) == "<b>1</b>"


@pytest.mark.process
def test_they_come_with_the_pages_and_only_where_there_are_some(secretary, run_jobs):
    document = secretary.add(sample_files.signed_pdf(), "có mục lục.pdf")
    run_jobs()
    first, *others = secretary.get(document, "pages").json["pages"]
    assert first["label"] == "i"
    assert [page for *_, page in first["links"]] == [2, 3]
    assert others[0]["label"] == "ii"
    assert others[1]["label"] == "1"
    assert all("links" not in page for page in others)
    plain = secretary.add(sample_files.pdf(), "thường.pdf")
    run_jobs()
    (page,) = secretary.get(plain, "pages").json["pages"]
    assert not {"label", "links"} & set(page)


@pytest.mark.process
def test_the_contents_of_a_word_file_lead_to_its_pages(secretary, run_jobs):
    document = secretary.add(
        sample_files.contents_docx("Phần một", "Phần hai"), "báo cáo.docx"
    )
    run_jobs()
    first = secretary.get(document, "pages").json["pages"][0]
    assert [page for *_, page in first["links"]] == [2, 3]
