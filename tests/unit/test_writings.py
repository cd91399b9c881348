"""Letters before Unicode: read right, told apart, never taken for granted."""

import unicodedata

import pytest

from kiosk.writings import TCVN3, Writing, rewrite, share_right, to_text, weigh
from tests.bad.lists import cp1258_bytes, legacy_bytes
from tests.rosters import as_text, people

TEXT = as_text(people(200)).replace("–", "-")
LEGACY = {
    Writing.TCVN3: legacy_bytes(TEXT, Writing.TCVN3),
    Writing.VNI: legacy_bytes(TEXT, Writing.VNI),
    Writing.CP1258: cp1258_bytes(TEXT),
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
            ("Uû ban nh©n d©n", Writing.TCVN3, "Uỷ ban nhân dân"),
            ("§¶ng uû x·, ph­êng", Writing.TCVN3, "Đảng uỷ xã, phường"),
            ("NGUYÔN V¡N", Writing.TCVN3, "NGUYỄN VĂN"),
            ("Nguyeãn Vaên Ñöùc", Writing.VNI, "Nguyễn Văn Đức"),
            ("NGHÓA, Phöôùc, kyø", Writing.VNI, "NGHĨA, Phước, kỳ"),
        ],
    )
    def test_known_words(self, seen, writing, meant):
        assert rewrite(seen, writing) == meant

    def test_vni_has_every_letter(self):
        both = LETTERS + LETTERS.upper()
        seen = legacy_bytes(both, Writing.VNI).decode("latin-1")
        assert rewrite(seen, Writing.VNI) == both


class TestTelling:
    @pytest.mark.parametrize("writing", LEGACY)
    def test_a_list_is_read_as_it_was_written(self, writing):
        text, is_unicode = to_text(LEGACY[writing])
        assert not is_unicode
        assert next(iter(weigh(text, is_unicode=False))) is writing
        read = unicodedata.normalize("NFC", rewrite(text, writing))
        assert read == TEXT

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
    )
    def test_unicode_is_known(self, encoding):
        assert to_text(TEXT.encode(encoding)) == (TEXT, True)
        assert next(iter(weigh(TEXT, is_unicode=True))) is Writing.UNICODE

    def test_unicode_may_hide_an_old_font(self):
        hidden = LEGACY[Writing.TCVN3].decode("latin-1")
        assert next(iter(weigh(hidden, is_unicode=True))) is Writing.TCVN3

    def test_cut_off_unicode_is_not_read_at_all(self):
        with pytest.raises(UnicodeDecodeError):
            to_text(TEXT.encode("utf-16")[:-1])

    def test_plain_letters_are_right_in_any_writing(self):
        assert share_right("Nguyen Van A") == 1.0

    def test_wrong_letters_are_wrong(self):
        assert share_right("Uû ban nh©n d©n") < 0.5
