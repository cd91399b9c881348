"""Selection of the words around matches."""

import pytest

from kiosk.search.rules import NormalisedText, find_matches, make_snippet, read_query


class TestWindow:
    def shown(self, text: str, query: str, *, whole: bool = False) -> str:
        """Return the snippet with matches in brackets."""
        normalised = NormalisedText.of(text)
        places = find_matches(normalised, read_query(query), as_typed=False)
        parts = make_snippet(normalised, places, whole=whole)
        return "".join(f"[{part}]" if is_found else part for part, is_found in parts)

    def words(self, first: int, last: int) -> str:
        return " ".join(f"w{number}" for number in range(first, last))

    def test_six_words_before_and_twenty_eight_in_all(self):
        text = f"({self.words(0, 10)} tim {self.words(11, 40)})"
        shown = self.shown(text, "tim ")
        assert shown == f"… {self.words(4, 10)} [tim] {self.words(11, 32)} …"

    def test_to_the_ends_of_a_short_text(self):
        assert self.shown("(tim a.)", "tim ") == "([tim] a.)"
        assert self.shown("(a tim)", "tim ") == "(a [tim])"
        # Exactly the number of words shown: nothing is omitted.
        assert self.shown(f"(tim {self.words(1, 28)}.)", "tim ").endswith("w27.)")
        assert self.shown(f"(tim {self.words(1, 29)}.)", "tim ").endswith("w27 …")

    def test_the_whole_text_where_it_is_asked_for(self):
        text = f"(tim {self.words(1, 50)}.)"
        assert self.shown(text, "tim ", whole=True) == text.replace("tim", "[tim]")
        late = f"({self.words(0, 50)} tim)"
        assert self.shown(late, "tim ", whole=True) == late.replace("tim", "[tim]")

    def test_nothing_found_shows_the_beginning(self):
        assert self.shown("a\n b " + "x" * 500, "tim ") == "a b " + "x" * 395

    def test_places_outside_are_left_out_and_those_at_the_edges_kept(self):
        text = f"mot {self.words(0, 30)} mot hai {self.words(32, 81)} hai"
        shown = self.shown(text, "mot hai ")
        assert shown == f"… {self.words(24, 30)} [mot] [hai] {self.words(32, 52)} …"

    def test_overlapping_places_are_marked_once(self):
        assert self.shown("mot hai ba", '"mot hai" "hai ba" ba ') == "[mot hai] [ba]"

    def test_the_first_stretch_with_the_most_different_terms_is_shown(self):
        # Two different terms outweigh a repeated one.
        text = f"mot mot mot {self.words(0, 40)} mot hai {self.words(40, 80)}"
        shown = self.shown(text, "mot hai ")
        assert shown.count("[mot]") == shown.count("[hai]") == 1
        # Of equal stretches the first.
        text = f"mot hai {self.words(0, 60)} mot hai"
        assert self.shown(text, "mot hai ").startswith("[mot] [hai] w0")

    @pytest.mark.parametrize(("between", "together"), [(20, True), (21, False)])
    def test_terms_stand_together_within_twenty_two_words(self, between, together):
        filler = self.words(0, between)
        text = f"mot {self.words(100, 130)} mot {filler} hai {self.words(130, 160)}"
        shown = self.shown(text, "mot hai ")
        assert ("[hai]" in shown) is together


def test_a_repeated_term_still_counts_behind_its_first_place():
    words = [f"w{number}" for number in range(60)]
    words[0], words[10], words[15], words[30] = "mot", "mot", "hai", "ba"
    normalised = NormalisedText.of(" ".join(words))
    places = find_matches(normalised, read_query("mot hai ba "), as_typed=False)
    shown = [part for part, is_found in make_snippet(normalised, places) if is_found]
    assert shown == ["mot", "hai", "ba"]


def test_a_part_without_an_end_is_cut():
    normalised = NormalisedText.of("x" * 1000 + " tim")
    places = find_matches(normalised, read_query("tim "), as_typed=False)
    assert len(make_snippet(normalised, places)[0][0]) == 800
