"""One-time codes and recovery codes, as values."""

import datetime as dt

import pyotp
import pytest

from kiosk.accounts import totp

KEY = b"k" * 32
NOW = dt.datetime(2026, 11, 23, 7, 30, tzinfo=dt.UTC)
SECRET = totp.secret_of(KEY, 1, "seed")
STEP = int(NOW.timestamp()) // 30


def code_at(step: int) -> str:
    return pyotp.TOTP(SECRET).generate_otp(step)


class TestTheSecret:
    def test_is_made_of_key_account_and_seed(self):
        others = [
            totp.secret_of(b"x" * 32, 1, "seed"),
            totp.secret_of(KEY, 2, "seed"),
            totp.secret_of(KEY, 1, "other"),
        ]
        assert SECRET not in others
        assert len({*others}) == 3
        assert len(SECRET) == 32

    def test_is_shown_in_groups_and_said_to_apps(self):
        assert totp.format_secret("ABCDEFGHIJ") == "ABCD EFGH IJ"
        address = totp.setup_uri(SECRET, "thuky")
        assert pyotp.parse_uri(address).secret == SECRET
        assert "Kiosk" in address


class TestAStep:
    @pytest.mark.parametrize("drift", [-1, 0, 1])
    def test_of_a_clock_that_is_a_little_wrong_is_taken(self, drift):
        code = code_at(STEP + drift)
        assert totp.matching_step(SECRET, code, NOW, 0) == STEP + drift

    @pytest.mark.parametrize("drift", [-2, 2])
    def test_further_away_is_not(self, drift):
        assert totp.matching_step(SECRET, code_at(STEP + drift), NOW, 0) is None

    def test_is_taken_once_and_none_before_it_afterwards(self):
        assert totp.matching_step(SECRET, code_at(STEP), NOW, STEP - 1) == STEP
        assert totp.matching_step(SECRET, code_at(STEP), NOW, STEP) is None
        assert totp.matching_step(SECRET, code_at(STEP - 1), NOW, STEP) is None
        assert totp.matching_step(SECRET, code_at(STEP + 1), NOW, STEP) == STEP + 1


class TestWhatIsTyped:
    @pytest.mark.parametrize(
        ("text", "read"),
        [
            (" 123 456 ", "123456"),
            ("abcde-fghjk", "ABCDEFGHJK"),
            ("ABCDE FGHJK", "ABCDEFGHJK"),
            ("12345", ""),
            ("1234567", ""),
            ("١٢٣٤٥٦", ""),
            ("OI1L0-ABCDE", ""),
            ("", ""),
            ("9" * 500, ""),
        ],
    )
    def test_is_a_code_or_nothing(self, text, read):
        assert totp.parse_code(text) == read


class TestRecoveryCodes:
    def test_are_ten_and_all_different(self):
        codes = totp.new_recovery_codes()
        assert len({*codes}) == 10
        assert all(
            totp.parse_code(totp.format_recovery_code(one)) == one for one in codes
        )

    def test_are_kept_as_hashes_of_key_and_account(self):
        hashes = {
            totp.recovery_hash(KEY, 1, "ABCDEFGHJK"),
            totp.recovery_hash(KEY, 2, "ABCDEFGHJK"),
            totp.recovery_hash(b"x" * 32, 1, "ABCDEFGHJK"),
        }
        assert len(hashes) == 3
