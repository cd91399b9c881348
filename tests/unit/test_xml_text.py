"""Texts that Word and Excel files can hold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kiosk.xml_text import valid_xml_json, valid_xml_text

KEPT = ["", "Nguyễn Văn An", "a\tb\nc\rd", "😀", "\x7f\x85\u2028", "\ufffd", "\\u000b"]
CHANGED = {
    "a\x0bb": "a b",
    "a\x0cb": "a b",
    "a\x08b": "ab",
    "a\x1eb": "a-b",
    "công ng\x02hệ\x00\x1f": "công nghệ",
    "a\ufffe\uffffb": "ab",
    "\\\x02u0002": "\\u0002",
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS.map(valid_xml_text), inner),
)


def clean(value):
    match value:
        case str():
            return valid_xml_text(value)
        case list():
            return [clean(one) for one in value]
        case dict():
            return {key: clean(one) for key, one in value.items()}
    return value


@pytest.mark.parametrize("text", KEPT)
def test_what_xml_allows_is_kept(text):
    assert valid_xml_text(text) == text


@pytest.mark.parametrize(("text", "expected"), CHANGED.items())
def test_what_it_does_not_is_replaced_or_left_out(text, expected):
    assert valid_xml_text(text) == expected


@given(TEXTS)
def test_lxml_takes_every_result(text):
    element = etree.Element("text")
    element.text = valid_xml_text(text)
    assert etree.fromstring(etree.tostring(element)) is not None


@pytest.mark.parametrize("escapes", [True, False])
@given(value=VALUES)
def test_a_json_document_changes_in_its_texts_alone(escapes, value):
    data = json.dumps(value, ensure_ascii=escapes).encode()
    assert json.loads(valid_xml_json(data)) == clean(value)


@pytest.mark.parametrize("text", KEPT)
def test_a_document_with_nothing_to_change_stays_the_same(text):
    for escapes in (True, False):
        data = json.dumps({"text": text}, ensure_ascii=escapes).encode()
        assert valid_xml_json(data) == data


def test_what_is_no_json_is_left_to_its_reader():
    for data in (b"\\u000", b'"\\u000g"', b"\\", b"\xff\\u0000\\"):
        valid_xml_json(data)
