import time

import pytest

from kiosk.search.rules import (
    MOST_WORDS,
    Spelled,
    Term,
    is_in_title,
    parts_of,
    places_of,
    read_query,
    wordings,
)


def found(text: str, query: str, *, as_typed: bool = False) -> list[str]:
    spelled = Spelled.of(text)
    spans = spelled.spans(spelled.count)
    return [
        text[spans[place.start][0] : spans[place.end - 1][1]]
        for place in places_of(spelled, read_query(query), as_typed=as_typed)
    ]


class TestReadQuery:
    def test_each_word_is_a_term_and_the_last_may_go_on(self):
        first, second = read_query("Quán tri")
        assert (first.folded, first.is_prefix) == (("quan",), False)
        assert (second.folded, second.is_prefix) == (("tri",), True)
        assert first.has_marks
        assert not second.has_marks

    def test_a_space_or_a_closing_quote_ends_the_last_word(self):
        assert not read_query("quan ")[0].is_prefix
        assert not read_query('"quan triet"')[0].is_prefix
        assert read_query('"quan tri')[0].is_prefix

    def test_words_in_quotes_of_any_kind_are_one_term(self):
        for query in ('"quan triet" nghi ', "“quan triet” nghi ", "nghi «quan triet» "):
            assert {term.folded for term in read_query(query)} == {
                ("quan", "triet"),
                ("nghi",),
            }

    def test_one_letter_is_no_prefix(self):
        assert read_query("a") == (Term(("a",), ("a",)),)

    @pytest.mark.parametrize(
        "query",
        ["", "   ", '"', '""', '" " "', "*", "-", "()", "😀", "^:{}", "'", "\0"],
    )
    def test_what_has_no_word_asks_for_nothing(self, query):
        assert read_query(query) == ()

    def test_a_query_is_bounded(self):
        assert len(read_query("a b c d e f g h i k l m n o p q ")) == MOST_WORDS
        assert len(read_query('"' + "x " * 5000)) == 1

    def test_composed_and_decomposed_marks_are_the_same(self):
        assert read_query("qua\u0301n trie\u0323\u0302t ") == read_query("quán triệt ")


class TestPlaces:
    def test_without_marks_every_mark_is_found(self):
        text = "Quán triệt, đường lối; quan trọng: ĐƯỜNG"
        assert found(text, "quan ") == ["Quán", "quan"]
        assert found(text, "duong ") == ["đường", "ĐƯỜNG"]

    def test_typed_marks_count_when_asked_to(self):
        text = "dương đường Đường"
        assert found(text, "đường ", as_typed=True) == ["đường", "Đường"]
        assert found(text, "đường ") == ["dương", "đường", "Đường"]

    @pytest.mark.parametrize(
        ("old", "new"),
        [("ủy", "uỷ"), ("hòa", "hoà"), ("thúy", "thuý"), ("khỏe", "khoẻ")],
    )
    def test_old_and_new_tone_places_are_one(self, old, new):
        assert found(f"{old} {new}", f"{new} ", as_typed=True) == [old, new]
        assert found(f"{old} {new}", f"{old} ", as_typed=True) == [old, new]

    def test_a_tone_ends_a_word_but_a_hat_does_not(self):
        assert found("chuyển chuyên", "chuyê", as_typed=True) == ["chuyển", "chuyên"]
        assert found("quán quáng", "quán", as_typed=True) == ["quán"]

    def test_a_phrase_goes_over_lines_and_signs(self):
        assert found("nghị\nquyết. Quyết nghị", '"nghi quyet"') == ["nghị\nquyết"]

    def test_an_old_papers_foreign_capital_is_read_as_it_looks(self):
        assert found("\u00d0ẢNG", "đảng ", as_typed=True) == ["\u00d0ẢNG"]


class TestParts:
    def parts(self, text: str, query: str):
        spelled = Spelled.of(text)
        return parts_of(spelled, places_of(spelled, read_query(query), as_typed=False))

    def test_marks_what_was_found_and_keeps_the_text(self):
        assert self.parts("Xin <b>quán\n triệt</b> ngay", "triet") == [
            ("Xin <b>quán ", False),
            ("triệt", True),
            ("</b> ngay", False),
        ]

    def test_a_long_text_is_shown_where_most_terms_stand_together(self):
        text = "quán " + "x " * 100 + "quán triệt" + " y" * 100
        parts = self.parts(text, "quan triet")
        assert [text for text, is_found in parts if is_found] == ["quán", "triệt"]
        assert parts[0] == ("… ", False)
        assert parts[-1] == (" …", False)
        assert len("".join(text for text, _ in parts)) < 120

    def test_thousands_of_places_take_no_time(self):
        text = "quán " * 40_000
        spelled = Spelled.of(text)
        began = time.process_time()
        places = places_of(spelled, read_query("quan quán "), as_typed=False)
        parts_of(spelled, places)
        wordings(spelled, places)
        assert time.process_time() - began < 2

    def test_wordings_are_told_once_as_they_are_written(self):
        text = "Quán triệt, quán triệt, quan triet"
        spelled = Spelled.of(text)
        places = places_of(spelled, read_query('"quan triet"'), as_typed=False)
        assert wordings(spelled, places) == [["quan", "triet"], ["quán", "triệt"]]

    def test_a_title_has_all_terms_or_is_none(self):
        for find, as_typed, is_in in (
            ("chuyen doi", False, True),
            ("chuyển so", True, True),
            ("chuyên so", True, False),
            ("chuyen xanh", False, False),
        ):
            terms = read_query(find)
            assert is_in_title("Chuyển đổi số", terms, as_typed=as_typed) is is_in


class TestWindow:
    """Which words around those that were found are shown."""

    def shown(self, text: str, query: str, *, whole: bool = False) -> str:
        """Return the text around what was found, which stands in brackets."""
        spelled = Spelled.of(text)
        places = places_of(spelled, read_query(query), as_typed=False)
        parts = parts_of(spelled, places, whole=whole)
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
        # Exactly as many words as are shown: nothing is left out.
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
        # Two terms near each other weigh more than one that is repeated.
        text = f"mot mot mot {self.words(0, 40)} mot hai {self.words(40, 80)}"
        shown = self.shown(text, "mot hai ")
        assert shown.count("[mot]") == shown.count("[hai]") == 1
        # Of two stretches that are alike the first.
        text = f"mot hai {self.words(0, 60)} mot hai"
        assert self.shown(text, "mot hai ").startswith("[mot] [hai] w0")

    @pytest.mark.parametrize(("between", "together"), [(20, True), (21, False)])
    def test_terms_stand_together_within_twenty_two_words(self, between, together):
        filler = self.words(0, between)
        text = f"mot {self.words(100, 130)} mot {filler} hai {self.words(130, 160)}"
        shown = self.shown(text, "mot hai ")
        assert ("[hai]" in shown) is together


def test_a_title_is_found_by_its_first_letter_in_the_form_that_counts():
    terms = read_query("đổi ")
    assert is_in_title("Chuyển đổi", terms, as_typed=True)
    assert is_in_title("Chuyen doi", terms, as_typed=False)
    assert not is_in_title("Chuyen doi", terms, as_typed=True)


def test_nothing_found_has_no_wordings():
    assert wordings(Spelled.of(""), []) == []
    assert wordings(Spelled.of("mot hai"), []) == []
