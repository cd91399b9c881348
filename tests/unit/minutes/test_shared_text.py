"""The shared text as values: read, written, replaced, compared."""

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from kiosk.minutes.shared_text import (
    MAX_DEPTH,
    ROOT,
    compare_documents,
    merge_updates,
    read_document,
    replace_document,
    text_lines,
    write_document,
)


def paragraph(*runs):
    content = [
        {"type": "text", "text": text, "marks": [{"type": mark} for mark in marks]}
        if marks
        else {"type": "text", "text": text}
        for text, *marks in runs
    ]
    return {"type": "paragraph", "content": content}


def document(*texts):
    return {"type": "doc", "content": [paragraph((text,)) for text in texts]}


WHOLE = {
    "type": "doc",
    "content": [
        {
            "type": "heading",
            "attrs": {"level": 2},
            "content": [{"type": "text", "text": "2. Diễn biến"}],
        },
        paragraph(("Đồng chí ",), ("Bí thư", "strong", "em"), (" 😀 phát biểu",)),
        {
            "type": "ordered_list",
            "attrs": {"order": 3, "style": "letters"},
            "content": [
                {"type": "list_item", "content": [paragraph(("đ) điểm",))]},
            ],
        },
        {
            "type": "table",
            "content": [
                {
                    "type": "table_row",
                    "content": [
                        {
                            "type": "table_cell",
                            "attrs": {"colspan": 2, "rowspan": 1},
                            "content": [paragraph(("một\u00a0ô", "underline"))],
                        }
                    ],
                }
            ],
        },
        {
            "type": "fact",
            "attrs": {"digest": "ab" * 8, "key": "opening"},
            "content": [
                {
                    "type": "paragraph",
                    "content": [
                        {"type": "text", "text": "trên"},
                        {"type": "hard_break"},
                        {"type": "text", "text": "dưới"},
                    ],
                }
            ],
        },
    ],
}


def test_what_is_written_is_read():
    assert read_document([write_document(WHOLE)]) == WHOLE


def test_decomposed_letters_are_read_composed():
    made = read_document([write_document(document("quye\u0302\u0301t"))])
    assert text_lines(made) == ["quyết"]


def test_nodes_and_marks_of_no_editor_are_left_out():
    doc = Doc()
    root = doc.get(ROOT, type=XmlFragment)
    root.children.append(XmlElement("script"))
    kept = XmlElement("paragraph")
    root.children.append(kept)
    text = XmlText()
    kept.children.append(text)
    text.insert(0, "chữ", {"link": {"href": "javascript:"}, "strong": {}})
    assert read_document([doc.get_update()])["content"] == [
        paragraph(("chữ", "strong"))
    ]


def test_a_text_nested_beyond_all_measure_is_cut():
    node = paragraph(("sâu",))
    for _ in range(MAX_DEPTH + 5):
        node = {"type": "fact", "attrs": {}, "content": [node]}
    deep = read_document([write_document({"type": "doc", "content": [node]})])
    assert text_lines(deep) == []


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("a", "b", "c"),
        ("x", "a", "b", "c", "y"),
        ("c", "b", "a"),
        ("a", "khác", "c"),
        ("c",),
    ],
)
def test_a_replaced_text_equals_the_new_one(texts):
    old = write_document(document("a", "b", "c"))
    change = replace_document([old], document(*texts))
    assert read_document([old, change]) == document(*texts)


def test_what_others_write_in_equal_paragraphs_stays_when_the_rest_is_replaced():
    old = write_document(document("a", "b", "c"))
    other = Doc()
    root = other.get(ROOT, type=XmlFragment)
    other.apply_update(old)
    root.children[1].children[0].insert(1, " thêm")
    change = replace_document([old], document("khác", "b", "c"))
    both = read_document([old, change, other.get_update()])
    assert text_lines(both) == ["khác", "b thêm", "c"]


def test_order_and_repetition_of_changes_do_not_matter():
    old = write_document(document("a", "b"))
    change = replace_document([old], document("a", "mới", "b"))
    expected = read_document([old, change])
    assert read_document([change, old, change, old]) == expected
    assert read_document([merge_updates([old, change])]) == expected


def test_comparing_says_what_was_added_and_removed():
    lines = compare_documents(document("a", "b"), document("a", "c", "d"))
    assert [(line["kind"], line["text"]) for line in lines] == [
        ("same", "a"),
        ("removed", "b"),
        ("added", "c"),
        ("added", "d"),
    ]
