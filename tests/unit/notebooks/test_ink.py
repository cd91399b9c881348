"""Number of operators drawn for very many strokes."""

import pytest

from kiosk.annotations.rules import NOTES_PER_PAGE, STROKE_NUMBERS_LIMIT, Ink
from kiosk.notebooks.ink import (
    POINTS_PER_NOTEBOOK,
    POINTS_PER_PAGE,
    draw_notes,
    point_step,
)
from kiosk.notebooks.rules import NotebookPage


def stroke(points: int, colour: str = "blue", width: float = 0.004):
    numbers = [place / points for place in range(points) for _ in "xy"]
    return colour, Ink(points=numbers, width=width)


def sheet(*strokes) -> NotebookPage:
    return NotebookPage("Trang 1", 600, 800, "", None, list(strokes), [], [])


def drawn(page: NotebookPage, step: int = 1) -> tuple[int, int, int]:
    """Return how many paths, strokes and curves are drawn."""
    lines = draw_notes(page, 600, 800, step).decode().splitlines()
    return tuple(
        sum(line.endswith(end) for line in lines) for end in ("S Q", " m", " c")
    )


def test_strokes_of_one_pen_are_one_path():
    assert drawn(sheet(*[stroke(10)] * 1800)) == (1, 1800, 1800 * 9)


def test_another_pen_is_another_path_and_lies_above():
    page = sheet(stroke(3), stroke(3), stroke(3, "red"), stroke(3, width=0.01))
    assert drawn(page) == (3, 4, 8)


def test_a_full_page_is_drawn_whole():
    assert drawn(sheet(*[stroke(100)] * 100))[2] == 100 * 99


def test_of_1800_longest_strokes_no_more_is_drawn_than_of_a_full_page():
    paths, strokes, curves = drawn(sheet(*[stroke(STROKE_NUMBERS_LIMIT // 2)] * 1800))
    assert (paths, strokes) == (1, 1800)
    assert curves <= POINTS_PER_PAGE + NOTES_PER_PAGE


def test_many_full_pages_are_drawn_more_coarsely():
    pages = [sheet(*[stroke(1000)] * 20)] * 400
    curves = sum(drawn(page, point_step(pages))[2] for page in pages)
    assert curves <= POINTS_PER_NOTEBOOK + 400 * 20


@pytest.mark.parametrize("points", [1, 2, 3, 100])
@pytest.mark.parametrize("step", [1, 2, 90])
def test_a_stroke_always_has_its_first_and_last_point(points, step):
    page = sheet(stroke(points))
    whole = draw_notes(page, 600, 800).decode().splitlines()
    coarse = draw_notes(page, 600, 800, step).decode().splitlines()
    assert coarse[1] == whole[1]
    assert coarse[-2:] == whole[-2:]
