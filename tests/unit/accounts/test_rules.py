"""Names, passwords and waits."""

import datetime as dt
import unicodedata

import pytest

from kiosk import clock
from kiosk.accounts.rules import (
    FAILURES_EXPIRE_AFTER,
    FREE_TRIES,
    FREE_TRIES_PER_ADDRESS,
    FREE_TRIES_PER_NAME,
    FRESH_SIGN_IN,
    IDLE_TOLERANCE,
    LAST_USE_WRITE_INTERVAL,
    LINK_LIFETIME,
    SECOND_STEP_LIFETIME,
    SIGNED_OUT_MESSAGES,
    FailureCount,
    after_failure,
    check_full_name,
    check_long_enough_alone,
    check_manages_accounts,
    check_not_guessable,
    check_password,
    check_username,
    check_wait,
    entry_retention,
    is_username,
    normalise_username,
    seconds_left,
    wait_seconds_after,
)
from kiosk.errors import Forbidden, Invalid, TooManyAttempts
from kiosk.identity import Identity
from tests.expected_errors import refused


def test_the_limits_are_those_that_were_decided():
    assert (FREE_TRIES, FREE_TRIES_PER_ADDRESS, FREE_TRIES_PER_NAME) == (5, 20, 50)
    lifetimes = (SECOND_STEP_LIFETIME, FRESH_SIGN_IN)
    # A last use that is not written yet ends no sign-in too soon.
    of_idle = (LAST_USE_WRITE_INTERVAL, IDLE_TOLERANCE)
    minutes = [time / dt.timedelta(minutes=1) for time in (*lifetimes, *of_idle)]
    assert minutes == [5, 10, 5, 6]


def test_every_end_reason_has_a_message():
    assert set(SIGNED_OUT_MESSAGES) == {
        "ended_remotely",
        "idle",
        "taken_over",
        "revoked",
        "signed_out",
        "meeting_over",
        "account_closed",
        "password_changed",
        "role_changed",
    }


@pytest.mark.parametrize(("months", "days"), [(0, 372), (12, 372), (13, 403)])
def test_entries_of_the_access_log_are_kept_for_a_year_at_least(months, days):
    assert entry_retention(months) == dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("text", "is_one"), [("mai.lan-7", True), ("", False), ("Mai", False), ("a", False)]
)
def test_a_user_name_has_small_letters_without_marks(text, is_one):
    assert is_username(text) is is_one


class TestWaiting:
    def test_it_grows_from_nothing_to_a_quarter_of_an_hour(self):
        waits = [wait_seconds_after(n, FREE_TRIES) for n in range(1, 14)]
        assert waits == [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900]

    def test_a_thousand_failures_wait_no_longer(self):
        assert wait_seconds_after(1000, FREE_TRIES) == 900

    def test_failures_add_up_until_they_are_long_past(self):
        now = clock.now()
        tries = None
        for _ in range(FREE_TRIES):
            tries = after_failure(tries, now, FREE_TRIES)
        assert tries is not None
        assert tries.wait_until == now + dt.timedelta(seconds=15)
        later = now + FAILURES_EXPIRE_AFTER + dt.timedelta(seconds=1)
        assert after_failure(tries, later, FREE_TRIES) == FailureCount(1, later, None)

    def test_the_last_second_counts_whole(self):
        now = clock.now()
        assert seconds_left(now + dt.timedelta(milliseconds=10), now) == 1
        assert seconds_left(now, now) == 0
        assert seconds_left(None, now) == 0

    def test_the_refusal_says_how_long(self):
        with pytest.raises(TooManyAttempts) as refused:
            check_wait(30)
        assert refused.value.details == {"wait_seconds": 30}
        check_wait(0)


class TestPasswords:
    @pytest.mark.parametrize(
        "password", ["mùa xuân về trên bản", "correct-horse-77", "abcdefghijklmno"]
    )
    def test_a_short_sentence_will_do(self, password):
        check_password(password, "thuky", has_second_factor=False)

    @pytest.mark.parametrize(
        ("password", "code"),
        [
            ("ngắn quá", "short_password"),
            ("x" * 201, "short_password"),
            ("aaaaaaaaaaaaaaa", "plain_password"),
            ("áàảãạÁÀẢÃẠáàảãạ", "plain_password"),
            ("toi-la-THUKY-day", "named_password"),
        ],
    )
    def test_what_is_guessed_at_once_is_refused(self, password, code):
        with pytest.raises(Invalid) as refused:
            check_password(password, "thuky", has_second_factor=False)
        assert refused.value.reason == code


