"""Alignment of the pages of two versions."""

import random
import time
from itertools import pairwise

import pytest

from kiosk.documents.page_alignment import align_pages, as_runs, compose, page_for

SENTENCE = """nghị quyết hội nghị tỉnh uỷ kinh tế xã hội ngân sách đầu tư công tiến độ
nông thôn mới giáo dục y tế quốc phòng an ninh thu hút lao động chuyển đổi số giải ngân
cải cách hành chính môi trường rừng biển đô thị giao thông thuỷ lợi điện nước"""
WORDS = SENTENCE.split()


def page(seed: int, length: int = 120, head: str = "HĐND TỈNH TRƯỜNG SA") -> str:
    """Return a page of words unique to `seed`, under a running head."""
    dice = random.Random(seed)
    body = " ".join(f"{dice.choice(WORDS)} {dice.randrange(90)}" for _ in range(length))
    return f"{head} {seed} {body}"


def paper(*seeds: int) -> list[str]:
    return [page(seed) for seed in seeds]


def reworded(text: str, share: float = 0.2) -> str:
    """Return the same page with a share of its words replaced."""
    dice = random.Random(7)
    return " ".join(
        f"sửa{dice.randrange(999)}" if dice.random() < share else word
        for word in text.split()
    )


def test_the_same_document_maps_onto_itself():
    assert align_pages(paper(1, 2, 3), paper(1, 2, 3)) == [(1, 1), (2, 2), (3, 3)]


def test_an_inserted_page_moves_the_rest_on():
    old, new = paper(1, 2, 3, 4), paper(1, 9, 2, 3, 4)
    assert align_pages(old, new) == [(1, 1), (2, 3), (3, 4), (4, 5)]


def test_a_removed_page_has_no_partner():
    old, new = paper(1, 2, 3, 4), paper(1, 3, 4)
    assert align_pages(old, new) == [(1, 1), (3, 2), (4, 3)]


def test_changed_words_leave_a_page_the_same_page():
    old = paper(1, 2, 3)
    new = [page(1), page(8), reworded(page(2)), reworded(page(3), 0.4)]
    assert align_pages(old, new) == [(1, 1), (2, 3), (3, 4)]


def test_a_page_written_anew_is_one_taken_out_and_one_put_in():
    assert align_pages(paper(1, 2, 3), paper(1, 7, 3)) == [(1, 1), (3, 3)]


def test_marks_and_capitals_make_no_difference():
    old = ["Hoà bình và THUỶ lợi", "Giao thông nông thôn", "Đô thị loại hai"]
    new = ["Mục lục", "hòa bình và thủy lợi", "giao thong nong thon", "đô thị loại hai"]
    assert align_pages(old, new) == [(1, 2), (2, 3), (3, 4)]


def test_pages_that_changed_places_keep_one_order():
    pairs = align_pages(paper(1, 2, 3, 4, 5), paper(1, 4, 2, 3, 5))
    assert pairs == [(1, 1), (2, 3), (3, 4), (5, 5)]


def test_text_that_flows_on_to_the_next_page_stays_near():
    words = " ".join(paper(*range(1, 9))).split()
    old = [" ".join(words[at : at + 200]) for at in range(0, 1600, 200)]
    longer = ["thêm"] * 60 + words
    new = [" ".join(longer[at : at + 200]) for at in range(0, 1660, 200)]
    assert align_pages(old, new) == [(number, number) for number in range(1, 9)]


def test_scans_without_text_go_by_position():
    assert align_pages(["", "", ""], ["", "", "", ""]) == [(1, 1), (2, 2), (3, 3)]
    # Only one version has text yet.
    assert align_pages(["", ""], paper(1, 2, 3)) == [(1, 1), (2, 2)]


def test_scans_stand_between_their_neighbours():
    old = [page(1), "", "", page(2), "", page(3)]
    new = [page(9), page(1), "", "", page(2), page(8), page(3)]
    assert align_pages(old, new) == [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7)]


def test_documents_with_nothing_in_common_begin_at_the_beginning():
    assert align_pages(paper(1, 2), paper(3, 4)) == [(1, 1)]
    assert align_pages([], paper(1)) == []
    assert align_pages(paper(1), []) == []


def test_pages_all_alike_are_matched_one_by_one():
    form = "Phiếu lấy ý kiến đại biểu"
    pairs = align_pages([form] * 60, [form] * 30 + ["Trang bìa mới"] + [form] * 30)
    assert pairs[:30] == [(number, number) for number in range(1, 31)]
    assert pairs[-1] == (60, 61)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_happens_the_order_is_kept(seed):
    dice = random.Random(seed)
    old = [page(number, 20) if dice.random() < 0.8 else "" for number in range(40)]
    new = [text for text in old if dice.random() < 0.8]
    for number in range(10):
        new.insert(dice.randrange(len(new)), page(100 + number, 20))
    pairs = align_pages(old, new)
    for (left, right), (next_left, next_right) in pairwise(pairs):
        assert left < next_left
        assert right < next_right
    assert all(1 <= left <= len(old) for left, _ in pairs)
    assert all(1 <= right <= len(new) for _, right in pairs)


def test_three_hundred_pages_take_a_moment():
    old = [page(number, 250) for number in range(300)]
    new = [reworded(text, 0.1) for text in old]
    new.insert(1, page(999, 250))
    start = time.process_time()
    pairs = align_pages(old, new)
    # Takes one second; twenty would mean quadratic time.
    assert time.process_time() - start < 20
    assert pairs == [(1, 1), *((number, number + 1) for number in range(2, 301))]


def test_every_page_leads_somewhere():
    pairs = [(1, 1), (2, 3), (4, 5), (5, 7)]
    assert [page_for(pairs, number, 9) for number in range(1, 8)] == [
        *(1, 3, 4, 5, 7),
        # Past the last pair the offset stays, up to the last page.
        *(8, 9),
    ]
    assert page_for(pairs, 7, 7) == 7
    assert page_for([], 5, 3) == 3
    assert page_for([(3, 2)], 1, 9) == 1
    assert page_for([(3, 2), (4, 3)], 2, 9) == 2


def test_maps_over_two_versions_become_one():
    assert compose([(1, 1), (2, 3), (3, 4)], [(1, 2), (4, 6)]) == [(1, 2), (3, 6)]


def test_a_map_travels_as_its_runs():
    pairs = [(1, 1), *((number, number + 1) for number in range(2, 300)), (305, 302)]
    assert as_runs(pairs) == [(1, 1, 1), (2, 3, 298), (305, 302, 1)]
    assert as_runs([]) == []
