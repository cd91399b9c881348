"""Documents of the editor as blocks of a paper: nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.minutes.facts.fact_block import fact_block
from kiosk.minutes.facts.nodes import bullets, heading, paragraph, strong, table
from kiosk.minutes.printing.blocks import document_blocks
from kiosk.minutes.printing.table_widths import TEXT_WIDTH, column_widths
from kiosk.official_papers.rules import (
    Cell,
    Heading,
    PaperList,
    Paragraph,
    Run,
    Table,
)


def blocks_of(*nodes):
    return document_blocks({"type": "doc", "content": list(nodes)})


def text(value: str, *marks: str) -> dict:
    return {"type": "text", "text": value, "marks": [{"type": one} for one in marks]}


def test_texts_and_marks():
    content = [
        text("đậm ", "strong"),
        text("nghiêng", "em", "underline"),
        {"type": "hard_break"},
        text("thường"),
    ]
    assert blocks_of({"type": "paragraph", "content": content}) == [
        Paragraph(
            [
                Run("đậm ", bold=True),
                Run("nghiêng", italic=True, underline=True),
                Run("\n"),
                Run("thường"),
            ]
        )
    ]


def test_facts_are_printed_like_other_text_and_empty_paragraphs_are_not():
    fact = fact_block("opening", "Thời gian", [paragraph(strong("Thời gian: "), "8")])
    assert blocks_of(fact.node(), paragraph(""), heading(2, "1. Mục")) == [
        Paragraph([Run("Thời gian: ", bold=True), Run("8")]),
        Heading(2, [Run("1. Mục")]),
    ]


def test_lists_within_lists():
    inner = {
        "type": "ordered_list",
        "attrs": {"order": 3, "style": "letters"},
        "content": [{"type": "list_item", "content": [paragraph("con")]}],
    }
    outer = bullets(["mẹ"])
    outer["content"][0]["content"].append(inner)
    (found,) = blocks_of(outer)
    assert isinstance(found, PaperList)
    assert found.style == "dashes"
    assert found.items[0] == [
        Paragraph([Run("mẹ.")]),
        PaperList("letters", [[Paragraph([Run("con")])]], start=3),
    ]


def test_tables():
    node = table(("STT", "Họ và tên"), [("1", "Lê An"), ("2", "")])
    node["content"][1]["content"][0]["attrs"] = {"colspan": 1, "rowspan": 2}
    (found,) = blocks_of(node)
    assert isinstance(found, Table)
    assert found.heads == [
        [
            Cell([Run("STT")], align="center", is_bold=True),
            Cell([Run("Họ và tên")], align="center", is_bold=True),
        ]
    ]
    assert found.rows[0][0] == Cell([Run("1")], align="center", rowspan=2)
    assert found.rows[0][1] == Cell([Run("Lê An")])
    assert found.widths == []


def test_lists_in_cells_and_tables_of_heads_only():
    node = table(("A",), [])
    cell = node["content"][0]["content"][0]
    cell["content"] = [paragraph("một"), bullets(["hai"])]
    (found,) = blocks_of(node)
    assert found.heads == []
    assert "".join(run.text for run in found.rows[0][0].runs) == "một\n- hai."


def test_unknown_nodes_keep_their_words():
    strange = {"type": "blockquote", "content": [paragraph("trích"), text("lời")]}
    assert blocks_of(strange) == [Paragraph([Run("trích")]), Paragraph([Run("lời")])]
    assert document_blocks({"type": "doc"}) == []


CELLS = st.text(alphabet="ab ", max_size=60).map(lambda value: Cell([Run(value)]))


@given(
    st.integers(1, 9).flatmap(
        lambda columns: st.lists(
            st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=4
        )
    )
)
def test_columns_fill_the_page(rows):
    widths = column_widths(rows)
    assert len(widths) == len(rows[0])
    assert all(width > 0 for width in widths)
    assert abs(sum(widths) - TEXT_WIDTH) < 1


def test_short_words_are_not_broken():
    rows = [
        [Cell([Run("STT")]), Cell([Run("Phương án " * 20)])],
        [Cell([Run("1")]), Cell([Run("Đồng ý")])],
    ]
    assert column_widths(rows)[0] >= 12
    assert column_widths([[Cell([Run("a")], colspan=2)], rows[0]]) == []
