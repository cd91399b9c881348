"""Encodings before Unicode are decoded and detected."""

import unicodedata

import pytest

from kiosk.text_encodings import (
    TCVN3,
    TextEncoding,
    decode_legacy_font,
    score_encodings,
    share_right,
    to_text,
)
from tests.bad.lists import cp1258_bytes, legacy_bytes
from tests.people_lists import as_text, people

TEXT = as_text(people(200)).replace("–", "-")
LEGACY = {
    TextEncoding.TCVN3: legacy_bytes(TEXT, TextEncoding.TCVN3),
    TextEncoding.VNI: legacy_bytes(TEXT, TextEncoding.VNI),
    TextEncoding.CP1258: cp1258_bytes(TEXT),
}
LETTERS = "ăâđêôơư" + "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in "\u0300\u0301\u0303\u0309\u0323"
)


class TestTables:
    def test_tcvn3_has_every_small_letter(self):
        assert set(LETTERS) < set(TCVN3.values())
        assert len(TCVN3) == len(set(TCVN3.values())) == 74

    @pytest.mark.parametrize(
        ("seen", "writing", "meant"),
        [
            ("Uû ban nh©n d©n", TextEncoding.TCVN3, "Uỷ ban nhân dân"),
            ("§¶ng uû x·, ph­êng", TextEncoding.TCVN3, "Đảng uỷ xã, phường"),
            ("NGUYÔN V¡N", TextEncoding.TCVN3, "NGUYỄN VĂN"),
            ("Nguyeãn Vaên Ñöùc", TextEncoding.VNI, "Nguyễn Văn Đức"),
            ("NGHÓA, Phöôùc, kyø", TextEncoding.VNI, "NGHĨA, Phước, kỳ"),
        ],
    )
    def test_known_words(self, seen, writing, meant):
        assert decode_legacy_font(seen, writing) == meant

    def test_vni_has_every_letter(self):
        both = LETTERS + LETTERS.upper()
        seen = legacy_bytes(both, TextEncoding.VNI).decode("latin-1")
        assert decode_legacy_font(seen, TextEncoding.VNI) == both


class TestReporting:
    @pytest.mark.parametrize("writing", LEGACY)
    def test_a_list_is_read_as_it_was_written(self, writing):
        text, is_unicode = to_text(LEGACY[writing])
        assert not is_unicode
        assert next(iter(score_encodings(text, is_unicode=False))) is writing
        read = unicodedata.normalize("NFC", decode_legacy_font(text, writing))
        assert read == TEXT

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
    )
    def test_unicode_is_known(self, encoding):
        assert to_text(TEXT.encode(encoding)) == (TEXT, True)
        assert (
            next(iter(score_encodings(TEXT, is_unicode=True))) is TextEncoding.UNICODE
        )

    def test_unicode_may_hide_an_old_font(self):
        hidden = LEGACY[TextEncoding.TCVN3].decode("latin-1")
        assert (
            next(iter(score_encodings(hidden, is_unicode=True))) is TextEncoding.TCVN3
        )

    def test_cut_off_unicode_is_not_read_at_all(self):
        with pytest.raises(UnicodeDecodeError):
            to_text(TEXT.encode("utf-16")[:-1])

    def test_plain_letters_are_right_in_any_writing(self):
        assert share_right("Nguyen Van A") == 1.0

    def test_wrong_letters_are_wrong(self):
        assert share_right("Uû ban nh©n d©n") < 0.5
