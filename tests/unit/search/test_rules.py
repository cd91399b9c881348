import time

import pytest

from kiosk.search.rules import (
    MAX_QUERY_WORDS,
    NormalisedText,
    Term,
    find_matches,
    is_in_title,
    make_snippet,
    matched_wordings,
    read_query,
)


def found(text: str, query: str, *, as_typed: bool = False) -> list[str]:
    normalised = NormalisedText.of(text)
    spans = normalised.spans(normalised.count)
    return [
        text[spans[place.start][0] : spans[place.end - 1][1]]
        for place in find_matches(normalised, read_query(query), as_typed=as_typed)
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
        assert len(read_query("a b c d e f g h i k l m n o p q ")) == MAX_QUERY_WORDS
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

    def test_an_old_documents_foreign_capital_is_read_as_it_looks(self):
        assert found("\u00d0ẢNG", "đảng ", as_typed=True) == ["\u00d0ẢNG"]


class TestParts:
    def parts(self, text: str, query: str):
        normalised = NormalisedText.of(text)
        return make_snippet(
            normalised, find_matches(normalised, read_query(query), as_typed=False)
        )

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
        normalised = NormalisedText.of(text)
        began = time.process_time()
        places = find_matches(normalised, read_query("quan quán "), as_typed=False)
        make_snippet(normalised, places)
        matched_wordings(normalised, places)
        assert time.process_time() - began < 2

    def test_wordings_are_told_once_as_they_are_written(self):
        text = "Quán triệt, quán triệt, quan triet"
        normalised = NormalisedText.of(text)
        places = find_matches(normalised, read_query('"quan triet"'), as_typed=False)
        assert matched_wordings(normalised, places) == [
            ["quan", "triet"],
            ["quán", "triệt"],
        ]

    def test_a_title_has_all_terms_or_is_none(self):
        for find, as_typed, is_in in (
            ("chuyen doi", False, True),
            ("chuyển so", True, True),
            ("chuyên so", True, False),
            ("chuyen xanh", False, False),
        ):
            terms = read_query(find)
            assert is_in_title("Chuyển đổi số", terms, as_typed=as_typed) is is_in


def test_a_title_is_found_by_its_first_letter_in_the_form_that_counts():
    terms = read_query("đổi ")
    assert is_in_title("Chuyển đổi", terms, as_typed=True)
    assert is_in_title("Chuyen doi", terms, as_typed=False)
    assert not is_in_title("Chuyen doi", terms, as_typed=True)


def test_nothing_found_has_no_wordings():
    assert matched_wordings(NormalisedText.of(""), []) == []
    assert matched_wordings(NormalisedText.of("mot hai"), []) == []


class TestQueryInPieces:
    def folded(self, query: str) -> list[tuple[str, ...]]:
        return [term.folded for term in read_query(query)]

    def test_words_outside_quotes_stay_apart_and_each_quote_is_one_term(self):
        query = '"mot hai" ba bon "nam sau" bay tam '
        assert self.folded(query) == [
            *(("mot", "hai"), ("ba",), ("bon",)),
            *(("nam", "sau"), ("bay",), ("tam",)),
        ]

    def test_twelve_words_are_read_of_all_pieces_together(self):
        terms = self.folded('"a b c d e" f g h "i k l m n o" p q')
        assert terms == [
            *(("a", "b", "c", "d", "e"), ("f",), ("g",), ("h",)),
            ("i", "k", "l", "m"),
        ]

    def test_two_letters_are_a_prefix(self):
        assert read_query("ab")[0].is_prefix
        assert found("abc ab xab", "ab") == ["abc", "ab"]


def test_so_many_places_of_a_term_are_marked():
    normalised = NormalisedText.of("mot " * 300)
    assert len(find_matches(normalised, read_query("mot "), as_typed=False)) == 200
