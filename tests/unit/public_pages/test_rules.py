"""Forms and entries of the public page."""

import datetime as dt

import msgspec
import pytest

from kiosk.public_pages.rules import (
    PUBLIC_KIND_LABELS,
    PublicEntry,
    PublicForm,
    PublicKind,
    PublicSwitchForm,
)

FORM = {"kind": "vote", "id": 7, "is_public": True}
NOW = dt.datetime(2026, 11, 29, 8, tzinfo=dt.UTC)


def test_every_kind_has_a_label_of_its_own():
    assert set(PUBLIC_KIND_LABELS) == set(PublicKind)
    assert len(set(PUBLIC_KIND_LABELS.values())) == len(PublicKind)


@pytest.mark.parametrize("row", [1, 2**31 - 1])
def test_a_form_names_one_row_of_a_kind(row):
    form = msgspec.convert(FORM | {"id": row}, PublicForm)
    assert form == PublicForm(PublicKind.VOTE, row, is_public=True)


@pytest.mark.parametrize(
    "wrong", [{"id": 0}, {"id": 2**31}, {"kind": "minutes"}, {"title": "Tờ trình"}]
)
def test_a_form_of_anything_else_is_refused(wrong):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(FORM | wrong, PublicForm)


def test_the_switch_of_an_issued_document_has_one_field():
    assert msgspec.convert({"is_public": False}, PublicSwitchForm).is_public is False
    for wrong in ({}, FORM):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(wrong, PublicSwitchForm)


def test_an_entry_without_file_and_figures_is_empty_there():
    entry = PublicEntry("t" * 22, PublicKind.AGENDA, "Chương trình", "UBND", NOW)
    assert (entry.lines, entry.rows, entry.figures) == ([], [], None)
    assert (entry.signer, entry.file_sha256) == ("", "")
    assert (entry.file_size, entry.file_name) == (0, "")
