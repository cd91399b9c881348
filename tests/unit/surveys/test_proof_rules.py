"""The proof of work of an answer."""

import hashlib
from itertools import count

import pytest

from kiosk.surveys.rules.proof import LONGEST_NUMBER, find_proof, is_proof

KEY = "0f" * 16
BITS = range(9)
CODES = ["abc", "K7M2QX", "a1", "b2", "c3"]


def zero_bits(code, number):
    """Return with how many zero bits the digest of an answer begins."""
    digest = hashlib.sha256(f"{code}:{KEY}:{number}".encode()).hexdigest()
    return 256 - int(digest, 16).bit_length()


@pytest.mark.parametrize("code", CODES)
def test_the_first_number_with_enough_zero_bits_is_found(code):
    numbers = [next(n for n in count() if zero_bits(code, n) >= bits) for bits in BITS]
    assert [find_proof(code, KEY, bits) for bits in BITS] == list(map(str, numbers))


@pytest.mark.parametrize("number", range(30))
def test_a_number_proves_as_many_bits_as_its_digest_has_zeros(number):
    zeros = zero_bits("abc", number)
    assert is_proof("abc", KEY, str(number), zeros)
    assert not is_proof("abc", KEY, str(number), zeros + 1)


def test_a_proof_serves_no_other_answer_and_no_other_survey():
    number = find_proof("abc", KEY, 8)
    assert is_proof("abc", KEY, number, 8)
    assert not is_proof("abd", KEY, number, 8)
    assert not is_proof("abc", "1f" * 16, number, 8)


@pytest.mark.parametrize("number", ["", "-1", "1.0", "x", "１２", "²", "1 ", "0x1"])
def test_what_is_no_number_proves_nothing(number):
    assert not is_proof("abc", KEY, number, 0)


def test_a_number_has_a_longest_length():
    assert is_proof("abc", KEY, "9" * LONGEST_NUMBER, 0)
    assert not is_proof("abc", KEY, "9" * (LONGEST_NUMBER + 1), 0)
