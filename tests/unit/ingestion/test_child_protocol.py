"""What a sandboxed child may say of a file it refuses."""

import msgspec
import pytest

from kiosk.errors import Invalid
from kiosk.ingestion.child_protocol import (
    InspectionResult,
    error_of,
    read_result,
    refusal_result,
)
from tests.expected_errors import refused


def test_a_refusal_comes_back_whole():
    error = Invalid("Tệp có {pages} trang, {name}.", code="many", pages=7, name="Mai")
    with refused(Invalid, "many", pages=7, name="Mai") as caught:
        read_result(msgspec.json.encode(refusal_result(error)))
    assert caught.value.sentence == error.sentence


def test_what_is_no_refusal_is_returned():
    result = InspectionResult(kind="pdf", page_count=3)
    assert read_result(msgspec.json.encode(result)) == result


@pytest.mark.parametrize(
    ("sentence", "details"),
    [
        # As wide as the server has memory; the insides of a value; no value.
        ("{a:>9999999999}", {"a": "x"}),
        ("{a.__class__}", {"a": "x"}),
        ("{a[0]}", {"a": "x"}),
        ("{a!r}", {"a": "x"}),
        ("{}", {"a": "x"}),
        ("{b}", {"a": "x"}),
        ("{", {}),
        ("}", {}),
        ("Tệp hỏng.", {"code": "x"}),
        ("Tệp hỏng.", {"sentence": "x"}),
        ("Tệp hỏng.", {"self": "x"}),
    ],
)
def test_a_sentence_that_formats_anything_else_is_replaced(sentence, details):
    sent = InspectionResult(sentence=sentence, code="x", details=details)
    error = error_of(sent)
    assert (error.reason, error.details) == ("unreadable", {})
    assert "bị hỏng" in error.sentence


def test_what_is_very_long_is_cut():
    sent = InspectionResult(
        sentence="x" * 9999, code="y" * 9999, details={"a": "z" * 9999, "b": 10**99}
    )
    error = error_of(sent)
    lengths = [len(text) for text in (error.sentence, error.reason, error.details["a"])]
    assert lengths == [300, 300, 300]
    assert error.details["b"] == 10**99
