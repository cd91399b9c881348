"""Unusable text is distinguished from usable text."""

import pytest

from kiosk.ingestion.rendering.text_quality import (
    confirms,
    is_legacy_encoded,
    needs_ocr,
)

VIETNAMESE = (
    "Ủy ban nhân dân tỉnh tổ chức hội nghị quán triệt Nghị quyết; đồng chí Bí thư"
    " phát biểu, hoà giải, quyền lợi, khuyến khích, ngoài ra còn có đường, ruộng."
)
LEGACY = {
    "TCVN3": "Uû ban nh©n d©n tØnh tæ chøc héi nghÞ qu¸n triÖt NghÞ quyÕt cña §¶ng bé",
    "TCVN3 that has lost its soft hyphens": "®iÓm cÇu trung t©m, ®êng bé, nh©n d©n",
    "VNI": "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp, Töï do, Haïnh phuùc",
}
PLAIN = {
    "Vietnamese": VIETNAMESE,
    "English": "The provincial committee met on 5 May; £20 ± 2 were spent (© 2026).",
    "French": "L'été dernier, où l'on fêta Noël à la mairie : le garçon mangea du maïs"
    " avec goût, et tous les invités de la commune furent très contents du repas.",
    "German": "Größe, Äpfel, Übung, Straße, schön, Fuß, weiß, Maß, süß und müßig.",
    "Vietnamese that quotes mojibake": VIETNAMESE * 5 + " nh©n d©n c¸n bé",
    "signs": "5 × 3 = 15; 20 °C ± 1; © Tỉnh ủy; « trích » ¼ ½ ¾ ·",
    "nothing": "",
}


@pytest.mark.parametrize("text", LEGACY.values(), ids=LEGACY)
def test_mojibake_is_noticed(text):
    assert is_legacy_encoded(text * 2)


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_other_text_is_not(text):
    assert not is_legacy_encoded(text * 3)


def test_a_font_of_old_tells_where_no_true_letter_stands():
    assert is_legacy_encoded("Ban to chuc hop", ["ABCDEF+.VnTime"])
    assert is_legacy_encoded("Ban to chuc hop", ["VNI-Times"])
    assert not is_legacy_encoded("Ban to chuc hop", ["Times New Roman"])
    # Legacy fonts filled with Unicode glyphs.
    assert not is_legacy_encoded("Ban tổ chức họp", [".VnTime"])


@pytest.mark.parametrize(
    ("text", "share", "has_marks", "expected"),
    [
        ("", 1.0, True, True),
        # Letters drawn as lines.
        ("", 0.0, True, True),
        ("", 0.0, False, False),
        # A scan with the line of a digital signature.
        ("Người ký: Văn phòng, 05/5/2026", 0.98, True, True),
        # A title page with an emblem.
        ("Báo cáo", 0.1, True, False),
        # A scan with a text layer.
        (VIETNAMESE * 5, 1.0, True, False),
        (LEGACY["TCVN3"] * 5, 0.0, True, True),
    ],
)
def test_a_page_is_read_from_its_picture(text, share, has_marks, expected):
    must = needs_ocr(text, fonts=(), picture_share=share, has_marks=has_marks)
    assert must is expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (VIETNAMESE, True),
        (VIETNAMESE.replace("hoà", "hoa").replace("Bí thư", "Bi thu"), True),
        # OCR by a program without Vietnamese.
        (
            "Uy ban nhan dan tinh t6 chuc h6i nghi quan triet Nghj quyet; d6ng chi",
            False,
        ),
        ("Trang 1", False),
    ],
)
def test_text_behind_a_picture_is_accepted_if_ocr_confirms_it(own, expected):
    assert confirms(own, VIETNAMESE.split()) is expected


def test_nothing_is_proved_by_a_few_words():
    assert confirms("Uy ban", ["Ủy", "ban", "nhân", "dân"])
