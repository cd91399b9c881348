"""Positions of notes after the words of their page have moved."""

import pytest

from kiosk.annotations.reanchor import PageReanchor, reanchor_by_quote
from kiosk.annotations.rules import Highlight, Ink, TextNote

LINE = ["Giao", "các", "đơn", "vị", "hoàn", "thành", "số", "hoá", "hồ", "sơ"]


def page(*lines: list[str]) -> list[tuple[float, float, float, float, str]]:
    """Lay out lines like a text layer, one word every tenth of the width."""
    return [
        (0.1 * at, 0.1 * line, 0.08, 0.02, word)
        for line, words in enumerate(lines, 1)
        for at, word in enumerate(words)
    ]


OLD = page(LINE, ["Hết", "trang", "một"])
# A line was inserted before, and a word was changed.
NEW = page(["Bổ", "sung", "mới"], [*LINE[:4], "xong", *LINE[6:]], ["Hết", "trang"])


def marked(*places: int) -> Highlight:
    return Highlight([OLD[place][:4] for place in places])


def test_a_highlight_moves_with_its_words():
    moved = PageReanchor(OLD, NEW).move(marked(0, 1, 2))
    assert moved == Highlight([word[:4] for word in NEW[3:6]])


def test_a_highlight_keeps_the_words_that_remain():
    moved = PageReanchor(OLD, NEW).move(marked(3, 4))
    assert moved == Highlight([NEW[6][:4]])


def test_a_highlight_without_its_words_has_no_position():
    assert PageReanchor(OLD, NEW).move(marked(4, 5)) is None


def test_strokes_and_written_notes_move_with_the_nearest_words_there_still_are():
    change = PageReanchor(OLD, NEW)
    moved = change.move(Ink([0.0, 0.12, 0.2, 0.12], 0.003))
    assert isinstance(moved, Ink)
    assert moved.points == pytest.approx([0.0, 0.22, 0.2, 0.22])
    note = change.move(TextNote("hỏi lại", (0.1, 0.21)))
    assert isinstance(note, TextNote)
    assert (note.text, note.at) == ("hỏi lại", pytest.approx((0.1, 0.31)))


def test_positions_stay_within_bounds():
    low = page(["xa"])
    far = [(0.1, 0.9, 0.08, 0.02, "xa")]
    moved = PageReanchor(low, far).move(TextNote("", (0.1, 1.4)))
    assert isinstance(moved, TextNote)
    assert moved.at[1] == 1.5


@pytest.mark.parametrize(("old", "new"), [([], NEW), (OLD, []), ([], [])])
def test_without_words_strokes_stay_where_they_are(old, new):
    stroke = Ink([0.3, 0.3, 0.4, 0.4], 0.003)
    assert PageReanchor(old, new).move(stroke) == stroke


def test_a_lost_page_is_searched_by_the_words_a_note_stood_on():
    note = TextNote("quan trọng", (0.5, 0.5))
    assert reanchor_by_quote(note, "GIAO các đơn vị", NEW) == TextNote(
        "quan trọng", NEW[3][:2]
    )
    mark = reanchor_by_quote(marked(0), "giao cac don vi", NEW)
    assert mark == Highlight([word[:4] for word in NEW[3:7]])


@pytest.mark.parametrize(
    "quote", ["", "Hết trang", "không có ở đâu", "hoàn thành số hoá"]
)
def test_short_or_foreign_quotes_are_not_located(quote):
    assert reanchor_by_quote(marked(0), quote, NEW) is None


def test_a_quote_that_occurs_twice_is_not_located():
    twice = page(LINE, LINE)
    assert reanchor_by_quote(marked(0), "Giao các đơn vị", twice) is None


def test_a_stroke_without_its_page_has_no_position():
    assert reanchor_by_quote(Ink([0, 0, 1, 1], 0.003), "Giao các đơn vị", NEW) is None
