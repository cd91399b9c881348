"""The check of words finds them in names and texts, and not in strings."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS = runpy.run_path(str(ROOT / "tools/words.py"))
NAMES, TEXTS = WORDS["banned_words"]("any  deed  action\nname  told  sent\n")


def found(pieces) -> list[tuple[int, str]]:
    return list(WORDS["findings"](pieces, NAMES, TEXTS))


def test_python_names_comments_and_docstrings_are_searched():
    code = (
        '"""A deed."""\nwas_told = "a deed"  # a\n# deed, told\nclass LastDeed: ...\n'
    )
    assert sorted(found(WORDS["python_pieces"](code))) == [
        (1, "deed -> action"),
        (2, "was_told: told -> sent"),
        (3, "deed -> action"),
        (4, "LastDeed: Deed -> action"),
    ]


def test_scripts_are_searched_outside_strings():
    code = "/** A\n * deed. */\nconst told = `deed ${1}`; // told\n"
    assert found(WORDS["script_pieces"](code)) == [
        (2, "deed -> action"),
        (3, "told: told -> sent"),
    ]


def test_names_of_tests_are_sentences_but_hold_no_word_banned_everywhere():
    code = "def test_who_is_told(): ...\ndef test_a_deed(): ...\n"
    assert found(WORDS["python_pieces"](code)) == [(2, "test_a_deed: deed -> action")]


def test_a_class_that_is_declared_twice_is_found():
    one, other = Path("a.py"), Path("b.py")
    sources = {one: "class A: ...\nclass B: ...\n", other: "class B: ...\n"}
    assert WORDS["repeated_classes"](sources) == {"B": [one, other]}


def test_the_list_has_a_replacement_for_each_word():
    names, texts = WORDS["banned_words"]((ROOT / "tools/words.txt").read_text("utf-8"))
    assert all(names.values())
    assert set(texts) < set(names)