class TestUsernames:
    @pytest.mark.parametrize("name", ["ntmkhai", "le.van-thu", "a1"])
    def test_plain_names_pass(self, name):
        check_username(name)

    @pytest.mark.parametrize(
        "name", ["", "a", "Khải", "có dấu", ".ẩn", "-x", "x" * 41, "a\nb", "a/b"]
    )
    def test_others_do_not(self, name):
        with pytest.raises(Invalid):
            check_username(name)


def test_only_an_administrator_manages_accounts():
    check_manages_accounts(Identity(1, "A", account_id=1, is_administrator=True))
    for other in (Identity(1, "B", account_id=2), Identity(1, "C", member_id=3)):
        with pytest.raises(Forbidden):
            check_manages_accounts(other)


class TestRefusals:
    def test_say_why(self):
        with refused(TooManyAttempts, wait_seconds=30):
            check_wait(30)
        with refused(TooManyAttempts, wait_seconds=1):
            check_wait(1)
        with refused(Invalid, "bad_username"):
            check_username("a")
        with refused(Forbidden):
            check_manages_accounts(Identity(1, "B", account_id=2))

    @pytest.mark.parametrize("name", ["", "x" * 121])
    def test_of_a_full_name(self, name):
        with refused(Invalid, "bad_name", limit=120):
            check_full_name(name)
        check_full_name("x")
        check_full_name("x" * 120)

    @pytest.mark.parametrize("password", ["abcdefghijklmn", "abcdefghij" * 20 + "x"])
    def test_of_a_password_of_the_wrong_length(self, password):
        with refused(Invalid, "short_password", shortest=15):
            check_password(password, "thuky", has_second_factor=False)
        check_password("abcdefghij" * 20, "thuky", has_second_factor=False)

    def test_of_a_plain_password(self):
        with refused(Invalid, "plain_password"):
            check_password("abcdabcdabcdabc", "thuky", has_second_factor=False)
        check_password("abcdeabcdeabcde", "thuky", has_second_factor=False)

    def test_of_a_short_password_beside_a_second_factor(self):
        with refused(Invalid, "short_password", shortest=8):
            check_password("abcdefg", "thuky", has_second_factor=True)
        check_password("abcdefgh", "thuky", has_second_factor=True)

    def test_letters_are_counted_as_they_are_read(self):
        # Fourteen letters, typed as twenty-eight code points.
        decomposed = unicodedata.normalize("NFD", "ắặầẫậếễệốộớợứự")
        with refused(Invalid, "short_password", shortest=15):
            check_password(decomposed, "thuky", has_second_factor=False)

    def test_of_what_is_common(self):
        with refused(Invalid, "common_password"):
            check_not_guessable(is_guessable=True)
        check_not_guessable(is_guessable=False)

    def test_of_giving_the_second_factor_up_with_a_short_password(self):
        with refused(Invalid, "short_password", shortest=15):
            check_long_enough_alone("abcdefghijklmn")
        check_long_enough_alone("abcdefghijklmno")

    def test_of_a_password_with_the_name_in_it(self):
        with refused(Invalid, "named_password"):
            check_password("toi-la-THUKY-day", "thuky", has_second_factor=False)
        with refused(Invalid, "named_password"):
            check_password("toi-la-thuky-day", "THUKY", has_second_factor=False)


class TestBoundsOfWaiting:
    def test_other_free_tries(self):
        assert [wait_seconds_after(n, 2) for n in (1, 2, 3)] == [0, 15, 30]

    def test_failures_are_remembered_for_six_hours(self):
        now = clock.now()
        before = FailureCount(7, now, None)
        at_the_end = now + dt.timedelta(hours=6)
        assert after_failure(before, at_the_end, 5).failures == 8
        after = at_the_end + dt.timedelta(microseconds=1)
        assert after_failure(before, after, 5).failures == 1

    def test_seconds_left_are_whole_and_never_too_few(self):
        now = clock.now()
        assert seconds_left(now + dt.timedelta(seconds=1.5), now) == 2
        assert seconds_left(now + dt.timedelta(seconds=30), now) == 31
        assert seconds_left(now - dt.timedelta(seconds=1), now) == 0

    def test_addresses_have_more_tries_and_links_live_a_week(self):
        assert (FREE_TRIES, FREE_TRIES_PER_ADDRESS) == (5, 20)
        assert dt.timedelta(days=7) == LINK_LIFETIME


def test_names_are_stored_in_lower_case_without_spaces():
    assert normalise_username("  NTMKhai\t") == "ntmkhai"


@pytest.mark.parametrize("name", ["a" * 40, "9a", "a.b_c-d"])
def test_usernames_of_all_letters_that_may_be(name):
    check_username(name)
