"""Passwords and their hashes."""

import unicodedata

import pytest
from argon2 import extract_parameters

from kiosk.accounts import passwords
from kiosk.accounts.passwords import hash_password, is_guessable, is_password


def test_a_password_fits_its_own_hash_only():
    kept = hash_password("mùa xuân về trên bản")
    assert kept.startswith("$argon2id$")
    assert is_password(kept, "mùa xuân về trên bản")
    assert not is_password(kept, "mua xuan ve tren ban")


def test_two_keyboards_write_the_same_letter():
    kept = hash_password(unicodedata.normalize("NFD", "Trường Sơn 1975"))
    assert is_password(kept, unicodedata.normalize("NFC", "Trường Sơn 1975"))


def test_no_password_fits_an_account_that_has_none():
    assert not is_password("", "")
    assert not is_password("", "bất cứ gì")
    assert not is_password("!", "không phải mã băm")


def test_an_unknown_name_costs_the_same_work_as_a_wrong_password():
    # Equal parameters take equal time, so timing does not disclose existing names.
    production = passwords.PRODUCTION
    ours = extract_parameters(production.hasher.hash("x" * 12))
    assert extract_parameters(production.decoy) == ours
    assert (ours.time_cost, ours.memory_cost) == (3, 64 * 1024)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "123456789012345",
        "qwertyuiopasdfgh",
        "matkhau123456789",
        "Mật khẩu 12345678",
        "vietnamvietnam1",
        "P@ssw0rd1234567",
        "nguyenthiminhkhai",
        "a" * 200,
    ],
)
def test_common_passwords_rows_and_names_are_guessable(password):
    assert is_guessable(password, ["Nguyễn", "Thị", "Minh", "Khai"])


@pytest.mark.parametrize(
    "password", ["mùa xuân về trên bản", "núi cao sông dài 9", "trống đồng Ngọc Lũ"]
)
def test_a_short_phrase_is_not(password):
    assert not is_guessable(password, ["thuky"])
