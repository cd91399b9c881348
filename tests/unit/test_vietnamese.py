import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from kiosk.vietnamese import (
    MOST_INDEXED,
    clock_time,
    collation_key,
    fold,
    has_tone,
    index_forms,
    long_date,
    name_key,
    nfc,
    short_date,
)


class TestCollationKey:
    def test_base_letters_come_before_tones(self):
        words = ["mạ", "ma", "mà", "mâm", "mã", "má", "mả", "măng"]
        assert sorted(words, key=collation_key) == [
            "ma", "mà", "mả", "mã", "má", "mạ", "măng", "mâm",
        ]  # fmt: skip

    def test_d_with_a_bar_is_a_letter_of_its_own(self):
        assert sorted(["đa", "dũ", "da", "e"], key=collation_key) == [
            "da", "dũ", "đa", "e",
        ]  # fmt: skip

    def test_composed_and_decomposed_letters_are_equal(self):
        word = "Thường vụ Tỉnh uỷ"
        decomposed = unicodedata.normalize("NFD", word)
        assert collation_key(word) == collation_key(decomposed)

    def test_the_order_is_that_of_browsers_in_vietnamese(self):
        # As Intl.Collator("vi") sorts them, given names and family names.
        words = Path(__file__).with_name("vietnamese-sorted.txt").read_text("utf-8")
        in_order = words.splitlines()
        assert len(in_order) > 400
        shuffled = sorted(in_order, key=lambda word: word[::-1])
        assert sorted(shuffled, key=collation_key) == in_order


class TestNameKey:
    def test_people_are_listed_by_given_name(self):
        people = ["Nguyễn Văn Dũng", "Lê Thị Ánh", "Trần Đức An", "Bùi Đạt"]
        assert sorted(people, key=name_key) == [
            "Trần Đức An", "Lê Thị Ánh", "Nguyễn Văn Dũng", "Bùi Đạt",
        ]  # fmt: skip

    def test_an_empty_name_has_a_key(self):
        assert isinstance(name_key("  "), str)


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("Đảng uỷ điểm cầu", "dang uy diem cau"),
            ("NGHỊ QUYẾT", "nghi quyet"),
            ("", ""),
        ],
    )
    def test_marks_and_case_vanish(self, text, folded):
        assert fold(text) == folded


def test_nfc_composes_and_trims():
    assert nfc("  " + unicodedata.normalize("NFD", "uỷ ban ")) == "uỷ ban"


class TestDates:
    @pytest.mark.parametrize(
        ("moment", "text"),
        [
            (dt.datetime(2026, 2, 5, tzinfo=dt.UTC), "ngày 05 tháng 02 năm 2026"),
            (dt.datetime(2026, 6, 15, tzinfo=dt.UTC), "ngày 15 tháng 6 năm 2026"),
            # 18:30 UTC is the next day in Việt Nam.
            (
                dt.datetime(2026, 11, 22, 18, 30, tzinfo=dt.UTC),
                "ngày 23 tháng 11 năm 2026",
            ),
        ],
    )
    def test_long_dates_pad_as_the_decree_says(self, moment, text):
        assert long_date(moment) == text

    def test_short_forms(self):
        moment = dt.datetime(2026, 11, 22, 0, 30, tzinfo=dt.UTC)
        assert short_date(moment) == "22/11/2026"
        assert clock_time(moment) == "07:30"


class TestIndexForms:
    def test_words_have_single_spaces_in_both_forms(self):
        folded, marked = index_forms("  Đảng bộ,\n(quán-triệt) số 18/NQ-TW. ")
        assert folded == "dang bo quan triet so 18 nq tw"
        assert marked == "đangβ bôε quanδ triêtε sôδ 18 nq tw"

    @pytest.mark.parametrize("word", ["hòa", "hoà", "HÒA", "ho\u0300a", "hoa\u0300"])
    def test_the_tone_has_one_place(self, word):
        assert index_forms(word) == ("hoa", "hoaα")

    @pytest.mark.parametrize("text", ["", " ", "😀", "\u0301", "…—“”", "\0", "_"])
    def test_a_text_without_words_has_empty_forms(self, text):
        assert index_forms(text) == ("", "")

    def test_very_long_texts_and_words_are_cut(self):
        assert len(index_forms("x" * 10_000)[0]) < 100
        assert len(index_forms("xa " * MOST_INDEXED)[0]) <= MOST_INDEXED

    def test_only_a_tone_completes_a_word(self):
        assert has_tone("quanδ")
        assert not has_tone("chuyên")
