"""Outlines of PDFs: complete, and cleaned if malformed."""

import io
from itertools import pairwise

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from weasyprint import HTML

from kiosk.documents.rules import MAX_OUTLINE_ENTRIES, clean_outline
from kiosk.ingestion.pdf.outline import read_outline
from tests.unit.ingestion import sample_files

PAGES = 3
TITLE = "Phần thứ nhất – Đánh giá chung"


@pytest.fixture
def make(tmp_path):
    """Write a PDF of three pages modified by `change`; return its path."""

    def write(change):
        path = tmp_path / "paper.pdf"
        with pikepdf.open(
            io.BytesIO(sample_files.sized_pdf(*[(595, 842)] * PAGES))
        ) as pdf:
            change(pdf)
            pdf.save(path)
        return path

    return write


def entries(pdf, *fields):
    """Link outline entries manually, as faulty programs do."""
    made = [pdf.make_indirect(Dictionary(one)) for one in fields]
    for one, following in pairwise(made):
        one.Next = following
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=made[0], Last=made[-1]))
    return made


def to(pdf, number):
    return Array([pdf.pages[number - 1].obj, Name.Fit])


class TestReadOutline:
    def test_entries_come_in_order_with_depth_and_page(self, make):
        def change(pdf):
            with pdf.open_outline() as outline:
                first = OutlineItem(TITLE, 0)
                first.children.append(OutlineItem("Mục 1", 1))
                outline.root.extend([first, OutlineItem("Phần hai", 2)])

        assert read_outline(make(change)) == [
            (1, 1, TITLE),
            (2, 2, "Mục 1"),
            (1, 3, "Phần hai"),
        ]

    def test_places_with_names_and_actions_are_found(self, make):
        def change(pdf):
            pdf.Root.Dests = Dictionary(old=to(pdf, 2))
            tree = pikepdf.NameTree.new(pdf)
            tree["new"] = Dictionary(D=to(pdf, 3))
            pdf.Root.Names = Dictionary(Dests=tree.obj)
            entries(
                pdf,
                {"/Title": String("a"), "/Dest": Name.old},
                {"/Title": String("b"), "/Dest": String("new")},
                {
                    "/Title": String("c"),
                    "/A": Dictionary(S=Name.GoTo, D=to(pdf, 1)),
                },
            )
            # Names in the old dictionary begin with a slash.
            assert "/old" in pdf.Root.Dests

        assert read_outline(make(change)) == [(1, 2, "a"), (1, 3, "b"), (1, 1, "c")]

    def test_a_document_without_one_has_none(self, make):
        assert read_outline(make(lambda _: None)) == []

    def test_what_leads_outside_or_nowhere_is_left_out(self, make):
        def change(pdf):
            stranger = pdf.make_indirect(Dictionary(Type=Name.Page))
            link = Dictionary(S=Name.URI, URI=String("https://example.org/"))
            other = Dictionary(S=Name.GoToR, F=String("b.pdf"), D=to(pdf, 1))
            entries(
                pdf,
                {"/Title": String("web"), "/A": link},
                {"/Title": String("tệp khác"), "/A": other},
                {"/Title": String("trang lạ"), "/Dest": Array([stranger, Name.Fit])},
                {"/Title": String("số"), "/Dest": Array([7, Name.Fit])},
                {"/Title": String("lạc"), "/Dest": String("không có")},
                {"/Title": 5, "/Dest": to(pdf, 1)},
                {"/Title": String("đúng"), "/Dest": to(pdf, 2)},
            )

        assert read_outline(make(change)) == [(1, 2, "đúng")]

    def test_an_outline_that_bites_its_tail_ends(self, make):
        def change(pdf):
            first, second = entries(
                pdf,
                {"/Title": String("a"), "/Dest": to(pdf, 1)},
                {"/Title": String("b"), "/Dest": to(pdf, 2)},
            )
            second.Next = first
            second.First = first
            first.First = first

        assert read_outline(make(change)) == [(1, 1, "a"), (1, 2, "b")]

    def test_ten_thousand_entries_are_cut_and_deep_ones_are_no_trouble(self, make):
        def change(pdf):
            field = {"/Title": String("mục"), "/Dest": to(pdf, 1)}
            many = entries(pdf, *[field] * 10_000)
            for one, child in pairwise(many):
                del one.Next
                one.First = child

        found = read_outline(make(change))
        assert len(found) == MAX_OUTLINE_ENTRIES
        assert {depth for depth, _, _ in found} == {1, 2, 3, 4}

    @pytest.mark.parametrize("bad", [7, String("x"), Array([1]), Dictionary(First=3)])
    def test_an_invalid_value_costs_only_the_outline(self, make, bad):
        def change(pdf):
            pdf.Root.Outlines = bad
            pdf.Root.Dests = bad
            pdf.Root.Names = bad

        assert read_outline(make(change)) == []


class TestTameOutline:
    def test_titles_are_one_clean_line(self):
        reported = [(1, 1, "  Nghi\u0323\n quyết\x00\u202e  số\ud800 "), (1, 1, " \n")]
        assert clean_outline(reported, 1) == [(1, 1, "Nghị quyết số")]

    def test_what_a_child_says_is_bounded(self):
        reported = [(-3, 1, "x" * 999), (99, 2, "b"), (1, 0, "c"), (1, 3, "d")]
        assert clean_outline(reported, 2) == [(1, 1, "x" * 160), (4, 2, "b")]
        assert len(clean_outline([(1, 1, "a")] * 9999, 1)) == MAX_OUTLINE_ENTRIES


@pytest.mark.process
def test_the_outline_comes_with_the_pages(secretary, run_jobs):
    html = "<h1>Phần một</h1><h2 style='break-before:page'>Mục a</h2>"
    document = secretary.add(HTML(string=html).write_pdf(), "mục lục.pdf")
    run_jobs()
    assert secretary.get(document, "pages").json["outline"] == [
        [1, 1, "Phần một"],
        [2, 2, "Mục a"],
    ]


@pytest.mark.process
def test_the_headings_of_a_word_file_are_its_outline(secretary, run_jobs):
    document = secretary.add(
        sample_files.headed_docx("Phần một", "Phần hai"), "báo cáo.docx"
    )
    run_jobs()
    outline = secretary.get(document, "pages").json["outline"]
    assert [title for _, _, title in outline] == ["Phần một", "Phần hai"]
